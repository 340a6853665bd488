//! The table. The order of the columns is the order of a row, which a model was trained for.

use super::{Group, Info, Lexicon};

columns! {
    Text {
        Words: "Words; each character of a script without spaces counts as half a word";
        Chars: "Characters other than white space", trees_only();
        TextDensity: "Characters per element in the block (Sun, Song, Liao 2011)", trees_only();
        LinkDensity: "Share of the characters that are in links (Kohlschütter, Fankhauser, Nejdl 2010)";
        Links: "Links";
        Sentences: "Ends of sentences";
        SentenceLength: "Words per sentence", trees_only();
        Commas: "Commas per word";
        LongestToken: "Characters of the longest run without white space", trees_only();
        Repetitions: "How many times a short text repeats the same piece (2 for \"imageimage\"); otherwise 1";
        WordLength: "Letters per word", trees_only();
        Digits: "Share of the characters that are digits";
        Numbers: "Share of the words that are numbers";
        Capitalized: "Share of the words that begin with a capital letter";
        Capitals: "Share of the letters that are capital letters", trees_only();
        FunctionWords: "Share of the words that are function words", lexicon(Lexicon::FunctionWords), trees_only();
        TitleWords: "Share of the words that are also in the page title";
        Separators: "Menu separators per word";
        Lines: "Lines";
        EndsSentence: "1 if the text ends with the end of a sentence";
        IsTruncated: "1 if the text ends with an ellipsis";
        EndsColon: "1 if the text ends with a colon";
        HasQuestionMark: "1 if the text has a question mark";
        HasCopyright: "1 if the text has a copyright sign";
        HasAtSign: "1 if the text has an at sign";
        HasCurrency: "1 if the text has a currency sign";
        StartsLowercase: "1 if the text begins with a lowercase letter";
        Unsegmented: "Share of the characters that are of scripts without spaces";
    }
    Tokens {
        TextWeight: "Learned weight of the words of a short text; 0 for a long text", lexicon(Lexicon::ShortTexts);
        TextWeightMin: "Minimum of the learned weights of these words", lexicon(Lexicon::ShortTexts);
        TextWeightMax: "Maximum of the learned weights of these words", lexicon(Lexicon::ShortTexts);
        StartWeight: "Learned weight of the first words of a long text; 0 for a short text", lexicon(Lexicon::TextEnds);
        StartWeightMin: "Minimum of the learned weights of these words", lexicon(Lexicon::TextEnds);
        StartWeightMax: "Maximum of the learned weights of these words", lexicon(Lexicon::TextEnds);
        EndWeight: "Learned weight of the last words of a long text; 0 for a short text", lexicon(Lexicon::TextEnds);
        EndWeightMin: "Minimum of the learned weights of these words", lexicon(Lexicon::TextEnds);
        EndWeightMax: "Maximum of the learned weights of these words", lexicon(Lexicon::TextEnds);
        LinkWeight: "Learned weight of the words of link addresses", lexicon(Lexicon::Links);
        LinkWeightMin: "Minimum of the learned weights of these words", lexicon(Lexicon::Links);
        LinkWeightMax: "Maximum of the learned weights of these words", lexicon(Lexicon::Links);
    }
    Inline {
        Emphasized: "Share of the text in em or i elements";
        Strong: "Share of the text in strong or b elements";
        ImagesBefore: "Images between the previous block and this block";
        ImagesAfter: "Images between this block and the next block";
    }
    Repeats {
        SameText: "Blocks of the page with the same words";
        SamePattern: "Blocks of the page with the same words, numbers aside";
        IsRepeat: "1 if an earlier block has the same words";
    }
    Element {
        TagNumber: "Tag of the block's element, as a number";
        ParentTagNumber: "Tag of the parent element, as a number";
        HeadingLevel: "1 to 6 for a heading; otherwise 0";
        IsListItem: "1 for a list item";
        IsTableRow: "1 for a row of a data table";
        IsPreformatted: "1 for preformatted text";
        IsHidden: "1 in a hidden element";
        IsNoscript: "1 in a noscript element";
        IsTitle: "1 if the block shows the page title";
        InTableCell: "1 in a cell or row of any table, at most three elements up";
        InParagraph: "1 in a p element";
    }
    Position {
        Position: "Share of the page's blocks that come before the block", trees_only();
        WordPosition: "Share of the page's words that come before the block", trees_only();
        Depth: "Depth of the element in the tree, at most 200";
        BlocksSinceTitle: "Blocks since the title; negative before it, 0 without a title";
        WordsSinceTitle: "Words since the title; negative before it, 0 without a title";
        WordsSinceHeading: "Words since the last heading", trees_only();
        LastHeadingLevel: "Level of the last heading; 0 without one";
        ProseAfter: "Share of the page's prose that comes after the block";
        ProseBefore: "Share of the page's prose that comes before the block";
        BlocksSinceProse: "Blocks since the last prose block, at most 50", trees_only();
        BlocksUntilProse: "Blocks until the next prose block, at most 50", trees_only();
    }
    Neighbors {
        PreviousWords: "Words of the previous block", trees_only();
        PreviousLinkDensity: "Link density of the previous block", trees_only();
        PreviousIsProse: "1 if the previous block is prose", trees_only();
        NextWords: "Words of the next block", trees_only();
        NextLinkDensity: "Link density of the next block", trees_only();
        NextIsProse: "1 if the next block is prose", trees_only();
        NextIsHeading: "1 if the next block is a heading", trees_only();
        PreviousTextWeight: "Learned weight of the words of the previous block",
            lexicon(Lexicon::ShortTexts), trees_only();
        NextTextWeight: "Learned weight of the words of the next block", lexicon(Lexicon::ShortTexts), trees_only();
        WindowTextWeight: "Mean of the same over five blocks before and five after",
            lexicon(Lexicon::ShortTexts), trees_only();
        Previous2Words: "Words of the block two before", trees_only();
        Previous2LinkDensity: "Link density of the block two before", trees_only();
        Next2Words: "Words of the block two after", trees_only();
        Next2LinkDensity: "Link density of the block two after", trees_only();
        WindowWords: "Words of the five blocks before and the five after", trees_only();
        WindowLinkDensity: "Link density of the five blocks before and the five after", trees_only();
        WindowFunctionWords: "Share of function words in the five blocks before and the five after",
            lexicon(Lexicon::FunctionWords), trees_only();
        WordsBefore: "Words of the five blocks before", trees_only();
        WordsAfter: "Words of the five blocks after", trees_only();
        WindowTruncated: "Truncated texts among the eight blocks before, the block, and the eight after", trees_only();
        PreviousIsSibling: "1 if the previous block has the same parent element";
        NextIsSibling: "1 if the next block has the same parent element";
    }
    Regions {
        Region0Share: REGION_SHARE, trees_only();
        Region0LinkDensity: REGION_LINK_DENSITY;
        Region0Prose: REGION_PROSE;
        Region0BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region0SimilarSiblings: REGION_SIMILAR_SIBLINGS;
        Region0NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names);
        Region0ParentShare: REGION_PARENT_SHARE;
        Region0Tag: REGION_TAG;
        Region0Images: REGION_IMAGES;
        Region0Controls: REGION_CONTROLS;
        Region0TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts);
        Region0LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links);
        Region1Share: REGION_SHARE;
        Region1LinkDensity: REGION_LINK_DENSITY;
        Region1Prose: REGION_PROSE;
        Region1BlockWords: REGION_BLOCK_WORDS;
        Region1SimilarSiblings: REGION_SIMILAR_SIBLINGS;
        Region1NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names);
        Region1ParentShare: REGION_PARENT_SHARE;
        Region1Tag: REGION_TAG;
        Region1Images: REGION_IMAGES;
        Region1Controls: REGION_CONTROLS;
        Region1TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts);
        Region1LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links);
        Region2Share: REGION_SHARE, trees_only();
        Region2LinkDensity: REGION_LINK_DENSITY, trees_only();
        Region2Prose: REGION_PROSE, trees_only();
        Region2BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region2SimilarSiblings: REGION_SIMILAR_SIBLINGS, trees_only();
        Region2NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names), trees_only();
        Region2ParentShare: REGION_PARENT_SHARE, trees_only();
        Region2Tag: REGION_TAG, trees_only();
        Region2Images: REGION_IMAGES, trees_only();
        Region2Controls: REGION_CONTROLS, trees_only();
        Region2TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts), trees_only();
        Region2LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links), trees_only();
        Region3Share: REGION_SHARE, trees_only();
        Region3LinkDensity: REGION_LINK_DENSITY, trees_only();
        Region3Prose: REGION_PROSE, trees_only();
        Region3BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region3SimilarSiblings: REGION_SIMILAR_SIBLINGS, trees_only();
        Region3NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names), trees_only();
        Region3ParentShare: REGION_PARENT_SHARE, trees_only();
        Region3Tag: REGION_TAG, trees_only();
        Region3Images: REGION_IMAGES, trees_only();
        Region3Controls: REGION_CONTROLS, trees_only();
        Region3TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts), trees_only();
        Region3LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links), trees_only();
        Region4Share: REGION_SHARE, trees_only();
        Region4LinkDensity: REGION_LINK_DENSITY, trees_only();
        Region4Prose: REGION_PROSE, trees_only();
        Region4BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region4SimilarSiblings: REGION_SIMILAR_SIBLINGS, trees_only();
        Region4NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names), trees_only();
        Region4ParentShare: REGION_PARENT_SHARE, trees_only();
        Region4Tag: REGION_TAG, trees_only();
        Region4Images: REGION_IMAGES, trees_only();
        Region4Controls: REGION_CONTROLS, trees_only();
        Region4TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts), trees_only();
        Region4LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links), trees_only();
        Region5Share: REGION_SHARE, trees_only();
        Region5LinkDensity: REGION_LINK_DENSITY, trees_only();
        Region5Prose: REGION_PROSE, trees_only();
        Region5BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region5SimilarSiblings: REGION_SIMILAR_SIBLINGS, trees_only();
        Region5NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names), trees_only();
        Region5ParentShare: REGION_PARENT_SHARE, trees_only();
        Region5Tag: REGION_TAG, trees_only();
        Region5Images: REGION_IMAGES, trees_only();
        Region5Controls: REGION_CONTROLS, trees_only();
        Region5TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts), trees_only();
        Region5LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links), trees_only();
        Region6Share: REGION_SHARE, trees_only();
        Region6LinkDensity: REGION_LINK_DENSITY, trees_only();
        Region6Prose: REGION_PROSE, trees_only();
        Region6BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region6SimilarSiblings: REGION_SIMILAR_SIBLINGS, trees_only();
        Region6NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names), trees_only();
        Region6ParentShare: REGION_PARENT_SHARE, trees_only();
        Region6Tag: REGION_TAG, trees_only();
        Region6Images: REGION_IMAGES, trees_only();
        Region6Controls: REGION_CONTROLS, trees_only();
        Region6TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts), trees_only();
        Region6LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links), trees_only();
        Region7Share: REGION_SHARE, trees_only();
        Region7LinkDensity: REGION_LINK_DENSITY, trees_only();
        Region7Prose: REGION_PROSE, trees_only();
        Region7BlockWords: REGION_BLOCK_WORDS, trees_only();
        Region7SimilarSiblings: REGION_SIMILAR_SIBLINGS, trees_only();
        Region7NameWeight: REGION_NAME_WEIGHT, lexicon(Lexicon::Names), trees_only();
        Region7ParentShare: REGION_PARENT_SHARE, trees_only();
        Region7Tag: REGION_TAG, trees_only();
        Region7Images: REGION_IMAGES, trees_only();
        Region7Controls: REGION_CONTROLS, trees_only();
        Region7TextWeight: REGION_TEXT_WEIGHT, lexicon(Lexicon::ShortTexts), trees_only();
        Region7LinkWeight: REGION_LINK_WEIGHT, lexicon(Lexicon::Links), trees_only();
    }
    Units {
        UnitSimilarSiblings: "Similar siblings of the unit, itself included; 0 without a unit";
        UnitWords: "Words of the unit";
        UnitLinkDensity: "Link density of the unit";
        UnitHeadings: "Headings of the unit";
        UnitLinksPerHeading: "Links per heading of the unit";
        UnitTruncated: "Truncated texts of the unit";
        UnitParentShare: "Share of the page's words in the parent of the unit";
        UnitParentProse: "Share of the page's prose in the parent of the unit";
        UnitIndex: "Blocks of the unit before the block, at most 30";
        UnitBlockShare: "Share of the unit's words in the block";
        UnitImages: "Images in the unit";
        UnitTimes: "time elements in the unit";
    }
    Paths {
        PathBlocks: "Blocks of the path group";
        PathWords: "Words per block of the path group";
        PathLinkDensity: "Link density of the path group";
        PathProse: "Share of the path group's words that are prose";
        PathShare: "Share of the page's words in the path group";
    }
    Sections {
        SectionWords: "Words of the section";
        SectionBlocks: "Blocks of the section";
        SectionLinkDensity: "Link density of the section";
        SectionProse: "Share of the section's words that are prose";
        SectionHeadingWords: "Words of the section's heading";
        SectionHeadingLinkDensity: "Link density of the section's heading";
        SectionHeadingTextWeight: "Learned weight of the words of the section's heading", lexicon(Lexicon::ShortTexts);
        SectionHeadingPathBlocks: "Blocks of the path group of the section's heading";
    }
    Roots {
        Root60Up: "Steps up from the smallest element with 60 % of the prose to one that contains the block";
        Root60Down: "Steps from there down to the block", trees_only();
        Root90Up: "Steps up from the smallest element with 90 % of the prose to one that contains the block";
        Root90Down: "Steps from there down to the block", trees_only();
        ReadabilityRootUp: "Steps up from the element that Readability.js chooses to one that contains the block";
        ReadabilityRootDown: "Steps from there down to the block", trees_only();
        DensestRootUp: "Steps up from the element with the maximum density sum to one that contains the block";
        DensestRootDown: "Steps from there down to the block", trees_only();
        SemanticRootUp: "Steps up from the largest main or article element to one that contains the block";
        SemanticRootDown: "Steps from there down to the block", trees_only();
        TitleRootUp: "Steps up from the element around the title to one that contains the block";
        TitleRootDown: "Steps from there down to the block", trees_only();
        RootsContaining: "Candidate roots that contain the block";
    }
    Names {
        NameWeightSum: "Sum of the learned name weights of the elements around the block", lexicon(Lexicon::Names);
        NameWeightMin: "Minimum of these weights", lexicon(Lexicon::Names);
        NameWeightMax: "Maximum of these weights", lexicon(Lexicon::Names);
        NameWeightNear: "Sum of these weights below the root with 60 % of the prose, at most eight elements up",
            lexicon(Lexicon::Names);
        ToContent: STEPS_TO_CATEGORY;
        ToComment: STEPS_TO_CATEGORY;
        ToThread: STEPS_TO_CATEGORY;
        ToNavigation: STEPS_TO_CATEGORY;
        ToFrame: STEPS_TO_CATEGORY;
        ToAside: STEPS_TO_CATEGORY;
        ToRelated: STEPS_TO_CATEGORY;
        ToShare: STEPS_TO_CATEGORY;
        ToMeta: STEPS_TO_CATEGORY;
        ToAdvertisement: STEPS_TO_CATEGORY;
        ToPrompt: STEPS_TO_CATEGORY;
        ToControl: STEPS_TO_CATEGORY;
        ToCard: STEPS_TO_CATEGORY;
        ToDescription: STEPS_TO_CATEGORY;
        ToMedia: STEPS_TO_CATEGORY;
        ToHeading: STEPS_TO_CATEGORY;
        ToHidden: STEPS_TO_CATEGORY;
        ToHeader: STEPS_TO_CATEGORY;
        ToFooter: STEPS_TO_CATEGORY;
        ToComplementary: STEPS_TO_CATEGORY;
        ToCaption: STEPS_TO_CATEGORY;
        ToQuote: STEPS_TO_CATEGORY;
    }
    Page {
        PageWords: "Words of the page";
        PageBlocks: "Blocks of the page";
        PageLinkDensity: "Link density of the page";
        PageProse: "Share of the page's words that are prose";
        PageParagraphs: "Share of the page's words in p elements";
        PageListItems: "Share of the page's words in list items";
        PageHeadings: "Share of the page's blocks that are headings";
        PageH1: "h1 elements";
        PageArticles: "article elements";
        PageRoot60: "Share of the page's words in the smallest element with 60 % of the prose";
        PageRoot60Prose: "Share of the words in that element that are prose";
        PageRoot90: "Share of the page's words in the smallest element with 90 % of the prose";
        PageSemanticRoot: "Share of the page's words in the largest main or article element";
        PageProseBlocks: "Prose blocks of the page";
        PageHidden: "Share of the page's words in hidden elements and in noscript elements";
        PageUnsegmented: "Share of the page's characters that are of scripts without spaces";
        PageType: "Declared type (og:type, itemtype): 0 none, 1 article, 2 product, 3 website, 4 thread, 5 other";
        PageThreads: "Elements with a name for parts of a thread, per block";
        PageCards: "Elements with a name for cards, per block";
        PageTruncated: "Share of the page's blocks that are truncated";
        PageCurrency: "Share of the page's blocks with a currency sign";
        PageResponsive: "1 if the viewport of the page is as wide as the device";
        PageTables: "1 if most words of the page are in tables";
        PageImages: "Images per block";
        PageControls: "Form controls per block";
        PageUrlDepth: "Path segments of the canonical URL, 0 for the front page; -1 without a canonical URL";
        PageUrlWords: "Words in the last path segment of the canonical URL; -1 without a canonical URL";
        PageUrlDigits: "Digits in the path of the canonical URL; -1 without a canonical URL";
    }
}

const REGION_SHARE: &str = "Share of the page's words in the region (region 0 is the innermost)";
const REGION_LINK_DENSITY: &str = "Link density of the region";
const REGION_PROSE: &str = "Share of the region's words that are prose";
const REGION_BLOCK_WORDS: &str = "Words per block of the region";
const REGION_SIMILAR_SIBLINGS: &str = "Similar siblings of the region's element, itself included";
const REGION_NAME_WEIGHT: &str = "Sum of the learned name weights of the elements in the region that contain the block";
const REGION_PARENT_SHARE: &str = "Share of the words of the parent element in the region";
const REGION_TAG: &str = "Tag of the region's element, as a number";
const REGION_IMAGES: &str = "Images per block of the region";
const REGION_CONTROLS: &str = "Form controls per block of the region";
const REGION_TEXT_WEIGHT: &str = "Mean learned weight of the words of the region's short texts, per block";
const REGION_LINK_WEIGHT: &str = "Mean learned weight of the words of the region's link addresses, per block";
const STEPS_TO_CATEGORY: &str = "Steps up to the nearest element with a name of the category, from 1; 0 without one";
