//! Changes the story of a synthetic page: inserts links, removes names or paragraphs, or leaves out the rest of the
//! page.

use super::random::Random;
use super::{Teaser, between, escape};
use crate::corpus::Page;
use std::collections::HashSet;
use std::fmt::Write;

/// Minimum length of a paragraph of the story, in bytes of markup. Chosen by hand.
const MIN_PARAGRAPH: usize = 200;

/// Inserts links to other stories between the paragraphs of the story, as editors do: "Also read: ...".
pub fn interrupted(html: &str, random: &mut Random, teasers: &[Teaser]) -> String {
    let mut out = String::with_capacity(html.len() + 1000);
    let mut left = 1 + random.below(3);
    let mut rest = html;
    while let Some(end) = rest.find("</p>").map(|at| at + "</p>".len()) {
        let is_paragraph = rest[..end].rfind("<p").is_some_and(|start| end - start > MIN_PARAGRAPH);
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
    // Random words precede the headline, since the phrase differs between languages.
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

/// Removes classes and ids.
pub fn without_names(html: &str) -> String {
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

/// Removes the paragraphs after the first few from a page and its gold text. Short stories have as much boilerplate
/// around them as long ones, but the annotated sets have few short stories.
pub fn shortened(html: &str, gold: &str, random: &mut Random) -> (String, String) {
    let kept = 1 + random.below(4);
    let mut lines: HashSet<String> = gold.lines().map(letters).filter(|line| line.len() > MIN_PARAGRAPH / 2).collect();
    let mut removed = HashSet::new();
    let mut out = String::with_capacity(html.len());
    let (mut rest, mut found) = (html, 0);
    while let Some(end) = rest.find("</p>").map(|at| at + "</p>".len()) {
        let start = rest[..end].rfind("<p").unwrap_or(0);
        let text = letters(&rest[start..end]);
        let is_line = lines.remove(&text);
        found += usize::from(is_line);
        let is_removed = is_line && found > kept;
        out.push_str(&rest[..if is_removed { start } else { end }]);
        rest = &rest[end..];
        if is_removed {
            removed.insert(text);
        }
    }
    let gold: Vec<&str> = gold.lines().filter(|line| !removed.contains(&letters(line))).collect();
    (out + rest, gold.join("\n"))
}

/// Returns the letters and digits of markup, for comparison.
fn letters(html: &str) -> String {
    let mut out = String::new();
    let mut chars = html.chars();
    while let Some(c) = chars.next() {
        match c {
            '<' => drop(chars.by_ref().find(|&c| c == '>')),
            // Nearly all character references are of punctuation.
            '&' => {
                let name: String =
                    chars.clone().take(8).take_while(|&c| c.is_ascii_alphanumeric() || c == '#').collect();
                if chars.clone().nth(name.len()) == Some(';') {
                    chars.nth(name.len());
                }
            }
            c if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

/// Returns the first paragraphs of a gold text.
pub fn beginning(gold: &str, random: &mut Random) -> String {
    let lines = gold.lines().filter(|line| !line.trim().is_empty());
    lines.take(2 + random.below(4)).collect::<Vec<_>>().join("\n")
}

/// Returns a page with only the article, a menu, the boxes and a footer.
pub fn without_surroundings(
    page: &Page,
    html: &str,
    gold: &str,
    boxes: &str,
    random: &mut Random,
    teasers: &[Teaser],
) -> String {
    let title = Teaser::of(page).map_or_else(String::new, |teaser| escape(&teaser.title));
    let head = between(html, "<head", "</head>").filter(|_| random.below(2) == 0).map_or("", |head| head);
    let mut out = if head.is_empty() { format!("<title>{title}</title>") } else { format!("{head}</head>") };
    out.push_str("<body><ul>");
    for _ in 0..4 + random.below(6) {
        let word = teasers[random.below(teasers.len())].title.split_whitespace().next().unwrap_or("");
        let _ = write!(out, "<li><a href=\"/\">{}</a></li>", escape(word));
    }
    let _ = write!(out, "</ul><h1>{title}</h1>");
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
    let _ = write!(out, "{boxes}<div>© {}. All rights reserved.</div></body>", 2001 + random.below(25));
    out
}
