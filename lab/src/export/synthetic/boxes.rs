//! The boxes beside a story on the pages of newspapers and blogs: cards and lists of other stories, comments, and calls
//! to subscribe.

use super::random::Random;
use super::{Teaser, escape};
use std::fmt::Write;

/// Makes a box of one kind in a random form.
type Make = fn(&mut Random, &[Teaser]) -> String;

/// Returns one to three boxes. Half of them are cards.
pub fn boxes(random: &mut Random, teasers: &[Teaser]) -> String {
    let kinds: [Make; 6] = [cards, cards, cards, headlines, comments, call];
    (0..1 + random.below(3)).map(|_| random.one_of(&kinds)(random, teasers)).collect()
}

/// Returns three to ten cards below a heading, in the markup of common themes.
fn cards(random: &mut Random, teasers: &[Teaser]) -> String {
    let alt = random.one_of(&["", "thumb_image", "featured-image", "image"]);
    let (links_title, cuts, in_list) = (random.below(4) > 0, random.below(3) > 0, random.below(2) == 0);
    let (outer, inner) = if in_list { ("ul", "li") } else { ("div", "div") };
    let mut out = String::new();
    // A row of images, of whose alternative texts flattened text consists.
    if random.below(2) == 0 {
        out.push_str(&format!("<img src=\"/i.jpg\" alt=\"{alt}\">").repeat(1 + random.below(5)));
    }
    out += &heading(
        random,
        &["More stories", "Related articles", "Read next", "You may also like", "Latest news", "Popular", ""],
    );
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

/// Returns a list of headlines, some with a date or a number.
fn headlines(random: &mut Random, teasers: &[Teaser]) -> String {
    let mut out = heading(random, &["Most read", "Trending", "Latest", "More from this section", "Recent posts", ""]);
    let (open, close) =
        random.one_of(&[("<ul>", "</ul>"), ("<ol>", "</ol>"), ("<div>", "</div>"), ("<aside>", "</aside>")]);
    let item = if open.contains('l') && !open.contains('d') { "li" } else { "p" };
    let (is_linked, note) = (random.below(5) > 0, random.below(3));
    out.push_str(open);
    for _ in 0..3 + random.below(10) {
        let title = escape(&teasers[random.below(teasers.len())].title);
        let title = if is_linked { format!("<a href=\"/story\">{title}</a>") } else { title };
        let note = match note {
            0 => String::new(),
            1 => format!("<span>{}</span>", date(random)),
            _ => format!("<b>{}</b>", 1 + random.below(90)),
        };
        let _ = write!(out, "<{item}>{title}{note}</{item}>");
    }
    out + close
}

/// Returns reader comments. Their texts are sentences of other stories, so that comments are not recognized by their
/// words.
fn comments(random: &mut Random, teasers: &[Teaser]) -> String {
    let count = 2 + random.below(7);
    let mut out = heading(random, &["Comments", "Leave a reply", "What do you think?", "Responses", ""]);
    let class = random.one_of(&["", " class=\"comment\"", " class=\"reply\"", " class=\"item\""]);
    let (outer, inner) = random.one_of(&[("ol", "li"), ("ul", "li"), ("div", "div"), ("section", "article")]);
    let (has_date, has_reply) = (random.below(3) > 0, random.below(2) == 0);
    let _ = write!(out, "<{outer}>");
    for _ in 0..count {
        let name = word(random, teasers);
        let text: Vec<&str> = teasers[random.below(teasers.len())].text.split_inclusive(['.', '!', '?']).collect();
        let text = text[..text.len().min(1 + random.below(3))].concat();
        let date = if has_date { format!("<span>{}</span>", date(random)) } else { String::new() };
        let reply = if has_reply { "<a href=\"#\">Reply</a>" } else { "" };
        let _ = write!(out, "<{inner}{class}><b>{name}</b> {date}<p>{}</p>{reply}</{inner}>", escape(text.trim()));
    }
    let _ = write!(out, "</{outer}>");
    out
}

/// Returns a call to subscribe: a sentence or two and a field.
fn call(random: &mut Random, teasers: &[Teaser]) -> String {
    let mut out = heading(random, &["Stay informed", "Our newsletter", "Subscribe", "Join us", ""]);
    let text = cut(&teasers[random.below(teasers.len())].text, 8 + random.below(20), true, ".");
    let button = random.one_of(&["Sign up", "Subscribe", "Join", "OK"]);
    let _ = write!(out, "<p>{}</p><form><input type=\"email\"><button>{button}</button></form>", escape(&text));
    format!("<div>{out}</div>")
}

fn heading(random: &mut Random, of: &[&str]) -> String {
    let level = random.one_of(&["h2", "h3", "h4", "div", "p"]);
    match random.one_of(of) {
        "" => String::new(),
        text => format!("<{level}>{text}</{level}>"),
    }
}

fn date(random: &mut Random) -> String {
    let (day, month, year) = (1 + random.below(28), 1 + random.below(12), 2008 + random.below(19));
    match random.below(3) {
        0 => format!("{day:02}.{month:02}.{year}"),
        1 => format!("{year}-{month:02}-{day:02} {:02}:{:02}", random.below(24), random.below(60)),
        _ => format!("{} hours ago", 1 + random.below(23)),
    }
}

/// Returns a word of another story's title, used as a name.
fn word<'t>(random: &mut Random, teasers: &'t [Teaser]) -> std::borrow::Cow<'t, str> {
    teasers[random.below(teasers.len())]
        .title
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .replace(['<', '&'], "")
        .into()
}
