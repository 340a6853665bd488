//! Fallback text in the state that a framework embeds: long strings of prose in the JSON of scripts.
//!
//! The search knows no framework. It groups the strings by their path of keys from the root, without array indices, since the
//! paragraphs of one article share a path. The group with the most prose wins, weighted by the names of its keys.

use super::prose::prose_chars;
use super::{Text, as_markup};
use crate::html::limits::{Budget, Limit};
use crate::page::scripts::values;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde_json::Value;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// Minimum characters of prose in an article. At least half of them must be in strings of two sentences or more, because
/// the state also holds messages of the user interface. With 200, messages replace the right text of a page of the corpus.
const MIN_PROSE: usize = 400;

/// A string with this many characters of prose is a whole article. Other strings with its path belong to other pages. Chosen by hand:
/// 750 and 3000 change no page of the corpus.
const WHOLE_ARTICLE: usize = 1500;

/// Maximum depth of JSON within strings of JSON. Chosen by hand: no page of the corpus needs it.
const MAX_NESTING: usize = 2;

/// Parts of the keys of main text, in lower case, and their weight. Both weights were chosen by hand. With 1.0 one page of the
/// corpus changes.
const BODY_KEYS: &[&str] =
    &["body", "content", "text", "html", "article", "paragraph", "story", "markdown", "children", "rendered", "post"];
const BODY_WEIGHT: f32 = 1.5;

/// Parts of the keys of summaries and notices, in lower case, and their weight.
const SUMMARY_KEYS: &[&str] =
    &["description", "summary", "excerpt", "abstract", "teaser", "deck", "meta", "seo", "caption", "cookie", "consent"];
const SUMMARY_WEIGHT: f32 = 0.3;

/// Keys of frameworks that are left out of a path.
const WRAPPER_KEYS: &[&str] = &["children", "props", "value", "nodes", "node", "data"];

/// Returns the text of the best group of strings in the scripts.
pub(super) fn text(scripts: &[Cow<str>], budget: Budget) -> Result<Option<Text>, Limit> {
    Ok(best(&strings(scripts, budget)?))
}

/// A string of the state.
struct StateString {
    text: String,
    /// Hash of the path of keys from the root.
    path: u64,
    weight: f32,
    /// Characters of prose.
    chars: usize,
}

/// Reads the strings of the scripts, then those of JSON within these strings.
fn strings(scripts: &[Cow<str>], budget: Budget) -> Result<Vec<StateString>, Limit> {
    let mut strings = Vec::new();
    let mut sources: Vec<Cow<str>> = scripts.iter().map(|script| Cow::Borrowed(&**script)).collect();
    for depth in (0..=MAX_NESTING).rev() {
        // A stream may be split anywhere, even between scripts, so its pieces are joined before they are parsed.
        let mut nested = String::new();
        for source in &sources {
            budget.check_time()?;
            for value in values(source, budget) {
                if let Some(piece) = piece_of_stream(&value) {
                    nested.push_str(piece);
                    continue;
                }
                visit_strings(value, |text, path, weight| {
                    if depth > 0 && is_json(&text) {
                        nested.push_str(&text);
                        nested.push('\n');
                    } else {
                        budget.check_time()?;
                        let chars = prose_chars(&text);
                        strings.push(StateString { text, path, weight, chars });
                    }
                    Ok(())
                })?;
            }
        }
        sources = vec![Cow::Owned(nested)];
    }
    Ok(strings)
}

/// Returns the string of `[1, "..."]`, the form in which frameworks push the pieces of a stream.
fn piece_of_stream(value: &Value) -> Option<&str> {
    match value.as_array()?.as_slice() {
        [Value::Number(_), Value::String(piece)] => Some(piece),
        _ => None,
    }
}

/// Whether a string is JSON, optionally after a label, as in `5:["$",...`.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let label = text.bytes().take(8).take_while(|b| b.is_ascii_alphanumeric()).count();
    let rest = text[label..].strip_prefix(':').unwrap_or(&text[label..]);
    rest.starts_with(['{', '[']) && text.contains('"')
}

/// Calls `visit` for each string of a value in document order, with its path and the weight of its key.
fn visit_strings(value: Value, mut visit: impl FnMut(String, u64, f32) -> Result<(), Limit>) -> Result<(), Limit> {
    let mut stack = vec![(value, 0_u64, 1.0_f32)];
    while let Some((value, path, weight)) = stack.pop() {
        match value {
            Value::String(text) => visit(text, path, weight)?,
            Value::Array(list) => stack.extend(list.into_iter().rev().map(|value| (value, path, weight))),
            Value::Object(object) => {
                let children = object.into_iter().map(|(key, value)| {
                    let key = key.to_lowercase();
                    let weight = weight_of(&key).unwrap_or(weight);
                    (value, if WRAPPER_KEYS.contains(&key.as_str()) { path } else { extended(path, &key) }, weight)
                });
                let from = stack.len();
                stack.extend(children);
                stack[from..].reverse();
            }
            _ => {}
        }
    }
    Ok(())
}

/// The hash of a path with one more key.
fn extended(path: u64, key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (path, key).hash(&mut hasher);
    hasher.finish()
}

/// How likely the text under a key is the main text. Returns `None` if the name of the key does not tell.
fn weight_of(key: &str) -> Option<f32> {
    let has = |names: &[&str]| names.iter().any(|name| key.contains(name));
    match () {
        () if has(SUMMARY_KEYS) => Some(SUMMARY_WEIGHT),
        () if has(BODY_KEYS) => Some(BODY_WEIGHT),
        () => None,
    }
}

/// The strings with one path.
struct Group {
    score: f32,
    first: usize,
    last: usize,
}

/// Returns the text of the group with the highest score: its longest whole article, or else its paragraphs.
fn best(strings: &[StateString]) -> Option<Text> {
    let mut groups: FxHashMap<u64, Group> = FxHashMap::default();
    for (i, string) in strings.iter().enumerate().filter(|(_, string)| string.chars > 0) {
        let group = groups.entry(string.path).or_insert(Group { score: 0.0, first: i, last: i });
        let score = string.chars as f32 * string.weight;
        // Only one of several whole articles is that of this page.
        group.score = if string.chars >= WHOLE_ARTICLE { group.score.max(score) } else { group.score + score };
        group.last = i;
    }
    let (&path, group) =
        groups.iter().max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score).then(b.first.cmp(&a.first)))?;
    let members = strings[group.first..=group.last].iter().filter(|string| string.path == path);
    if let Some(whole) =
        members.clone().filter(|string| string.chars >= WHOLE_ARTICLE).max_by_key(|string| string.chars)
    {
        return Some(Text { markup: as_markup(&whole.text), chars: whole.chars });
    }
    // Short strings between the first and the last paragraph are headings and the like. A string that occurs twice is a
    // message that the page shows in several places.
    let mut seen = FxHashSet::default();
    let members = members.filter(|string| string.chars > 0 || string.text.trim().contains(' '));
    let texts: Vec<&StateString> = members.filter(|string| seen.insert(string.text.as_str())).collect();
    let chars: usize = texts.iter().map(|string| string.chars).sum();
    let in_sentences: usize =
        texts.iter().filter(|string| sentence_ends(&string.text) > 1).map(|string| string.chars).sum();
    let is_article = chars >= MIN_PROSE && in_sentences * 2 >= chars;
    is_article.then(|| Text { markup: texts.iter().map(|string| as_markup(&string.text)).collect(), chars })
}

/// Counts the ends of sentences in a text.
fn sentence_ends(text: &str) -> usize {
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
    use crate::html::limits::Budget;
    use std::borrow::Cow;

    const FIRST: &str = "The ferry to Lower Wick runs again, ten weeks after a storm tore two hundred metres of planking from \
        the pier. Boats leave every hour. The first one had eighty people on board, most of them schoolchildren.";
    const SECOND: &str = "Engineers replaced the timber with steel grating, which lets waves pass through instead of lifting \
        the deck. They raised the lamps by a metre, since the old ones stood under water at every spring tide.";
    const OTHER: &str =
        "A village votes by lantern. It has done so for as long as anybody can tell, and will not stop.";

    fn found(scripts: &[&str]) -> Option<String> {
        let scripts: Vec<Cow<str>> = scripts.iter().map(|script| Cow::Borrowed(*script)).collect();
        text(&scripts, Budget::NONE).unwrap().map(|text| text.markup)
    }

    #[test]
    fn paragraphs_of_one_array_make_one_text() {
        let script = format!(
            r#"window.state = {{"page": {{"body": [{{"t": "{FIRST}"}}, {{"t": "On lamps"}}, {{"t": "{SECOND}"}}]}},
                "more": [{{"excerpt": "{OTHER}"}}, {{"excerpt": "{OTHER}"}}], "menu": ["Log in here."]}};"#
        );
        assert_eq!(found(&[&script]).unwrap(), format!("<p>{FIRST}</p><p>On lamps</p><p>{SECOND}</p>"));
    }

    #[test]
    fn longest_of_several_whole_articles_wins() {
        let long = format!("{FIRST} {SECOND} ").repeat(6);
        let script = format!(r#"[{{"content": "<p>{long}</p>"}}, {{"content": "{FIRST}"}}]"#);
        assert_eq!(found(&[&script]).unwrap(), format!("<div><p>{long}</p></div>"));
    }

    #[test]
    fn stream_split_between_scripts_is_joined() {
        let stream =
            format!(r#"5:["$","p",null,{{"children":"{FIRST}"}}]\n6:["$","p",null,{{"children":"{SECOND}"}}]"#);
        let (one, two) = stream.split_at(70);
        let push = |piece: &str| format!("self.__next_f.push([1,{}])", serde_json::Value::from(piece));
        let markup = found(&[&push(one), &push(&two.replace("\\n", "\n"))]).unwrap();
        assert_eq!(markup, format!("<p>{FIRST}</p><p>{SECOND}</p>"));
    }

    #[test]
    fn messages_and_code_give_nothing() {
        let messages: Vec<String> = (0..20)
            .map(|i| format!(r#"{{"text": "Take {i} % off your next order at checkout. Code applied."}}"#))
            .collect();
        assert_eq!(found(&[&format!("[{}]", messages.join(","))]), None);
        assert_eq!(found(&["function a(){return document.getElementById('x')}; var b = {c: 1};"]), None);
    }
}
