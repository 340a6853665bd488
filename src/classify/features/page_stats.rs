//! Statistics of the whole page, which tell articles, threads, products and listings apart.

use super::columns::Column;
use super::elements::categories::Category;
use super::elements::names::ElementNames;
use super::page_url::UrlShape;
use super::roots::Roots;
use super::rows::Row;
use super::sums::{Sums, ratio};
use super::text::stats::TextStats;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::Page;
use crate::page::blocks::{BlockKind, RawBlock};
use crate::page::head::Head;

/// Maximum number of elements between a block and the cell of a layout table. Chosen by hand.
const MAX_STEPS_TO_CELL: usize = 8;

/// Statistics of the page. Each field is described by the column of its name.
pub(crate) struct PageStats {
    pub words: f32,
    pub prose_words: f32,
    pub blocks: f32,
    link_density: f32,
    images: f32,
    controls: f32,
    paragraphs: f32,
    list_items: f32,
    headings: f32,
    prose_blocks: f32,
    hidden: f32,
    unsegmented: f32,
    truncated: f32,
    currency: f32,
    has_layout_tables: bool,
    root60: f32,
    root60_prose: f32,
    root90: f32,
    semantic_root: f32,
    is_responsive: bool,
    elements: ElementCounts,
    url: UrlShape,
}

impl PageStats {
    pub fn new(
        page: &Page,
        stats: &[TextStats],
        is_prose: &[bool],
        sums: &[Sums],
        names: &ElementNames,
        roots: &Roots,
    ) -> PageStats {
        let Page { tree, blocks, head, .. } = page;
        let all_words: f32 = stats.iter().map(|stats| stats.words).sum();
        let share_of_words = |counts: &dyn Fn(&RawBlock) -> bool| {
            let counted = blocks.list.iter().zip(stats).filter(|(block, _)| counts(block));
            ratio(counted.map(|(_, stats)| stats.words).sum(), all_words)
        };
        let share_of_blocks = |count: usize| ratio(count as f32, stats.len() as f32);
        let share_in = |root: NodeId| ratio(sums[root as usize].words, sums[0].words);
        let is_in_cell =
            |block: &RawBlock| tree.ancestors(block.node).take(MAX_STEPS_TO_CELL).any(|node| tree.tag(node) == Tag::Td);
        let all = &sums[0];
        PageStats {
            words: all.words,
            prose_words: all.prose_words,
            blocks: all.blocks,
            link_density: all.link_density(),
            images: all.images,
            controls: all.controls,
            paragraphs: share_of_words(&|block| tree.tag(block.node) == Tag::P),
            list_items: share_of_words(&|block| block.kind == BlockKind::ListItem),
            headings: share_of_blocks(
                blocks.list.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_))).count(),
            ),
            prose_blocks: is_prose.iter().filter(|&&is_prose| is_prose).count() as f32,
            hidden: share_of_words(&|block| !block.is_shown()),
            unsegmented: ratio(stats.iter().map(|s| s.unsegmented).sum(), stats.iter().map(|s| s.chars).sum()),
            truncated: share_of_blocks(stats.iter().filter(|stats| stats.is_truncated).count()),
            currency: share_of_blocks(stats.iter().filter(|stats| stats.has_currency).count()),
            has_layout_tables: share_of_words(&is_in_cell) > 0.5,
            root60: share_in(roots.prose60),
            root60_prose: sums[roots.prose60 as usize].prose(),
            root90: share_in(roots.prose90),
            semantic_root: share_in(roots.semantic),
            is_responsive: head.is_responsive(tree),
            elements: ElementCounts::new(tree, head, names),
            url: head.url(tree).map(UrlShape::of).unwrap_or_default(),
        }
    }
}

impl PageStats {
    /// Writes the columns of the page; `blocks` is its number of blocks, hidden ones included.
    pub fn write(&self, blocks: usize, row: &mut Row) {
        use Column::*;
        let elements = &self.elements;
        row.set(PageWords, self.words);
        row.set(PageBlocks, self.blocks);
        row.set(PageLinkDensity, self.link_density);
        row.set(PageProse, ratio(self.prose_words, self.words));
        row.set(PageParagraphs, self.paragraphs);
        row.set(PageListItems, self.list_items);
        row.set(PageHeadings, self.headings);
        row.set(PageH1, elements.h1);
        row.set(PageArticles, elements.articles);
        row.set(PageRoot60, self.root60);
        row.set(PageRoot60Prose, self.root60_prose);
        row.set(PageRoot90, self.root90);
        row.set(PageSemanticRoot, self.semantic_root);
        row.set(PageProseBlocks, self.prose_blocks);
        row.set(PageHidden, self.hidden);
        row.set(PageUnsegmented, self.unsegmented);
        row.set(PageType, f32::from(elements.declared_type as u8));
        row.set(PageThreads, ratio(elements.threads, blocks as f32));
        row.set(PageCards, ratio(elements.cards, blocks as f32));
        row.set(PageTruncated, self.truncated);
        row.set(PageCurrency, self.currency);
        row.flag(PageResponsive, self.is_responsive);
        row.flag(PageTables, self.has_layout_tables);
        row.set(PageImages, ratio(self.images, self.blocks));
        row.set(PageControls, ratio(self.controls, self.blocks));
        row.set(PageUrlDepth, self.url.depth);
        row.set(PageUrlWords, self.url.words);
        row.set(PageUrlDigits, self.url.digits);
    }
}

/// What one pass over the elements of the page finds.
#[derive(Default)]
struct ElementCounts {
    h1: f32,
    articles: f32,
    /// Elements with a name for parts of a thread.
    threads: f32,
    /// Elements with a name for cards.
    cards: f32,
    declared_type: DeclaredType,
}

impl ElementCounts {
    fn new(tree: &Tree, head: &Head, names: &ElementNames) -> ElementCounts {
        let (type_node, og_type) = head.og_type(tree).unzip();
        let mut counts = ElementCounts::default();
        let (mut threads, mut cards) = (0, 0);
        let mut typed = names.typed.iter().copied().peekable();
        for node in 1..tree.len() as NodeId {
            match tree.tag(node) {
                Tag::Text => continue,
                Tag::H1 => counts.h1 += 1.0,
                Tag::Article => counts.articles += 1.0,
                Tag::Meta if Some(node) == type_node && counts.declared_type == DeclaredType::None => {
                    counts.declared_type = og_type.map_or(DeclaredType::None, DeclaredType::of);
                }
                _ => {}
            }
            if typed.next_if_eq(&node).is_some() {
                counts.read_itemtype(tree.attr(node, AttrKey::Itemtype));
            }
            let categories = names.categories(node);
            threads += u32::from(categories.contains(Category::Thread));
            cards += u32::from(categories.contains(Category::Card));
        }
        (counts.threads, counts.cards) = (threads as f32, cards as f32);
        counts
    }

    /// An `itemtype` counts if the page has declared no type that says more.
    fn read_itemtype(&mut self, itemtype: Option<&str>) {
        if let Some(itemtype) = itemtype
            && matches!(self.declared_type, DeclaredType::None | DeclaredType::Website)
        {
            let declared = DeclaredType::of(itemtype.rsplit('/').next().unwrap_or(itemtype));
            if !matches!(declared, DeclaredType::None | DeclaredType::Other) {
                self.declared_type = declared;
            }
        }
    }
}

/// The type that a page declares by `og:type` or `itemtype`, with the value of its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum DeclaredType {
    #[default]
    None = 0,
    Article = 1,
    Product = 2,
    Website = 3,
    Thread = 4,
    Other = 5,
}

impl DeclaredType {
    fn of(declared: &str) -> DeclaredType {
        let declared = declared.trim().to_ascii_lowercase();
        match declared.as_str() {
            "" => DeclaredType::None,
            name if name.contains("article") => DeclaredType::Article,
            name if name.contains("posting") && !name.contains("discussion") => DeclaredType::Article,
            name if name.contains("product") => DeclaredType::Product,
            "website" | "webpage" => DeclaredType::Website,
            name if ["discussion", "qapage", "question"].iter().any(|part| name.contains(part)) => DeclaredType::Thread,
            _ => DeclaredType::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DeclaredType;

    #[test]
    fn declared_names_map_to_types() {
        for (declared, expected) in [
            ("", DeclaredType::None),
            ("NewsArticle", DeclaredType::Article),
            ("BlogPosting", DeclaredType::Article),
            ("DiscussionForumPosting", DeclaredType::Thread),
            ("product.item", DeclaredType::Product),
            ("WebPage", DeclaredType::Website),
            ("video.movie", DeclaredType::Other),
        ] {
            assert_eq!(DeclaredType::of(declared), expected, "{declared}");
        }
    }
}
