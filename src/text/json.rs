//! JSON as it occurs in pages: broken JSON is repaired, and read as far as possible.

use serde_json::{Deserializer, Value};
use std::borrow::Cow;
use std::io;

/// Returns the values of a script, one after another. Broken JSON gives the values that can be recovered.
///
/// `is_over` is asked now and then whether the time is up. If so, a part of the values is returned.
pub(crate) fn values(text: &str, is_over: Option<&dyn Fn() -> bool>) -> Vec<Value> {
    let (values, is_whole) = read(text, is_over);
    if is_whole {
        return values;
    }
    let (repaired, _) = read(&JsonRepair::default().run(text, is_over), is_over);
    if repaired.is_empty() { values } else { repaired }
}

/// Whether a text that starts with a bracket is JSON or lines of JSON. Unless it `is_whole`, its end may be cut off.
pub(crate) fn is_json_prefix(text: &str, is_whole: bool) -> bool {
    text.starts_with(['{', '['])
        && Deserializer::from_str(text).into_iter::<Value>().all(|value| match value {
            Ok(_) => true,
            Err(error) => error.is_eof() && !is_whole,
        })
}

/// Returns the values up to the first error, and whether there was no error.
fn read(text: &str, is_over: Option<&dyn Fn() -> bool>) -> (Vec<Value>, bool) {
    match is_over {
        None => until_error(Deserializer::from_str(text).into_iter()),
        Some(is_over) => {
            let reader = LimitedReader { rest: text.as_bytes(), is_over };
            until_error(Deserializer::from_reader(reader).into_iter())
        }
    }
}

fn until_error(values: impl Iterator<Item = serde_json::Result<Value>>) -> (Vec<Value>, bool) {
    let mut found = Vec::new();
    for value in values {
        match value {
            Ok(value) => found.push(value),
            Err(_) => return (found, false),
        }
    }
    (found, true)
}

/// A reader that fails when the time is up. The parser reads byte by byte, which takes about twice as long as to read a
/// string.
struct LimitedReader<'t> {
    rest: &'t [u8],
    is_over: &'t dyn Fn() -> bool,
}

impl io::Read for LimitedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.len().is_multiple_of(BYTES_BETWEEN_CHECKS) && (self.is_over)() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.rest.read(buffer)
    }
}

/// How many bytes are read between two checks of the time.
const BYTES_BETWEEN_CHECKS: usize = 4096;

/// An open array or object, and what it expects next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Array,
    /// An object before a key.
    Key,
    /// An object between a key and its colon.
    Colon,
    /// An object after a colon or a value.
    Value,
}

/// Writes valid JSON for a broken text: drops comments and CDATA marks, escapes raw newlines and stray quotes in
/// strings, adds or drops commas, quotes bare words, and closes open brackets.
#[derive(Default)]
struct JsonRepair {
    out: String,
    stack: Vec<Container>,
    /// Number of arrays in `stack`.
    arrays: usize,
}

impl JsonRepair {
    fn run(mut self, text: &str, is_over: Option<&dyn Fn() -> bool>) -> String {
        let mut rest = text;
        let mut next_check = 0;
        while let Some(first) = rest.chars().next() {
            let read = text.len() - rest.len();
            if let Some(is_over) = is_over.filter(|_| read >= next_check) {
                next_check = read + BYTES_BETWEEN_CHECKS;
                if is_over() {
                    break;
                }
            }
            rest = match first {
                '"' => self.string(&rest[1..]),
                '{' | '[' => self.open(first, rest),
                '}' | ']' => self.close(first, rest),
                ',' | ':' => self.separate(first, rest),
                '/' | '<' | '-' if skipped(rest) > 0 => &rest[skipped(rest)..],
                c if is_bare(c) => self.bare(rest),
                c => &rest[c.len_utf8()..],
            };
        }
        while let Some(open) = self.pop() {
            self.finish(open);
        }
        self.out
    }

    /// Returns the last character that is not white space.
    fn last(&self) -> Option<char> {
        self.out.trim_end().chars().next_back()
    }

    /// Separates a value or key from the one before it if the comma is missing.
    fn begin_value(&mut self) {
        let is_after_value = self.last().is_some_and(|c| !matches!(c, ',' | ':' | '{' | '['));
        if is_after_value && self.stack.is_empty() {
            self.out.push('\n');
        } else if is_after_value {
            match self.stack.last_mut() {
                Some(Container::Colon) => self.out.push(':'),
                Some(open @ Container::Value) => {
                    *open = Container::Key;
                    self.out.push(',');
                }
                _ => self.out.push(','),
            }
        }
    }

    /// Updates the container after a value or key.
    fn end_value(&mut self) {
        if let Some(open) = self.stack.last_mut() {
            *open = match *open {
                Container::Key => Container::Colon,
                Container::Colon => Container::Value,
                other => other,
            };
        }
    }

    fn open<'t>(&mut self, bracket: char, rest: &'t str) -> &'t str {
        if self.stack.last() == Some(&Container::Key) {
            // An object or array cannot be a key: skip the bracket.
            return &rest[1..];
        }
        self.begin_value();
        self.end_value();
        self.stack.push(if bracket == '{' { Container::Key } else { Container::Array });
        self.arrays += usize::from(bracket == '[');
        self.out.push(bracket);
        &rest[1..]
    }

    /// Closes the innermost container of this kind, and all containers inside it.
    fn close<'t>(&mut self, bracket: char, rest: &'t str) -> &'t str {
        let is_array = bracket == ']';
        let open_count = if is_array { self.arrays } else { self.stack.len() - self.arrays };
        if open_count == 0 {
            return &rest[1..];
        }
        while let Some(open) = self.pop() {
            self.finish(open);
            if (open == Container::Array) == is_array {
                break;
            }
        }
        &rest[1..]
    }

    fn pop(&mut self) -> Option<Container> {
        let open = self.stack.pop()?;
        self.arrays -= usize::from(open == Container::Array);
        Some(open)
    }

    fn finish(&mut self, open: Container) {
        if self.last() == Some(',') {
            self.out.truncate(self.out.trim_end().len() - 1);
        }
        match open {
            Container::Colon => self.out.push_str(":null"),
            Container::Value if self.last() == Some(':') => self.out.push_str("null"),
            _ => {}
        }
        self.out.push(if open == Container::Array { ']' } else { '}' });
    }

    fn separate<'t>(&mut self, mark: char, rest: &'t str) -> &'t str {
        let last = self.last();
        match (mark, self.stack.last_mut()) {
            (':', Some(open @ Container::Colon)) => {
                *open = Container::Value;
                self.out.push(':');
            }
            (',', Some(open)) if !matches!(last, Some(',' | '{' | '[')) => {
                match *open {
                    Container::Colon => self.out.push_str(":null"),
                    Container::Value if last == Some(':') => self.out.push_str("null"),
                    _ => {}
                }
                if *open != Container::Array {
                    *open = Container::Key;
                }
                self.out.push(',');
            }
            _ => {}
        }
        &rest[1..]
    }

    /// A string. Its end is the first quote followed by something that may follow a string.
    fn string<'t>(&mut self, rest: &'t str) -> &'t str {
        self.begin_value();
        self.out.push('"');
        let is_key = self.stack.last() == Some(&Container::Key);
        let mut chars = rest.char_indices();
        let mut end = rest.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if ends_string(&rest[at + 1..], is_key) => {
                    end = at + 1;
                    break;
                }
                '"' => self.out.push_str("\\\""),
                '\\' => {
                    let escape = escape(&rest[at + 1..]);
                    self.out.push_str(escape);
                    let skipped = escape.len().saturating_sub(1);
                    for _ in 0..skipped {
                        chars.next();
                    }
                }
                '\n' => self.out.push_str("\\n"),
                c if c < ' ' => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
        self.end_value();
        &rest[end..]
    }

    /// A word or number outside strings.
    fn bare<'t>(&mut self, rest: &'t str) -> &'t str {
        let end = rest.find(|c| !is_bare(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        let is_key = self.stack.last() == Some(&Container::Key);
        if self.stack.is_empty() {
            // Code around the JSON, such as the name of a variable.
            return &rest[end..];
        }
        self.begin_value();
        if !is_key && serde_json::from_str::<Value>(word).is_ok() {
            self.out.push_str(word);
        } else {
            self.out.push('"');
            self.out.push_str(word);
            self.out.push('"');
        }
        self.end_value();
        &rest[end..]
    }
}

fn is_bare(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_' | '@' | '$')
}

/// Returns the length of a comment or CDATA mark at the start of a text.
fn skipped(text: &str) -> usize {
    for mark in ["<!--", "-->", "<![CDATA["] {
        if text.starts_with(mark) {
            return mark.len();
        }
    }
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |at| at + 2);
    }
    0
}

/// Whether a quote before `rest` ends a string.
fn ends_string(rest: &str, is_key: bool) -> bool {
    let rest = rest.trim_start();
    match rest.chars().next() {
        None | Some('}' | ']' | ':') => true,
        Some(',') => {
            let next = rest[1..].trim_start().chars().next();
            next.is_none_or(|c| matches!(c, '"' | '{' | '[' | '}' | ']' | '-' | '/') || c.is_ascii_digit())
                || ["true", "false", "null"].iter().any(|word| rest[1..].trim_start().starts_with(word))
        }
        // A comma or colon is missing.
        Some('"') => {
            is_key || rest[1..].find(['"', '\n']).is_some_and(|at| rest[at + 2..].trim_start().starts_with(':'))
        }
        Some(_) => false,
    }
}

/// Returns what to write for a backslash before `rest`: the escape if JSON has it, otherwise nothing.
fn escape(rest: &str) -> &'static str {
    match rest.chars().next() {
        Some('"') => "\\\"",
        Some('\\') => "\\\\",
        Some('/') => "\\/",
        Some('b') => "\\b",
        Some('f') => "\\f",
        Some('n') => "\\n",
        Some('r') => "\\r",
        Some('t') => "\\t",
        // The four digits follow as ordinary characters.
        Some('u') if rest.len() > 4 && rest.as_bytes()[1..5].iter().all(u8::is_ascii_hexdigit) => "\\u",
        _ => "",
    }
}

/// Returns all objects in the values, at any depth, in document order.
pub(crate) fn objects(values: &[Value]) -> Vec<&serde_json::Map<String, Value>> {
    let mut objects = Vec::new();
    let mut stack: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items.iter().rev()),
            Value::Object(object) => {
                objects.push(object);
                stack.extend(object.values().rev());
            }
            _ => {}
        }
    }
    objects
}

/// Returns a string or number as text.
pub(crate) fn as_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text.as_str())),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn broken_json_is_repaired() {
        for (broken, meant) in [
            ("{\"a\": 1, \"b\": [1, 2,],}", json!({"a": 1, "b": [1, 2]})),
            ("<!-- {\"a\": \"x\"} -->", json!({"a": "x"})),
            ("//<![CDATA[\n{\"a\": \"x\"}\n//]]>", json!({"a": "x"})),
            ("/* head */ {\"a\": \"x\"};", json!({"a": "x"})),
            ("{\"a\": \"two\nlines\tand a tab\"}", json!({"a": "two\nlines and a tab"})),
            ("{\"a\": \"He said \"no\" to it\", \"b\": 2}", json!({"a": "He said \"no\" to it", "b": 2})),
            ("{\"a\": \"it\\'s\", \"b\": \"\\u00e9\"}", json!({"a": "it's", "b": "é"})),
            ("{\"a\": \"x\"\n\"b\": \"y\"}", json!({"a": "x", "b": "y"})),
            ("{\"a\": , \"b\": 1}", json!({"a": null, "b": 1})),
            ("{\"a\": [{\"b\": \"cut of", json!({"a": [{"b": "cut of"}]})),
            ("{\"a\": 1, \"cut", json!({"a": 1, "cut": null})),
            ("{a: undefined, 'b': 01}", json!({"a": "undefined", "b": "01"})),
            ("{\"a\": [1, 2}", json!({"a": [1, 2]})),
        ] {
            assert_eq!(values(broken, None), std::slice::from_ref(&meant), "{broken}");
            assert_eq!(values(broken, Some(&|| false)), [meant], "{broken}");
        }
    }

    #[test]
    fn concatenated_values_are_all_read() {
        assert_eq!(values("{\"a\": 1}{\"a\": 2}", None), [json!({"a": 1}), json!({"a": 2})]);
        assert_eq!(values("{\"a\": 1,}\n{\"a\": 2}", None), [json!({"a": 1}), json!({"a": 2})]);
        assert_eq!(values("no json at all", None), [] as [Value; 0]);
        let deep = "[".repeat(100_000);
        assert!(values(&deep, None).is_empty());
    }

    #[test]
    fn values_stop_when_the_time_is_up() {
        let checks = std::cell::Cell::new(0);
        let is_over = || checks.replace(checks.get() + 1) > 10;
        let text = "{\"a\": 1}\n".repeat(100_000);
        assert!((1..100_000).contains(&values(&text, Some(&is_over)).len()));
        assert!(checks.get() < 20);
        let broken = "{\"a\": 1,}\n".repeat(100_000);
        checks.set(0);
        assert!(values(&broken, Some(&is_over)).len() < 100_000);
        assert!(checks.get() < 20);
    }

    #[test]
    fn objects_come_in_document_order() {
        let values = values("[{\"n\": 1, \"x\": {\"n\": 2}}, {\"n\": 3}]", None);
        let numbers: Vec<_> = objects(&values).iter().map(|object| object["n"].clone()).collect();
        assert_eq!(numbers, [json!(1), json!(2), json!(3)]);
    }
}
