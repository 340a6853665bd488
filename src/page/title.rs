//! The page's title, without the site's name, and the block that shows it.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{BlockKind, Blocks};
use crate::text::word_hash::Hash;
use crate::text::words::{fill_word_set, word_set};

/// What parts a page's title from the site's name in `<title>`.
const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " » ", " « ", " :: ", " · ", " • ", " / ", " ~ ", "｜", "|", " : "];

/// A heading shows the title where it shares this much of its words with what the head of the page says (Dice).
const SAME: f32 = 0.6;

/// An `<h1>` is the title in other words where it shares this much of its words with what the head says (Dice); what
/// shares less is a slogan. 0.2 and 0.35 gave the same on WCXB's development split, 0.7 gave 0.02 less.
const ALIKE: f32 = 0.2;

/// A title has at most this many bytes; longer ones are a page's text by mistake.
const LONGEST: usize = 500;

/// A block of more characters is no headline but a text, such as a short post that its page marks up as `<h1>`: it may
/// be the title, but it is content as well.
const LONGEST_HEADLINE: u32 = 200;

/// Where the text of the title was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TitleSource {
    OpenGraph,
    TwitterCard,
    TitleElement,
    Heading,
    /// There is no title.
    #[default]
    None,
}

/// The title and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Title {
    pub text: Option<String>,
    /// The block that shows it, if one does.
    pub block: Option<usize>,
    /// Where the text is from.
    pub source: TitleSource,
    /// The words of it and of every other form of it in the head, sorted, for overlap.
    pub words: Vec<Hash>,
}

/// Finds the title.
pub(crate) fn title(tree: &Tree, blocks: &Blocks) -> Title {
    let head = Head::read(tree);
    let declared: Vec<Vec<Hash>> = head.all().map(|title| word_set(strip_site(title, head.site))).collect();
    let block = title_block(blocks, &declared);
    let (text, source) = chosen(&head, blocks, block).unzip();
    let mut words: Vec<Hash> =
        declared.into_iter().flatten().chain(text.iter().flat_map(|text| word_set(text))).collect();
    words.sort_unstable();
    words.dedup();
    Title { text, block, source: source.unwrap_or_default(), words }
}

/// The forms of the title in the head.
#[derive(Default)]
struct Head<'t> {
    title: Option<&'t str>,
    open_graph: Option<&'t str>,
    twitter: Option<&'t str>,
    site: Option<&'t str>,
    /// Whether the page says that it is the site's first one.
    is_home: bool,
}

impl<'t> Head<'t> {
    fn read(tree: &'t Tree) -> Head<'t> {
        let mut head = Head::default();
        let mut node: NodeId = 1;
        while (node as usize) < tree.len() {
            match tree.tag(node) {
                Tag::Title if tree.tag(tree.parent(node)) != Tag::Svg => {
                    head.title = head.title.or(Some(tree.text(node).trim()));
                }
                Tag::Meta => head.read_meta(tree, node),
                Tag::Link if tree.attr(node, AttrKey::Rel) == Some("canonical") => {
                    let address = tree.attr(node, AttrKey::Href).and_then(|href| href.split_once("://"));
                    head.is_home |= address.is_some_and(|(_, host)| !host.trim_end_matches('/').contains('/'));
                }
                _ => {}
            }
            node += 1;
        }
        for field in [&mut head.title, &mut head.open_graph, &mut head.twitter] {
            *field = field.filter(|title| !title.is_empty() && title.len() <= LONGEST);
        }
        head
    }

    fn read_meta(&mut self, tree: &'t Tree, meta: NodeId) {
        let name = tree.attr(meta, AttrKey::Property).or_else(|| tree.attr(meta, AttrKey::Name));
        let (Some(name), Some(content)) = (name, tree.attr(meta, AttrKey::Content)) else { return };
        let field = match name {
            "og:title" => &mut self.open_graph,
            "twitter:title" => &mut self.twitter,
            "og:site_name" => &mut self.site,
            _ => return,
        };
        *field = field.or(Some(content.trim()));
    }

    fn all(&self) -> impl Iterator<Item = &'t str> {
        [self.open_graph, self.twitter, self.title].into_iter().flatten()
    }

    /// Whether it is the site's name.
    fn is_site(&self, text: &str) -> bool {
        let site = self.site.map(plain_words).filter(|site| site.len() > 2);
        site.is_some_and(|site| plain_words(text) == site)
    }

    /// Whether a form of the title is this one and a separator and a rest, which is the site's name then: what parts
    /// this one belongs to it.
    fn is_whole(&self, text: &str) -> bool {
        let is_rest = |rest: &str| separators(rest).any(|(at, length)| at == 0 || at + length == rest.len());
        self.all().any(|form| {
            let (before, behind) = (form.strip_suffix(text), form.strip_prefix(text));
            // "Title - Site - Site" says nothing of "Title - Site".
            before.or(behind).is_some_and(|rest| !rest.is_empty() && is_rest(rest) && !text.ends_with(rest))
        })
    }

    /// The form that is most often free of the site's name, and where it is from.
    fn best(&self) -> Option<(&'t str, TitleSource)> {
        let forms = [
            (self.open_graph, TitleSource::OpenGraph),
            (self.twitter, TitleSource::TwitterCard),
            (self.title, TitleSource::TitleElement),
        ];
        forms.into_iter().find_map(|(title, source)| Some((title?, source)))
    }
}

/// The title: a heading that the head confirms, else what the head says, unless the page's `<h1>` says much the same
/// in other words.
fn chosen(head: &Head, blocks: &Blocks, block: Option<usize>) -> Option<(String, TitleSource)> {
    let heading = |i: usize| {
        let text = blocks.text(i).trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '¶' | '§'));
        let mut text = in_one_line(text);
        // Behind a bar stands a section or the site, in headings as well, unless the head says that it belongs to them.
        if let Some(at) = text.find(" | ").filter(|&at| head.is_site(&text[at..]) || !head.is_whole(&text)) {
            text.truncate(at);
        }
        Some((text, TitleSource::Heading)).filter(|(text, _)| !text.is_empty())
    };
    let Some((best, source)) = head.best() else { return block.and_then(heading) };
    let declared = without_site(best, head);
    let (best_words, declared_words) = (plain_words(best), plain_words(declared));
    let whole = head.title.map(plain_words);
    // What `<title>` has beside the other form is the site's name, and a heading that shows it is no title.
    let has_words = best_words != " ";
    let has_site = |whole: &String| has_words && whole.len() > best_words.len() && whole.contains(&best_words);
    let forms: Vec<String> = whole.into_iter().filter(|whole| !has_site(whole)).chain([best_words.clone()]).collect();
    let is_h1 = |i: usize| blocks.list[i].kind == BlockKind::Heading(1) && !blocks.list[i].hidden;
    // " word " so that only whole words are found.
    let begins = |i: &usize| {
        let words = plain_words(blocks.text(*i));
        words.len() > 2 && forms.iter().any(|form| form.starts_with(&words))
    };
    let h1s = (0..blocks.list.len()).filter(|&i| is_h1(i) && blocks.list[i].text.len() <= LONGEST);
    if let Some(i) = h1s.filter(begins).max_by_key(|&i| (blocks.list[i].chars, std::cmp::Reverse(i))) {
        return heading(i);
    }
    if let Some(i) = block.filter(|&i| is_h1(i)) {
        let words = plain_words(blocks.text(i));
        // A heading with more words before the title says what it is about, not what it is called.
        let is_within = declared_words.trim().contains(' ') && words.contains(&declared_words);
        if is_within && !words.starts_with(&declared_words) {
            return Some((in_one_line(declared), source));
        }
        let is_confirmed = words.len() > 2 && forms.iter().any(|form| form.contains(&words));
        let heading_words = word_set(blocks.text(i));
        let is_like = |title: &str, least: f32| dice(&heading_words, &word_set(title)) >= least;
        // Where `<title>` is another one than that of the cards, it may be the heading's.
        let is_titled = || head.title.is_some_and(|title| is_like(without_site(title, head), SAME));
        if is_confirmed || is_like(declared, ALIKE) || is_titled() {
            return heading(i);
        }
    }
    // "Site - Section - Title": the heading is one of the parts, and none is what would be taken for the title.
    if let Some(i) = block.filter(|&i| is_part(blocks.text(i), head.title)) {
        let is_heading = |i: usize| matches!(blocks.list[i].kind, BlockKind::Heading(_));
        if !(0..blocks.list.len()).any(|i| is_heading(i) && plain_words(blocks.text(i)) == declared_words) {
            return heading(i);
        }
    }
    // A head that says nothing but the site's name.
    if let Some(i) = block.filter(|&i| head.is_site(declared) && !head.is_home && is_h1(i)) {
        return heading(i);
    }
    if declared.is_empty() { block.and_then(heading) } else { Some((in_one_line(declared), source)) }
}

/// Whether a heading is one of the parts of the title that separators part.
fn is_part(heading: &str, title: Option<&str>) -> bool {
    let words = plain_words(heading);
    let title = title.filter(|_| words.len() > 2).unwrap_or_default();
    let mut start = 0;
    for (at, length) in separators(title).filter(|&(at, _)| at > 0) {
        if at >= start {
            if plain_words(&title[start..at]) == words {
                return true;
            }
            start = at + length;
        }
    }
    start > 0 && plain_words(&title[start..]) == words
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lower-cased words, each between single spaces, without punctuation; a space where there is none.
fn plain_words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 2);
    plain.push(' ');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            plain.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            plain += &word.to_lowercase();
        }
        plain.push(' ');
    }
    plain
}

/// The title without the site's name where that is known, and all of it where the head says so; else what stands before
/// the first separator.
fn without_site<'a>(title: &'a str, head: &Head) -> &'a str {
    let title = title.trim();
    // "The Atlas: On rivers"; a site's first page says what the site is.
    let named = title.split_once(": ").filter(|(before, _)| !head.is_home && head.is_site(before));
    let title = named.map_or(title, |(_, behind)| behind.trim());
    let parts: Vec<(usize, usize)> = separators(title).collect();
    let (Some(&(first, length)), Some(&(last, _))) = (parts.first(), parts.last()) else { return title };
    if head.is_site(&title[last..]) {
        return before_bar(&title[..last]);
    }
    if head.is_site(&title[..first]) {
        return before_bar(&title[first + length..]);
    }
    match title[..first].trim() {
        _ if named.is_some() || head.is_whole(title) => title,
        "" => title[first + length..].trim(),
        before => before,
    }
}

/// What stands before a bar: behind it stand sections, even where the site's name is gone. Dashes are the title's then.
fn before_bar(title: &str) -> &str {
    let title = title.trim();
    title.split(['|', '｜']).map(str::trim).find(|part| !part.is_empty()).unwrap_or(title)
}

/// The heading that says what the head of the page says; else the only `<h1>`.
fn title_block(blocks: &Blocks, declared: &[Vec<Hash>]) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    let mut first_h1 = None;
    let mut h1s = 0;
    let mut words = Vec::new();
    for (i, block) in blocks.list.iter().enumerate() {
        let BlockKind::Heading(level) = block.kind else { continue };
        if block.hidden || block.text.len() > LONGEST || block.chars > LONGEST_HEADLINE {
            continue;
        }
        fill_word_set(blocks.text(i), &mut words);
        if level == 1 && !words.is_empty() {
            h1s += 1;
            first_h1 = first_h1.or(Some(i));
        }
        let overlap = declared.iter().map(|title| dice(&words, title)).fold(0.0, f32::max);
        // Among equals the higher heading, then the first.
        let rank = overlap + if level == 1 { 0.15 } else { 0.0 };
        if overlap >= SAME && best.is_none_or(|(other, _)| rank > other + 0.01) {
            best = Some((rank, i));
        }
    }
    best.map(|(_, i)| i).or(first_h1.filter(|_| h1s == 1))
}

/// Dice's coefficient of two sorted sets.
fn dice(a: &[Hash], b: &[Hash]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    2.0 * common as f32 / (a.len() + b.len()) as f32
}

/// The title without the site's name, which stands before or behind a separator.
fn strip_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    if let Some(site) = site.filter(|site| !site.is_empty()) {
        for (at, length) in separators(title) {
            let (before, after) = (title[..at].trim(), title[at + length..].trim());
            if after.eq_ignore_ascii_case(site) && !before.is_empty() {
                return before;
            }
            if before.eq_ignore_ascii_case(site) && !after.is_empty() {
                return after;
            }
        }
    }
    // Without a name to compare, the longer side is the title: names of sites are short.
    let Some((at, length)) = separators(title).last() else { return title.trim() };
    let (before, after) = (title[..at].trim(), title[at + length..].trim());
    if length_of(before) >= length_of(after) { before } else { after }
}

/// How long a text is, in letters of an alphabet: a character of Chinese or Japanese says as much as three.
fn length_of(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2e80}' { 3 } else { 1 }).sum()
}

/// Where the separators of a title stand, and how long they are.
fn separators(title: &str) -> impl Iterator<Item = (usize, usize)> {
    title.char_indices().filter_map(|(at, _)| {
        SEPARATORS.iter().find(|separator| title[at..].starts_with(**separator)).map(|separator| (at, separator.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn found(html: &str) -> (Option<String>, Option<usize>) {
        let tree = parse(html);
        let title = title(&tree, &blocks(&tree));
        (title.text, title.block)
    }

    #[test]
    fn the_heading_that_the_head_confirms() {
        let html =
            "<title>Ferry runs again - The Harbour Post</title><h1>The Harbour Post</h1><p>x<h2>Ferry runs again</h2>";
        assert_eq!(found(html), (Some("Ferry runs again".into()), Some(2)));
    }

    #[test]
    fn without_a_heading_the_head_is_taken_without_the_site() {
        assert_eq!(found("<title>A title of a page | Home</title><p>x").0.unwrap(), "A title of a page");
        let html = "<meta property=og:site_name content=Harbour><title>Harbour news - A title - Harbour</title><p>x";
        assert_eq!(found(html).0.unwrap(), "Harbour news - A title");
        let html = "<meta property=og:site_name content=Harbourlands><title>Short - Harbourlands</title><p>x";
        assert_eq!(found(html).0.unwrap(), "Short");
        assert_eq!(found("<p>nothing"), (None, None));
    }

    #[test]
    fn separators_that_belong_to_the_title() {
        let site = "<meta property=og:site_name content='The Atlas'>";
        for (head, expected) in [
            ("<title>AC/DC - Back in Black | The Atlas</title>", "AC/DC - Back in Black"),
            ("<title>Mon - Fri: the week of a river pilot | The Atlas</title>", "Mon - Fri: the week of a river pilot"),
            ("<title>The Atlas: On rivers - a walk</title>", "On rivers - a walk"),
            ("<title>The Atlas | On rivers - a walk</title>", "On rivers - a walk"),
            // Sections stand behind bars.
            ("<title>On rivers - a walk | Nature | The Atlas</title>", "On rivers - a walk"),
            (
                "<link rel=canonical href=https://example.org/><title>The Atlas: all rivers</title>",
                "The Atlas: all rivers",
            ),
        ] {
            assert_eq!(found(&format!("{site}{head}<p>x")).0.unwrap(), expected, "{head}");
        }
        let html = "<title>AC/DC - Back in Black | The Atlas</title><meta property=og:title content='AC/DC - Back in Black'><p>x";
        assert_eq!(found(html).0.unwrap(), "AC/DC - Back in Black");
        let html = "<title>Black - Atlas - Atlas</title><meta property=og:title content='Black - Atlas'><p>x";
        assert_eq!(found(html).0.unwrap(), "Black");
        let html = "<title>Rust | Go: a comparison - The Atlas</title><h1>Rust | Go: a comparison</h1><p>x";
        assert_eq!(found(html), (Some("Rust | Go: a comparison".into()), Some(0)));
        let html = format!("{site}<title>Rust | The Atlas - Home</title><h1>Rust | The Atlas</h1><p>x");
        assert_eq!(found(&html).0.unwrap(), "Rust");
    }

    #[test]
    fn what_only_the_title_element_has_is_the_site() {
        let html = "<title>Harbour notes: The lean ferry</title><meta property=og:title content='The lean ferry'>\
            <h1>Harbour notes</h1><h2>The lean ferry</h2><p>x";
        assert_eq!(found(html).0.unwrap(), "The lean ferry");
    }

    #[test]
    fn words_before_the_title_are_left_out() {
        let html = "<title>Payroll for bakers | Paperwork</title><h1>What is payroll for bakers?</h1><p>x";
        assert_eq!(found(html).0.unwrap(), "Payroll for bakers");
    }

    #[test]
    fn a_post_in_a_heading_is_content() {
        let post = "The river rose again last night, ".repeat(8);
        let html = format!("<title>{post}</title><h1>{post}</h1><p>x");
        assert_eq!(found(&html).1, None);
    }

    #[test]
    fn short_headings_in_chinese() {
        let html = "<title>潮汐的原理 | The Shore</title><h1>The Shore</h1><h1>潮汐的原理</h1><p>x";
        assert_eq!(found(html), (Some("潮汐的原理".into()), Some(1)));
    }

    #[test]
    fn a_heading_is_a_part_of_the_title() {
        let html =
            "<title>Board • View topic - Which of the ropes is best?</title><h2>Which of the ropes is best?</h2><p>x";
        assert_eq!(found(html).0.unwrap(), "Which of the ropes is best?");
        let html = "<title>The manual - Ropes</title><h2>Ropes</h2><h2>The manual</h2><p>x";
        assert_eq!(found(html).0.unwrap(), "The manual");
    }

    #[test]
    fn what_stands_behind_a_bar_is_left_out() {
        let html = "<title>Twelve ropes for 2025 | Knots</title><h1>Twelve ropes for 2025 | Jute, hemp</h1><p>x";
        assert_eq!(found(html).0.unwrap(), "Twelve ropes for 2025");
    }

    #[test]
    fn a_head_that_says_nothing_of_the_page() {
        let html = "<meta property=og:site_name content=Ropery><title>Ropery</title><h1>Ropes made to measure</h1><p>x";
        assert_eq!(found(html).0.unwrap(), "Ropes made to measure");
        let home = format!("<link rel=canonical href=https://example.org/>{html}");
        assert_eq!(found(&home).0.unwrap(), "Ropery");
        let html = "<meta property=og:title content='Read our blog'><title>Three sorts of jute, compared | Ropery</title>\
            <h1>Three sorts of jute</h1><p>x";
        assert_eq!(found(html).0.unwrap(), "Three sorts of jute");
    }

    #[test]
    fn a_slogan_is_not_the_title() {
        let html = "<title>Invoices for small firms | Paperwork</title><h1>Get back to what you love</h1><p>x";
        assert_eq!(found(html), (Some("Invoices for small firms".into()), Some(0)));
        let html = "<title>The 9 best pens | Paperwork</title><h1>Nine of the best pens, tried</h1><p>x";
        assert_eq!(found(html).0.unwrap(), "Nine of the best pens, tried");
    }
}
