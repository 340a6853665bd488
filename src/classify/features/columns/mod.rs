//! The table of feature columns: name, group, lexicon, and description of each.
//!
//! This is the only definition. Scoring and explanations use it directly; training reads it as `columns.tsv`. A model
//! file holds a checksum of the names in this order, so renaming or moving a column takes a model that was trained for
//! it.

/// One kind of evidence. Training measures what each group is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// The text of the block.
    Text,
    /// Learned weights of the tokens of the block.
    Tokens,
    /// Emphasis and images.
    Inline,
    /// Blocks of the page with the same text.
    Repeats,
    /// The element that holds the block.
    Element,
    /// The position of the block in the page.
    Position,
    /// The blocks before and after the block.
    Neighbors,
    /// The regions around the block, see [`super::regions`].
    Regions,
    /// The repeated unit (card, post) around the block, see [`super::regions`].
    Units,
    /// The path group of the block: the blocks of the page with the same tag path.
    Paths,
    /// The section of the block: the blocks from one heading to the next.
    Sections,
    /// Steps between the block and the candidate roots, see [`super::roots`].
    Roots,
    /// Classes, ids and roles of the elements around the block.
    Names,
    /// The page as a whole.
    Page,
}

/// The word list or the learned weights that a column is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lexicon {
    /// No lexicon.
    None,
    /// The list of function words.
    FunctionWords,
    /// Learned weights of the words of short texts.
    ShortTexts,
    /// Learned weights of the first and last words of long texts.
    TextEnds,
    /// Learned weights of the words of link addresses.
    Links,
    /// Learned weights of element names.
    Names,
}

/// A row of the table.
#[cfg_attr(not(feature = "_internals"), allow(dead_code, reason = "only training reads the groups and lexicons"))]
struct Info {
    name: &'static str,
    group: Group,
    lexicon: Lexicon,
    /// Whether the network ignores the column. It sees neighbors and path groups by itself, and a column that differs
    /// in every block costs it the most time.
    trees_only: bool,
    description: &'static str,
}

impl Info {
    const fn new(name: &'static str, group: Group, description: &'static str) -> Info {
        Info { name, group, lexicon: Lexicon::None, trees_only: false, description }
    }

    const fn lexicon(self, lexicon: Lexicon) -> Info {
        Info { lexicon, ..self }
    }

    const fn trees_only(self) -> Info {
        Info { trees_only: true, ..self }
    }
}

macro_rules! columns {
    ($($group:ident {
        $($column:ident: $description:expr $(, $modifier:ident($($argument:expr)?))*;)*
    })*) => {
        /// A column of the feature table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub(crate) enum Column { $($($column,)*)* }

        pub(super) const TABLE: &[Info] = &[$($(
            Info::new(stringify!($column), Group::$group, $description)$(.$modifier($($argument)?))*,
        )*)*];

        impl Column {
            /// All columns, in the order of a row.
            pub const ALL: &'static [Column] = &[$($(Column::$column,)*)*];
        }
    };
}

mod table;

pub(crate) use table::Column;
use table::TABLE;

/// Number of columns.
pub(crate) const COUNT: usize = Column::ALL.len();
/// Regions around a block that have columns.
pub(crate) const REGIONS: usize = 8;
/// Columns of each region.
pub(crate) const REGION_COLUMNS: usize = 12;

impl Column {
    const fn info(self) -> &'static Info {
        &TABLE[self as usize]
    }

    pub const fn name(self) -> &'static str {
        self.info().name
    }

    pub fn description(self) -> &'static str {
        self.info().description
    }

    /// Returns the group, the lexicon, and whether the network ignores the column.
    #[cfg(feature = "_internals")]
    pub fn training(self) -> (Group, Lexicon, bool) {
        let &Info { group, lexicon, trees_only, .. } = self.info();
        (group, lexicon, trees_only)
    }
}

// The columns of region `n` must follow those of region `n - 1`, in the same order: they are written by position.
const _: () = {
    let first = Column::Region0Share as usize;
    let mut region = 0;
    while region < REGIONS {
        let mut field = 0;
        while field < REGION_COLUMNS {
            let name = TABLE[first + region * REGION_COLUMNS + field].name.as_bytes();
            let innermost = TABLE[first + field].name.as_bytes();
            assert!(name[b"Region".len()] == b'0' + region as u8, "a region's columns are out of order");
            assert!(name.len() == innermost.len(), "regions have different columns");
            let mut at = 0;
            while at < name.len() {
                assert!(at == b"Region".len() || name[at] == innermost[at], "regions have different columns");
                at += 1;
            }
            field += 1;
        }
        region += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COUNT);
    }
}
