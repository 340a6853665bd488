//! Pages made for training: annotated articles with teasers of other articles put in, some without the names of
//! their elements, some without anything else around them.
//!
//! News pages amid related articles are few in the annotated sets, and pages that name nothing fewer; this is where a
//! model that learned from those sets alone keeps teasers.

use crate::corpus::{Gold, Page};
use std::fmt::Write;

/// The name of the set of made pages.
pub const SET: &str = "made";

/// Golds of fewer or more characters are left alone: too little to tell, or a page of which the copy would weigh most.
const GOLD_CHARS: std::ops::Range<usize> = 300..12_000;

/// A title and the beginning of an article.
pub struct Teaser {
    title: String,
    text: String,
}

impl Teaser {
    /// The teaser of a page; none where it lacks a title or a sentence of some length.
    pub fn of(page: &Page) -> Option<Teaser> {
        let html = String::from_utf8_lossy(&page.html);
        let title = between(&html, "<title", "</title>")?.split_once('>')?.1;
        let title = [" | ", " - ", " – ", " — "]
            .iter()
            .fold(title, |title, mark| title.split(mark).next().unwrap_or(title))
            .trim();
        let text = page.gold.main_content.as_deref()?.lines().find(|line| line.split_whitespace().count() >= 14)?;
        let is_fit = (3..20).contains(&title.split_whitespace().count());
        is_fit.then(|| Teaser { title: title.to_owned(), text: text.trim().to_owned() })
    }
}

/// Whether a copy of the page may be made.
pub fn is_fit(page: &Page) -> bool {
    page.page_type == "article" && page.gold.main_content.as_ref().is_some_and(|gold| GOLD_CHARS.contains(&gold.len()))
}

/// A copy of `page` with teasers of other pages. The same page and teasers always give the same copy.
pub fn make(page: &Page, teasers: &[Teaser]) -> Page {
    let mut random = Random::new(&page.id);
    let cards = box_of_cards(&mut random, teasers);
    let html = String::from_utf8_lossy(&page.html);
    let html = match random.below(2) {
        0 => interrupted(&html, &mut random, teasers),
        _ => html.into_owned(),
    };
    let html = match random.below(3) {
        0 => put_in(&html, &cards, &mut random),
        1 => without_names(&put_in(&html, &cards, &mut random)),
        _ => bare(page, &html, &cards, &mut random, teasers),
    };
    Page {
        id: format!("{}-made", page.id),
        page_type: page.page_type.clone(),
        url: page.url.clone(),
        gold: Gold { main_content: page.gold.main_content.clone(), ..Gold::default() },
        html: html.into_bytes(),
    }
}

/// A numbers generator (Steele, Lea, Flood 2014, "SplitMix"), seeded by a page's id.
struct Random(u64);

impl Random {
    fn new(seed: &str) -> Random {
        Random(
            seed.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// Three to ten cards below a heading, as themes write them.
fn box_of_cards(random: &mut Random, teasers: &[Teaser]) -> String {
    let heading = random.one_of(&[
        "More stories",
        "Related articles",
        "Read next",
        "You may also like",
        "Latest news",
        "Popular",
        "",
    ]);
    let alt = random.one_of(&["", "thumb_image", "featured-image", "image"]);
    let (links_title, cuts, in_list) = (random.below(4) > 0, random.below(3) > 0, random.below(2) == 0);
    let (outer, inner) = if in_list { ("ul", "li") } else { ("div", "div") };
    let mut out = String::new();
    // A row of pictures, of which a copied page keeps the alternative texts.
    if random.below(2) == 0 {
        out.push_str(&format!("<img src=\"/i.jpg\" alt=\"{alt}\">").repeat(1 + random.below(5)));
    }
    if !heading.is_empty() {
        let level = random.one_of(&["h2", "h3", "h4", "div"]);
        let _ = write!(out, "<{level}>{heading}</{level}>");
    }
    let _ = write!(out, "<{outer}>");
    for _ in 0..3 + random.below(8) {
        let teaser = &teasers[random.below(teasers.len())];
        let title = escape(&teaser.title);
        let title = if links_title { format!("<a href=\"/story\">{title}</a>") } else { title };
        let level = if in_list { "h4" } else { "h3" };
        let text = cut(&teaser.text, 6 + random.below(20), cuts, random.one_of(&["...", "…", " ..."]));
        let image = if alt.is_empty() { String::new() } else { format!("<img src=\"/i.jpg\" alt=\"{alt}\">") };
        let _ = write!(out, "<{inner}>{image}<{level}>{title}</{level}><p>{}</p></{inner}>", escape(&text));
    }
    let _ = write!(out, "</{outer}>");
    out
}

fn cut(text: &str, words: usize, cuts: bool, mark: &str) -> String {
    if cuts {
        return text.split_whitespace().take(words).collect::<Vec<_>>().join(" ") + mark;
    }
    text.split_inclusive(['.', '!', '?']).next().unwrap_or(text).trim().to_owned()
}

/// The page with the cards where pages have them: at the end of the article, of the main part, or of the page.
fn put_in(html: &str, cards: &str, random: &mut Random) -> String {
    let ends = ["</article>", "</main>", "<footer", "</body>"];
    let from = random.below(ends.len());
    let place = (0..ends.len()).find_map(|i| html.rfind(ends[(from + i) % ends.len()])).unwrap_or(html.len());
    format!("{}{cards}{}", &html[..place], &html[place..])
}

/// Paragraphs of fewer bytes of markup are not taken for the story's.
const PARAGRAPH: usize = 200;

/// The page with links to other stories between the paragraphs of its story, as editors put them in: "Also read: ...".
fn interrupted(html: &str, random: &mut Random, teasers: &[Teaser]) -> String {
    let mut out = String::with_capacity(html.len() + 1000);
    let mut left = 1 + random.below(3);
    let mut rest = html;
    while let Some(end) = rest.find("</p>").map(|at| at + "</p>".len()) {
        let is_paragraph = rest[..end].rfind("<p").is_some_and(|start| end - start > PARAGRAPH);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
        if left > 0 && is_paragraph && random.below(4) == 0 {
            left -= 1;
            out.push_str(&interruption(random, teasers));
        }
    }
    out + rest
}

fn interruption(random: &mut Random, teasers: &[Teaser]) -> String {
    let teaser = &teasers[random.below(teasers.len())];
    // Any words may stand before the headline: languages are many.
    let other = &teasers[random.below(teasers.len())].text;
    let words: Vec<&str> = other.split_whitespace().skip(random.below(6)).take(1 + random.below(3)).collect();
    let label = match random.below(4) {
        0 => String::new(),
        1 => format!("{}: ", random.one_of(&["Read also", "Also read", "Related", "Read more", "See also"])),
        _ => format!("{}: ", escape(&words.join(" "))),
    };
    let link = format!("<a href=\"/news/{}\">{}</a>", random.below(99_999), escape(&teaser.title));
    match random.below(5) {
        0 => format!("<p><strong>{label}{link}</strong></p>"),
        1 => format!("<p><strong>{label}</strong>{link}</p>"),
        2 => format!("<p><em>{label}{link}</em></p>"),
        3 => format!("<blockquote><p>{label}{link}</p></blockquote>"),
        _ => format!("<p>{label}{link}</p>"),
    }
}

/// The page without classes and ids.
fn without_names(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = [" class=\"", " id=\""].iter().filter_map(|name| rest.find(name)).min() {
        let value = at + rest[at..].find('"').map_or(0, |quote| quote + 1);
        let Some(end) = rest[value..].find('"') else { break };
        out.push_str(&rest[..at]);
        rest = &rest[value + end + 1..];
    }
    out.push_str(rest);
    out
}

/// The article alone, with a menu, the cards and a footer.
fn bare(page: &Page, html: &str, cards: &str, random: &mut Random, teasers: &[Teaser]) -> String {
    let title = Teaser::of(page).map_or_else(String::new, |teaser| escape(&teaser.title));
    let head = between(html, "<head", "</head>").filter(|_| random.below(2) == 0).map_or("", |head| head);
    let mut out = if head.is_empty() { format!("<title>{title}</title>") } else { format!("{head}</head>") };
    out.push_str("<body><ul>");
    for _ in 0..4 + random.below(6) {
        let word = teasers[random.below(teasers.len())].title.split_whitespace().next().unwrap_or("");
        let _ = write!(out, "<li><a href=\"/\">{}</a></li>", escape(word));
    }
    let _ = write!(out, "</ul><h1>{title}</h1>");
    let gold = page.gold.main_content.as_deref().unwrap_or("");
    let mut left = random.below(3);
    for line in gold.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if left > 0 && random.below(6) == 0 {
            left -= 1;
            out.push_str(&interruption(random, teasers));
        }
        let _ = match line.strip_prefix("- ") {
            Some(item) => write!(out, "<ul><li>{}</li></ul>", escape(item)),
            None => write!(out, "<p>{}</p>", escape(line)),
        };
    }
    let _ = write!(out, "{cards}<div>© {}. All rights reserved.</div></body>", 2001 + random.below(25));
    out
}

fn between<'h>(html: &'h str, from: &str, to: &str) -> Option<&'h str> {
    let start = html.find(from)?;
    let end = html[start..].find(to)?;
    Some(&html[start..start + end])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
