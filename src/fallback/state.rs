//! The text in the state that a framework embeds: long strings of prose in the JSON of scripts.
//!
//! Nothing is known of how the state is made. Strings are grouped by the names on their way from the root, without the
//! numbers of arrays: the paragraphs of one article have the same way. The group with the most prose wins, weighed by
//! what its key is called.

use super::prose::prose_chars;
use super::{Text, as_markup};
use crate::text::json::values;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde_json::Value;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// The state holds messages of the page's own as well. An article has at least this many characters, and at least half
/// of them in strings of two sentences or more.
const LEAST: usize = 400;

/// A string of this many characters of prose is a whole article: others of its group belong to other pages.
const WHOLE: usize = 1500;

/// State within strings of state is read down to this depth.
const NESTING: usize = 2;

/// What keys call the main text, in lower case, and what they call summaries of this page and others.
const BODY_KEYS: &[&str] =
    &["body", "content", "text", "html", "article", "paragraph", "story", "markdown", "children", "rendered", "post"];
const SUMMARY_KEYS: &[&str] =
    &["description", "summary", "excerpt", "abstract", "teaser", "deck", "meta", "seo", "caption", "cookie", "consent"];

/// Names that frameworks put between a text and what it belongs to.
const WRAPPERS: &[&str] = &["children", "props", "value", "nodes", "node", "data"];

/// The best text of the scripts.
pub(super) fn text(scripts: &[Cow<str>]) -> Option<Text> {
    best(&read(scripts))
}

/// A string of the state.
struct Found {
    text: String,
    /// The names on its way from the root.
    way: u64,
    weight: f32,
    chars: usize,
}

/// Reads the scripts, then what stands as JSON in their strings.
fn read(scripts: &[Cow<str>]) -> Vec<Found> {
    let mut strings = Vec::new();
    let mut all: Vec<Cow<str>> = scripts.iter().map(|script| Cow::Borrowed(&**script)).collect();
    for depth in (0..=NESTING).rev() {
        // The pieces of a stream are one text, across scripts.
        let mut nested = String::new();
        for value in all.iter().flat_map(|script| values(script)) {
            if let Some(piece) = piece_of_stream(&value) {
                nested.push_str(piece);
                continue;
            }
            collect(value, |text, way, weight| {
                if depth > 0 && is_state(&text) {
                    nested.push_str(&text);
                    nested.push('\n');
                } else {
                    let chars = prose_chars(&text);
                    strings.push(Found { text, way, weight, chars });
                }
            });
        }
        all = vec![Cow::Owned(nested)];
    }
    strings
}

/// `[1, "..."]`, as frameworks push the pieces of a stream.
fn piece_of_stream(value: &Value) -> Option<&str> {
    match value.as_array()?.as_slice() {
        [Value::Number(_), Value::String(piece)] => Some(piece),
        _ => None,
    }
}

/// Whether a string is JSON, perhaps behind a label (`5:["$",...`).
fn is_state(text: &str) -> bool {
    let text = text.trim_start();
    let label = text.bytes().take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
    let rest = text[label..].strip_prefix(':').unwrap_or(&text[label..]);
    rest.starts_with(['{', '[']) && text.contains('"')
}

/// Hands on the strings of a value in their order, each with its way and the weight of its key.
fn collect(value: Value, mut found: impl FnMut(String, u64, f32)) {
    let mut stack = vec![(value, 0_u64, 1.0_f32)];
    while let Some((value, way, weight)) = stack.pop() {
        match value {
            Value::String(text) => found(text, way, weight),
            Value::Array(list) => stack.extend(list.into_iter().rev().map(|value| (value, way, weight))),
            Value::Object(object) => {
                let children = object.into_iter().map(|(key, value)| {
                    let key = key.to_lowercase();
                    let weight = weight_of(&key).unwrap_or(weight);
                    (value, if WRAPPERS.contains(&key.as_str()) { way } else { step(way, &key) }, weight)
                });
                let from = stack.len();
                stack.extend(children);
                stack[from..].reverse();
            }
            _ => {}
        }
    }
}

fn step(way: u64, key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (way, key).hash(&mut hasher);
    hasher.finish()
}

/// How likely the text under a key is the main text, where its name says so.
fn weight_of(key: &str) -> Option<f32> {
    let has = |names: &[&str]| names.iter().any(|name| key.contains(name));
    match () {
        () if has(SUMMARY_KEYS) => Some(0.3),
        () if has(BODY_KEYS) => Some(1.5),
        () => None,
    }
}

/// The text of the best group: its one whole article, or its paragraphs.
fn best(strings: &[Found]) -> Option<Text> {
    let mut groups: FxHashMap<u64, (f32, usize, usize)> = FxHashMap::default();
    for (i, found) in strings.iter().enumerate().filter(|(_, found)| found.chars > 0) {
        let group = groups.entry(found.way).or_insert((0.0, i, i));
        // Of several whole articles one is this page's.
        group.0 = if found.chars >= WHOLE {
            group.0.max(found.chars as f32 * found.weight)
        } else {
            group.0 + found.chars as f32 * found.weight
        };
        group.2 = i;
    }
    let (&way, &(_, first, last)) = groups.iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.1.1.cmp(&a.1.1)))?;
    let members = strings[first..=last].iter().filter(|found| found.way == way);
    if let Some(whole) = members.clone().filter(|found| found.chars >= WHOLE).max_by_key(|found| found.chars) {
        return Some(Text { markup: as_markup(&whole.text), chars: whole.chars });
    }
    // Short strings between the first and the last paragraph are headings and the like; the same string again is one of
    // many places where a message is shown.
    let mut seen = FxHashSet::default();
    let members = members.filter(|found| found.chars > 0 || found.text.trim().contains(' '));
    let texts: Vec<&Found> = members.filter(|found| seen.insert(found.text.as_str())).collect();
    let chars: usize = texts.iter().map(|found| found.chars).sum();
    let in_sentences: usize = texts.iter().filter(|found| sentences(&found.text) > 1).map(|found| found.chars).sum();
    let is_article = chars >= LEAST && in_sentences * 2 >= chars;
    is_article.then(|| Text { markup: texts.iter().map(|found| as_markup(&found.text)).collect(), chars })
}

/// How many sentences end in a text.
fn sentences(text: &str) -> usize {
    let mut chars = text.chars().peekable();
    let mut ends = 0;
    while let Some(c) = chars.next() {
        let is_last = chars.peek().is_none_or(|next| next.is_whitespace() || matches!(next, '<' | '"' | '”'));
        ends += usize::from(matches!(c, '.' | '!' | '?' | '؟' | '।') && is_last || matches!(c, '。' | '！' | '？'));
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::text;
    use std::borrow::Cow;

    const FIRST: &str = "The ferry to Lower Wick runs again, ten weeks after a storm tore two hundred metres of planking from \
        the pier. Boats leave every hour. The first one had eighty people on board, most of them schoolchildren.";
    const SECOND: &str = "Engineers replaced the timber with steel grating, which lets waves pass through instead of lifting \
        the deck. They raised the lamps by a metre, since the old ones stood under water at every spring tide.";
    const OTHER: &str =
        "A village votes by lantern. It has done so for as long as anybody can tell, and will not stop.";

    fn found(scripts: &[&str]) -> Option<String> {
        let scripts: Vec<Cow<str>> = scripts.iter().map(|script| Cow::Borrowed(*script)).collect();
        text(&scripts).map(|text| text.markup)
    }

    #[test]
    fn paragraphs_of_a_list_are_one_text() {
        let script = format!(
            r#"window.state = {{"page": {{"body": [{{"t": "{FIRST}"}}, {{"t": "On lamps"}}, {{"t": "{SECOND}"}}]}},
                "more": [{{"excerpt": "{OTHER}"}}, {{"excerpt": "{OTHER}"}}], "menu": ["Log in here."]}};"#
        );
        assert_eq!(found(&[&script]).unwrap(), format!("<p>{FIRST}</p><p>On lamps</p><p>{SECOND}</p>"));
    }

    #[test]
    fn one_whole_article_of_several() {
        let long = format!("{FIRST} {SECOND} ").repeat(6);
        let script = format!(r#"[{{"content": "<p>{long}</p>"}}, {{"content": "{FIRST}"}}]"#);
        assert_eq!(found(&[&script]).unwrap(), format!("<div><p>{long}</p></div>"));
    }

    #[test]
    fn a_stream_in_pieces() {
        let stream =
            format!(r#"5:["$","p",null,{{"children":"{FIRST}"}}]\n6:["$","p",null,{{"children":"{SECOND}"}}]"#);
        let (one, two) = stream.split_at(70);
        let push = |piece: &str| format!("self.__next_f.push([1,{}])", serde_json::Value::from(piece));
        let markup = found(&[&push(one), &push(&two.replace("\\n", "\n"))]).unwrap();
        assert_eq!(markup, format!("<p>{FIRST}</p><p>{SECOND}</p>"));
    }

    #[test]
    fn messages_and_code_are_no_article() {
        let messages: Vec<String> = (0..20)
            .map(|i| format!(r#"{{"text": "Take {i} % off your next order at checkout. Code applied."}}"#))
            .collect();
        assert_eq!(found(&[&format!("[{}]", messages.join(","))]), None);
        assert_eq!(found(&["function a(){return document.getElementById('x')}; var b = {c: 1};"]), None);
    }
}
