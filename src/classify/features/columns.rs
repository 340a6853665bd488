//! The names of the features: the one definition that scoring, training and explanation share.

macro_rules! features {
    ($($(#[$doc:meta])* $feature:ident,)*) => {
        /// A number that describes a block. Its place in a row of [`Features`](super::Features).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u16)]
        #[non_exhaustive]
        pub enum Feature { $($(#[$doc])* $feature,)* }

        impl Feature {
            /// All features, in the order of a row.
            pub const ALL: &'static [Feature] = &[$(Feature::$feature),*];

            /// The feature's name.
            pub fn name(self) -> &'static str {
                match self { $(Feature::$feature => stringify!($feature),)* }
            }
        }
    };
}

features! {
    // The block's own text.
    /// Words; half of the characters in scripts without spaces.
    Words,
    /// Characters other than white space.
    Chars,
    /// Characters of the block over the elements in it (Sun et al. 2011).
    TextDensity,
    /// Characters in links over characters, 0 to 1 (Kohlschütter et al. 2010).
    LinkDensity,
    /// Links in the block.
    Links,
    /// Sentence ends.
    Sentences,
    /// Words a sentence.
    SentenceLength,
    /// Commas over words.
    Commas,
    /// Characters of the longest run without white space.
    LongestToken,
    /// How often a short text says the same again without a pause ("imageimage" does twice), 1 otherwise.
    Repetitions,
    /// Letters a word.
    WordLength,
    /// Digits over characters.
    Digits,
    /// Words that are numbers over words.
    Numbers,
    /// Words with a capital over words.
    Capitalised,
    /// Capitals over letters.
    Capitals,
    /// Function words over words.
    FunctionWords,
    /// Words of the title over words.
    TitleWords,
    /// Separators of menus over words.
    Separators,
    /// Lines.
    Lines,
    /// 1 where the last character ends a sentence.
    EndsSentence,
    /// 1 where the text is cut at "...".
    IsCut,
    /// 1 where the text ends in a colon.
    EndsColon,
    /// 1 where the text has a question mark.
    Asks,
    /// 1 where the text has a copyright sign.
    HasCopyright,
    /// 1 where the text has an at sign.
    HasAddressSign,
    /// 1 where the text has a sign of currency.
    HasCurrency,
    /// 1 where the text begins in lower case.
    StartsLower,
    /// Share of scripts without spaces in the text.
    Unspaced,
    /// Learned weight of the words of a short text; 0 of a long one.
    Wording,
    /// The least weight among them.
    WordingLeast,
    /// The greatest weight among them.
    WordingGreatest,
    /// Learned weight of the first words of a long text; 0 of a short one.
    Opening,
    /// The least weight among them.
    OpeningLeast,
    /// The greatest weight among them.
    OpeningGreatest,
    /// Learned weight of the last words of a long text; 0 of a short one.
    Closing,
    /// The least weight among them.
    ClosingLeast,
    /// The greatest weight among them.
    ClosingGreatest,
    /// Learned weight of where the links lead.
    Targets,
    /// The least weight among them.
    TargetsLeast,
    /// The greatest weight among them.
    TargetsGreatest,
    /// Share of the text that is emphasised.
    Emphasised,
    /// Share of the text that is strong.
    Strong,
    /// Images between the previous block and this one.
    ImagesBefore,
    /// Images between this block and the next one.
    ImagesBehind,
    /// Blocks of the page with the same words.
    SameText,
    /// Blocks of the page with the same words but for numbers.
    SamePattern,
    /// 1 where an earlier block has the same words.
    IsRepeat,
    // What the block is.
    /// The block's tag as a number.
    TagCode,
    /// The parent's tag as a number.
    ParentTagCode,
    /// 1 to 6 for headings, 0 otherwise.
    HeadingLevel,
    /// 1 for list items.
    IsListItem,
    /// 1 for rows of data tables.
    IsTableRow,
    /// 1 for preformatted text.
    IsPreformatted,
    /// 1 in a hidden element.
    IsHidden,
    /// 1 in `<noscript>`.
    IsNoscript,
    /// 1 where the block shows the page's title.
    IsTitle,
    /// 1 in a `<td>` or `<th>` (three elements around the block are asked) or a `<tr>`, a data table or not.
    InCell,
    /// 1 in a `<p>`.
    InParagraph,
    // Where the block is.
    /// Share of the page's blocks before it.
    Position,
    /// Share of the page's words before it.
    WordPosition,
    /// Depth of its element.
    Depth,
    /// Blocks since the title, negative before it; 0 without a title.
    SinceTitle,
    /// Words since the title, negative before it.
    WordsSinceTitle,
    /// Words since the last heading.
    SinceHeading,
    /// Level of the last heading, 0 without one.
    LastHeading,
    /// Share of the prose that stands behind the block.
    ProseBehind,
    /// Share of the prose that stands before the block.
    ProseBefore,
    /// Blocks since the last prose block, at most 50.
    SinceProse,
    /// Blocks until the next prose block, at most 50.
    UntilProse,
    // Neighbours.
    /// Words of the previous block.
    PreviousWords,
    /// Link density of the previous block.
    PreviousLinkDensity,
    /// Prose in the previous block.
    PreviousIsGood,
    /// Words of the next block.
    NextWords,
    /// Link density of the next block.
    NextLinkDensity,
    /// Prose in the next block.
    NextIsGood,
    /// 1 where the next block is a heading.
    NextIsHeading,
    /// Learned weight of the previous block's words.
    PreviousWording,
    /// Learned weight of the next block's words.
    NextWording,
    /// The same of the ten blocks around, a block.
    AroundWording,
    /// Words of the block before the previous one.
    Previous2Words,
    /// Link density of the block before the previous one.
    Previous2LinkDensity,
    /// Words of the block behind the next one.
    Next2Words,
    /// Link density of the block behind the next one.
    Next2LinkDensity,
    /// Words of the ten blocks around.
    AroundWords,
    /// Link density of the ten blocks around.
    AroundLinkDensity,
    /// Function words over words of the ten blocks around.
    AroundFunctionWords,
    /// Words of the five blocks before.
    BeforeWords,
    /// Words of the five blocks behind.
    BehindWords,
    /// Texts cut at "..." among the eight blocks on each side.
    AroundCut,
    /// 1 where the previous block shares the parent element.
    PreviousIsNear,
    /// 1 where the next block shares the parent element.
    NextIsNear,
    // The regions around the block: each is the largest element with the same blocks, the next one holds more.
    /// Share of the page's words in region 0.
    Region0Share,
    /// Link density of region 0.
    Region0LinkDensity,
    /// Share of prose in region 0.
    Region0Good,
    /// Words a block in region 0.
    Region0BlockWords,
    /// Siblings like region 0.
    Region0Alike,
    /// Learned weight of the names of region 0.
    Region0Names,
    /// Words of region 0 over those of the region around it.
    Region0Part,
    /// The tag of region 0 as a number.
    Region0Tag,
    /// Images a block in region 0.
    Region0Images,
    /// Form controls a block in region 0.
    Region0Controls,
    /// Learned weight of the words of short texts in region 0, a block.
    Region0Wording,
    /// Learned weight of where the links lead in region 0, a block.
    Region0Targets,
    /// See region 0.
    Region1Share,
    /// See region 0.
    Region1LinkDensity,
    /// See region 0.
    Region1Good,
    /// See region 0.
    Region1BlockWords,
    /// See region 0.
    Region1Alike,
    /// See region 0.
    Region1Names,
    /// See region 0.
    Region1Part,
    /// See region 0.
    Region1Tag,
    /// See region 0.
    Region1Images,
    /// See region 0.
    Region1Controls,
    /// See region 0.
    Region1Wording,
    /// See region 0.
    Region1Targets,
    /// See region 0.
    Region2Share,
    /// See region 0.
    Region2LinkDensity,
    /// See region 0.
    Region2Good,
    /// See region 0.
    Region2BlockWords,
    /// See region 0.
    Region2Alike,
    /// See region 0.
    Region2Names,
    /// See region 0.
    Region2Part,
    /// See region 0.
    Region2Tag,
    /// See region 0.
    Region2Images,
    /// See region 0.
    Region2Controls,
    /// See region 0.
    Region2Wording,
    /// See region 0.
    Region2Targets,
    /// See region 0.
    Region3Share,
    /// See region 0.
    Region3LinkDensity,
    /// See region 0.
    Region3Good,
    /// See region 0.
    Region3BlockWords,
    /// See region 0.
    Region3Alike,
    /// See region 0.
    Region3Names,
    /// See region 0.
    Region3Part,
    /// See region 0.
    Region3Tag,
    /// See region 0.
    Region3Images,
    /// See region 0.
    Region3Controls,
    /// See region 0.
    Region3Wording,
    /// See region 0.
    Region3Targets,
    /// See region 0.
    Region4Share,
    /// See region 0.
    Region4LinkDensity,
    /// See region 0.
    Region4Good,
    /// See region 0.
    Region4BlockWords,
    /// See region 0.
    Region4Alike,
    /// See region 0.
    Region4Names,
    /// See region 0.
    Region4Part,
    /// See region 0.
    Region4Tag,
    /// See region 0.
    Region4Images,
    /// See region 0.
    Region4Controls,
    /// See region 0.
    Region4Wording,
    /// See region 0.
    Region4Targets,
    /// See region 0.
    Region5Share,
    /// See region 0.
    Region5LinkDensity,
    /// See region 0.
    Region5Good,
    /// See region 0.
    Region5BlockWords,
    /// See region 0.
    Region5Alike,
    /// See region 0.
    Region5Names,
    /// See region 0.
    Region5Part,
    /// See region 0.
    Region5Tag,
    /// See region 0.
    Region5Images,
    /// See region 0.
    Region5Controls,
    /// See region 0.
    Region5Wording,
    /// See region 0.
    Region5Targets,
    /// See region 0.
    Region6Share,
    /// See region 0.
    Region6LinkDensity,
    /// See region 0.
    Region6Good,
    /// See region 0.
    Region6BlockWords,
    /// See region 0.
    Region6Alike,
    /// See region 0.
    Region6Names,
    /// See region 0.
    Region6Part,
    /// See region 0.
    Region6Tag,
    /// See region 0.
    Region6Images,
    /// See region 0.
    Region6Controls,
    /// See region 0.
    Region6Wording,
    /// See region 0.
    Region6Targets,
    /// See region 0.
    Region7Share,
    /// See region 0.
    Region7LinkDensity,
    /// See region 0.
    Region7Good,
    /// See region 0.
    Region7BlockWords,
    /// See region 0.
    Region7Alike,
    /// See region 0.
    Region7Names,
    /// See region 0.
    Region7Part,
    /// See region 0.
    Region7Tag,
    /// See region 0.
    Region7Images,
    /// See region 0.
    Region7Controls,
    /// See region 0.
    Region7Wording,
    /// See region 0.
    Region7Targets,
    // The repeated unit (card, post) that the block stands in: the nearest region with three or more like siblings.
    /// Like siblings of the unit, 0 where there is none.
    UnitAlike,
    /// Words of the unit.
    UnitWords,
    /// Link density of the unit.
    UnitLinkDensity,
    /// Headings of the unit.
    UnitHeadings,
    /// Links a heading in the unit.
    UnitLinks,
    /// Texts cut at "..." in the unit.
    UnitCut,
    /// Share of the page's words in all the units together (the unit's parent).
    UnitsShare,
    /// Share of the page's prose in the units' parent.
    UnitsGood,
    /// Blocks of the unit before this one.
    UnitIndex,
    /// Share of the unit's words in this block.
    UnitPart,
    /// Images in the unit.
    UnitImages,
    /// `<time>`s in the unit.
    UnitTimes,
    /// Blocks of the page with the same path of tags and classes.
    SamePath,
    /// Words a block of those with the same path.
    PathWords,
    /// Link density of those with the same path.
    PathLinkDensity,
    /// Share of prose in those with the same path.
    PathGood,
    /// Share of the page's words in those with the same path.
    PathShare,
    // The section: the blocks from the last heading of any level to the next one.
    /// Words of the section.
    SectionWords,
    /// Blocks of the section.
    SectionBlocks,
    /// Link density of the section.
    SectionLinkDensity,
    /// Share of prose in the section.
    SectionGood,
    /// Words of the section's heading.
    SectionHeadingWords,
    /// Link density of the section's heading.
    SectionHeadingLinkDensity,
    /// Learned weight of the words of the section's heading.
    SectionWording,
    /// Blocks of the page in headings that stand like the section's heading (same path).
    SectionHeadingsAlike,
    // Candidate roots: steps up from the root to an element that holds the block, and down to the block.
    /// From the smallest element with 60 % of the prose.
    Up60, /** Down to the block. */ Down60,
    /// From the smallest element with 90 % of the prose.
    Up90, /** Down to the block. */ Down90,
    /// From Readability's element.
    UpReadability, /** Down to the block. */ DownReadability,
    /// From the element with the greatest density sum.
    UpDensest, /** Down to the block. */ DownDensest,
    /// From the largest main or article element.
    UpSemantic, /** Down to the block. */ DownSemantic,
    /// From the element around the title.
    UpTitle, /** Down to the block. */ DownTitle,
    /// How many of the roots hold the block.
    RootsAround,
    // Names: learned weights and curated categories of the elements around.
    /// Sum of learned weights over the block's element and all around it.
    NamesSum,
    /// The least learned weight around the block.
    NamesLeast,
    /// The greatest learned weight around the block.
    NamesGreatest,
    /// Sum of the learned weights up to the smallest root with 60 %, or eight elements.
    NamesNear,
    /// Steps to the nearest element of the category, counted from 1; 0 where there is none.
    ToContent, /** See ToContent. */ ToComment, /** See ToContent. */ ToThread, /** See ToContent. */ ToNavigation,
    /// See ToContent.
    ToFrame, /** See ToContent. */ ToAside, /** See ToContent. */ ToRelated, /** See ToContent. */ ToShare,
    /// See ToContent.
    ToMeta, /** See ToContent. */ ToAdvertisement, /** See ToContent. */ ToPrompt, /** See ToContent. */ ToControl,
    /// See ToContent.
    ToCard, /** See ToContent. */ ToDescription, /** See ToContent. */ ToMedia, /** See ToContent. */ ToHeading,
    /// See ToContent.
    ToHidden, /** See ToContent. */ ToHeader, /** See ToContent. */ ToFooter, /** See ToContent. */ ToComplementary,
    /// See ToContent.
    ToCaption, /** See ToContent. */ ToQuote,
    // The page.
    /// Words of the page.
    PageWords,
    /// Blocks of the page.
    PageBlocks,
    /// Link density of the page.
    PageLinkDensity,
    /// Share of prose in the page's words.
    PageGood,
    /// Share of words in `<p>`.
    PageParagraphs,
    /// Share of words in list items.
    PageListItems,
    /// Headings over blocks.
    PageHeadings,
    /// `<h1>`s.
    PageH1,
    /// `<article>`s.
    PageArticles,
    /// Share of words in the root with 60 % of the prose.
    PageRoot60,
    /// Prose over words in the root with 60 % of the prose.
    PageRoot60Good,
    /// Share of words in the root with 90 % of the prose.
    PageRoot90,
    /// Share of words in the largest main or article element.
    PageSemantic,
    /// Prose blocks.
    PageGoodBlocks,
    /// Share of words in hidden elements and `<noscript>`.
    PageHidden,
    /// Share of characters in scripts without spaces.
    PageUnspaced,
    /// The type that the page declares (`og:type`, `itemtype`): 0 none, 1 article, 2 product, 3 website, 4 thread, 5 other.
    PageType,
    /// Elements named for parts of threads over blocks.
    PageThread,
    /// Elements named for cards over blocks.
    PageCards,
    /// Texts cut at "..." over blocks.
    PageCut,
    /// Signs of currency over blocks.
    PageCurrency,
    /// 1 where the page fits small screens, too: tells the decades of the web apart.
    PageModern,
    /// 1 where the page lays itself out by tables.
    PageTables,
    /// Images over blocks.
    PageImages,
    /// Form controls over blocks.
    PageControls,
    /// Steps of the path of the page's canonical address, 0 for the front page; -1 where it tells none.
    PageUrlDepth,
    /// Words in the last step of that path; -1 where there is none.
    PageUrlWords,
    /// Digits in that path; -1 where there is none.
    PageUrlDigits,
}

/// How many features a block has.
pub const COUNT: usize = Feature::ALL.len();
