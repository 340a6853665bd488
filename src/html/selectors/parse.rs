//! Parser of CSS selectors.
//!
//! Covers names, `*`, ids, classes, attributes with the flags `i` and `s`, all four combinators, `:root`, `:scope`,
//! `:empty`, `:is()`, `:where()`, `:not()`, `:has()`, and the structural pseudo-classes from `:first-child` to
//! `:nth-last-of-type()`. Anything else is an error, as is an unclosed bracket.

use super::syntax::{Combinator, ComplexSelector, Compound, Condition, Nth, Operator, SelectorList, ValueTest};

/// Maximum nesting depth of `:not()`, `:is()`, `:where()` and `:has()`.
const MAX_NESTING: usize = 16;

/// Attributes of HTML whose values are compared without regard to case ([HTML Standard]).
///
/// [HTML Standard]: https://html.spec.whatwg.org/#case-sensitivity-of-selectors
const CASE_INSENSITIVE: &[&str] = &[
    "accept",
    "accept-charset",
    "align",
    "alink",
    "axis",
    "bgcolor",
    "charset",
    "checked",
    "clear",
    "codetype",
    "color",
    "compact",
    "declare",
    "defer",
    "dir",
    "direction",
    "disabled",
    "enctype",
    "face",
    "frame",
    "hreflang",
    "http-equiv",
    "lang",
    "language",
    "link",
    "media",
    "method",
    "multiple",
    "nohref",
    "noresize",
    "noshade",
    "nowrap",
    "readonly",
    "rel",
    "rev",
    "rules",
    "scope",
    "scrolling",
    "selected",
    "shape",
    "target",
    "text",
    "type",
    "valign",
    "valuetype",
    "vlink",
];

/// A selector that is not valid CSS, or not supported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("CSS selector `{selector}` is not valid or not supported: unexpected {found} at byte {at}")]
pub(crate) struct InvalidSelector {
    pub selector: String,
    pub at: usize,
    pub found: String,
}

/// Parses a list of selectors.
pub(crate) fn parse(selector: &str) -> Result<SelectorList, InvalidSelector> {
    let mut parser = Parser { text: selector, at: 0, nesting: 0 };
    let list = parser.list(|parser| parser.at == selector.len());
    list.ok_or_else(|| {
        let (at, rest) = (parser.at, &selector[parser.at..]);
        let found = if rest.is_empty() { "end".to_owned() } else { format!("`{rest}`") };
        InvalidSelector { selector: selector.to_owned(), at, found }
    })
}

/// The namespace that a selector asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Namespace {
    Any,
    None,
}

/// Reads from `at` on. Every method returns `None` for an error, with `at` where it was found.
struct Parser<'t> {
    text: &'t str,
    at: usize,
    nesting: usize,
}

impl Parser<'_> {
    /// A list of selectors up to the end, which `is_end` recognizes.
    fn list(&mut self, is_end: impl Fn(&Self) -> bool) -> Option<SelectorList> {
        let mut selectors = Vec::new();
        loop {
            self.skip_space();
            selectors.push(self.complex(&is_end)?);
            if is_end(self) {
                return Some(SelectorList(selectors));
            }
            self.expect(b',')?;
        }
    }

    /// Compound selectors up to a comma or the end.
    fn complex(&mut self, is_end: &impl Fn(&Self) -> bool) -> Option<ComplexSelector> {
        let first = self.compound()?;
        let mut rest = Vec::new();
        loop {
            let has_space = self.skip_space();
            if self.peek() == Some(b',') || is_end(self) {
                return Some(ComplexSelector { first, rest });
            }
            let combinator = match self.combinator() {
                Some(combinator) => combinator,
                None if has_space => Combinator::Descendant,
                None => return None,
            };
            rest.push((combinator, self.compound()?));
        }
    }

    /// A combinator other than white space, and white space after it.
    fn combinator(&mut self) -> Option<Combinator> {
        let combinator = match self.peek()? {
            b'>' => Combinator::Child,
            b'+' => Combinator::NextSibling,
            b'~' => Combinator::SubsequentSibling,
            _ => return None,
        };
        self.at += 1;
        self.skip_space();
        Some(combinator)
    }

    /// At least one condition.
    fn compound(&mut self) -> Option<Compound> {
        let mut compound = Vec::new();
        let start = self.at;
        if self.skip_namespace() == Some(Namespace::None) {
            // Every element of a page has a namespace.
            compound.push(Condition::Is(SelectorList(Vec::new())));
        }
        if self.peek() == Some(b'*') {
            self.at += 1;
        } else if self.is_at_identifier() {
            compound.push(Condition::Name(self.identifier()?.to_ascii_lowercase()));
        }
        loop {
            match self.peek() {
                Some(b'#') => {
                    self.at += 1;
                    compound.push(Condition::Id(self.identifier()?));
                }
                Some(b'.') => {
                    self.at += 1;
                    compound.push(Condition::Class(self.identifier()?));
                }
                Some(b'[') => {
                    self.at += 1;
                    compound.push(self.attribute()?);
                }
                Some(b':') => {
                    self.at += 1;
                    self.pseudo_class(&mut compound)?;
                }
                _ => return (self.at > start).then_some(compound),
            }
        }
    }

    /// `*|` or `|` before a name or `*`.
    fn skip_namespace(&mut self) -> Option<Namespace> {
        let rest = &self.text[self.at..];
        let (namespace, length) = match () {
            () if rest.starts_with("*|") => (Namespace::Any, 2),
            () if rest.starts_with('|') => (Namespace::None, 1),
            () => return None,
        };
        self.at += length;
        // `*|=` and `|=` are operators.
        if self.peek() != Some(b'*') && !self.is_at_identifier() {
            self.at -= length;
            return None;
        }
        Some(namespace)
    }

    /// An attribute selector after its `[`.
    fn attribute(&mut self) -> Option<Condition> {
        self.skip_space();
        self.skip_namespace();
        let name = self.identifier()?.to_ascii_lowercase();
        self.skip_space();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Condition::Attribute { name, value: ValueTest::Any });
        }
        let operator = self.operator()?;
        self.skip_space();
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => self.string(quote)?,
            _ => self.identifier()?,
        };
        self.skip_space();
        let mut ignores_case = CASE_INSENSITIVE.contains(&name.as_str());
        if let flag @ (b'i' | b'I' | b's' | b'S') = self.peek()? {
            ignores_case = flag.eq_ignore_ascii_case(&b'i');
            self.at += 1;
            self.skip_space();
        }
        self.expect(b']')?;
        Some(Condition::Attribute { name, value: ValueTest::Compare { operator, value, ignores_case } })
    }

    fn operator(&mut self) -> Option<Operator> {
        let operator = match self.peek()? {
            b'=' => {
                self.at += 1;
                return Some(Operator::Equals);
            }
            b'~' => Operator::Includes,
            b'|' => Operator::DashMatch,
            b'^' => Operator::Prefix,
            b'$' => Operator::Suffix,
            b'*' => Operator::Substring,
            _ => return None,
        };
        self.at += 1;
        self.expect(b'=')?;
        Some(operator)
    }

    /// A pseudo-class after its `:`.
    fn pseudo_class(&mut self, compound: &mut Compound) -> Option<()> {
        let start = self.at;
        let name = self.identifier()?.to_ascii_lowercase();
        if self.peek() != Some(b'(') {
            let nth = |from_end, of_type| Condition::Nth(Nth { a: 0, b: 1, from_end, of_type });
            match name.as_str() {
                "root" | "scope" => compound.push(Condition::Root),
                "empty" => compound.push(Condition::Empty),
                "first-child" => compound.push(nth(false, false)),
                "last-child" => compound.push(nth(true, false)),
                "only-child" => compound.extend([nth(false, false), nth(true, false)]),
                "first-of-type" => compound.push(nth(false, true)),
                "last-of-type" => compound.push(nth(true, true)),
                "only-of-type" => compound.extend([nth(false, true), nth(true, true)]),
                _ => return self.fail_at(start),
            }
            return Some(());
        }
        if self.nesting == MAX_NESTING {
            return self.fail_at(start);
        }
        self.at += 1;
        self.nesting += 1;
        let is_end = |parser: &Self| parser.peek() == Some(b')');
        compound.push(match name.as_str() {
            "not" => Condition::Not(self.list(is_end)?),
            "is" | "where" => Condition::Is(self.list(is_end)?),
            "has" => Condition::Has(self.relative_list(is_end)?),
            "nth-child" => Condition::Nth(self.nth(false, false)?),
            "nth-last-child" => Condition::Nth(self.nth(true, false)?),
            "nth-of-type" => Condition::Nth(self.nth(false, true)?),
            "nth-last-of-type" => Condition::Nth(self.nth(true, true)?),
            _ => return self.fail_at(start),
        });
        self.nesting -= 1;
        self.expect(b')')
    }

    /// The selectors in `:has()`, each with the combinator before it.
    fn relative_list(&mut self, is_end: impl Fn(&Self) -> bool) -> Option<Vec<(Combinator, ComplexSelector)>> {
        let mut selectors = Vec::new();
        loop {
            self.skip_space();
            let combinator = self.combinator().unwrap_or(Combinator::Descendant);
            selectors.push((combinator, self.complex(&is_end)?));
            if is_end(self) {
                return Some(selectors);
            }
            self.expect(b',')?;
        }
    }

    /// The [An+B](https://drafts.csswg.org/css-syntax/#anb-microsyntax) notation and white space around it.
    fn nth(&mut self, from_end: bool, of_type: bool) -> Option<Nth> {
        self.skip_space();
        let rest = &self.text[self.at..];
        let keyword = |word: &str| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let (a, b) = if keyword("odd") {
            self.at += "odd".len();
            (2, 1)
        } else if keyword("even") {
            self.at += "even".len();
            (2, 0)
        } else {
            let sign = self.sign();
            let number = self.digits();
            if matches!(self.peek(), Some(b'n' | b'N')) {
                self.at += 1;
                (sign.unwrap_or(1) * number.unwrap_or(1), self.nth_offset()?)
            } else {
                (0, sign.unwrap_or(1) * number?)
            }
        };
        self.skip_space();
        Some(Nth { a, b, from_end, of_type })
    }

    /// The `+b` after `an`; 0 if there is none.
    fn nth_offset(&mut self) -> Option<i32> {
        self.skip_space();
        let Some(sign) = self.sign() else { return Some(0) };
        self.skip_space();
        Some(sign * self.digits()?)
    }

    fn sign(&mut self) -> Option<i32> {
        let sign = match self.peek()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        self.at += 1;
        Some(sign)
    }

    fn digits(&mut self) -> Option<i32> {
        let length = self.text[self.at..].bytes().take_while(u8::is_ascii_digit).count();
        let digits = &self.text[self.at..self.at + length];
        self.at += length;
        (length > 0).then(|| digits.parse().unwrap_or(i32::MAX))
    }

    /// Whether an identifier starts here ([CSS Syntax](https://drafts.csswg.org/css-syntax/#would-start-an-identifier)).
    fn is_at_identifier(&self) -> bool {
        let bytes = &self.text.as_bytes()[self.at..];
        let is_escape = |bytes: &[u8]| bytes.first() == Some(&b'\\') && bytes.get(1).is_some_and(|&next| next != b'\n');
        let is_start = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii();
        match bytes.first() {
            Some(b'-') => bytes.get(1).is_some_and(|&next| is_start(next) || next == b'-') || is_escape(&bytes[1..]),
            Some(&first) => is_start(first) || is_escape(bytes),
            None => false,
        }
    }

    fn identifier(&mut self) -> Option<String> {
        if !self.is_at_identifier() {
            return None;
        }
        let mut name = String::new();
        while let Some(next) = self.text[self.at..].chars().next() {
            match next {
                '\\' => {
                    self.at += 1;
                    name.push(self.escape()?);
                }
                _ if next.is_ascii_alphanumeric() || matches!(next, '-' | '_') || !next.is_ascii() => {
                    self.at += next.len_utf8();
                    name.push(next);
                }
                _ => break,
            }
        }
        Some(name)
    }

    /// A string, at its quote.
    fn string(&mut self, quote: u8) -> Option<String> {
        self.at += 1;
        let mut value = String::new();
        while let Some(next) = self.text[self.at..].chars().next() {
            match next {
                '\n' => return None,
                _ if next == char::from(quote) => {
                    self.at += 1;
                    return Some(value);
                }
                '\\' if self.text[self.at + 1..].starts_with('\n') => self.at += 2,
                '\\' => {
                    self.at += 1;
                    value.push(self.escape()?);
                }
                _ => {
                    self.at += next.len_utf8();
                    value.push(next);
                }
            }
        }
        None
    }

    /// The character of an escape, after its backslash.
    fn escape(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if digits == 0 {
            let next = rest.chars().next().filter(|&next| next != '\n')?;
            self.at += next.len_utf8();
            return Some(next);
        }
        let code = u32::from_str_radix(&rest[..digits], 16).ok()?;
        self.at += digits;
        // One white space ends the number.
        self.at += usize::from(self.peek().is_some_and(|byte| byte.is_ascii_whitespace()));
        Some(char::from_u32(code).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn fail_at<T>(&mut self, at: usize) -> Option<T> {
        self.at = at;
        None
    }

    /// Skips white space and comments; whether there were any.
    fn skip_space(&mut self) -> bool {
        let start = self.at;
        loop {
            let rest = &self.text[self.at..];
            if rest.starts_with(|c: char| c.is_ascii_whitespace()) {
                self.at += 1;
            } else if let Some(comment) = rest.strip_prefix("/*") {
                self.at += 2 + comment.find("*/").map_or(comment.len(), |end| end + 2);
            } else {
                return self.at > start;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_reports_position_and_rest() {
        for (selector, at) in [
            ("div >> p", 5),
            ("p, .a:nope > b", 6),
            ("p,", 2),
            ("", 0),
            ("p[a", 3),
            ("p[a=]", 4),
            ("p:not(", 6),
            ("p:not(.x", 8),
            ("::before", 1),
            ("#1", 1),
            ("p:nth-child(x)", 12),
            ("a | b", 2),
        ] {
            let error = parse(selector).unwrap_err();
            assert_eq!(error.at, at, "{error}");
        }
        assert_eq!(
            parse("p,").unwrap_err().to_string(),
            "CSS selector `p,` is not valid or not supported: unexpected end at byte 2"
        );
        let error = parse("div >> p").unwrap_err().to_string();
        assert_eq!(error, "CSS selector `div >> p` is not valid or not supported: unexpected `> p` at byte 5");
        let deep = format!("{}a{}", ":not(".repeat(100), ")".repeat(100));
        assert!(parse(&deep).is_err());
    }

    #[test]
    fn names_and_values_are_unescaped() {
        let SelectorList(list) = parse(
            r#"DIV.sm\:w-1\/2#\31 a[DATA-x="\22 \
y"]"#,
        )
        .unwrap();
        let [
            Condition::Name(name),
            Condition::Class(class),
            Condition::Id(id),
            Condition::Attribute { name: attr, value },
        ] = list[0].first.as_slice()
        else {
            panic!("{list:?}")
        };
        assert_eq!((name.as_str(), class.as_str(), id.as_str(), attr.as_str()), ("div", "sm:w-1/2", "1a", "data-x"));
        let expected = ValueTest::Compare { operator: Operator::Equals, value: "\"y".to_owned(), ignores_case: false };
        assert_eq!(*value, expected);
    }

    #[test]
    fn white_space_and_comments_separate_compounds() {
        let combinators = |selector: &str| {
            let list = parse(selector).unwrap().0;
            list[0].rest.iter().map(|(combinator, _)| *combinator).collect::<Vec<_>>()
        };
        use Combinator::*;
        assert_eq!(combinators(" a>b + c~d  e "), [Child, NextSibling, SubsequentSibling, Descendant]);
        assert_eq!(combinators("a/**/ > /* x */b"), [Child]);
        assert_eq!(parse("article > p:not(.x) a[href^='/a' i], *|b, |c").unwrap().0.len(), 3);
        for nth in ["odd", "EVEN", "3", "+3", "-n+3", "2n", "n", "-2N - 1", " 2n + 1 "] {
            assert!(parse(&format!("p:nth-last-of-type({nth})")).is_ok(), "{nth}");
        }
    }
}
