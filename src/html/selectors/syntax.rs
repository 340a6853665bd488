//! The parts of a CSS selector ([Selectors Level 4](https://drafts.csswg.org/selectors-4/)).

/// Alternatives, separated by commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectorList(pub Vec<ComplexSelector>);

/// Compound selectors with combinators between them: `main > p.intro`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComplexSelector {
    pub first: Compound,
    pub rest: Vec<(Combinator, Compound)>,
}

/// How the element of a compound selector is related to that of the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Combinator {
    Descendant,
    Child,
    NextSibling,
    SubsequentSibling,
}

/// Conditions on one element, all of which must hold. Empty for `*`.
pub(crate) type Compound = Vec<Condition>;

/// A condition on one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// A name, in lower case.
    Name(String),
    Id(String),
    Class(String),
    Attribute {
        /// In lower case.
        name: String,
        value: ValueTest,
    },
    Root,
    Empty,
    Nth(Nth),
    Not(SelectorList),
    Is(SelectorList),
    Has(Vec<(Combinator, ComplexSelector)>),
}

/// A condition on the value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ValueTest {
    /// The attribute is present.
    Any,
    Compare {
        operator: Operator,
        value: String,
        ignores_case: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    /// `=`
    Equals,
    /// `~=`
    Includes,
    /// `|=`
    DashMatch,
    /// `^=`
    Prefix,
    /// `$=`
    Suffix,
    /// `*=`
    Substring,
}

/// `:nth-child(an+b)` and its variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nth {
    pub a: i32,
    pub b: i32,
    /// Whether to count from the last sibling.
    pub from_end: bool,
    /// Whether to count only siblings of the same name.
    pub of_type: bool,
}

impl Nth {
    /// Whether a position, counted from 1, is `a * n + b` for some `n` from 0.
    pub fn contains(self, position: u32) -> bool {
        let (a, offset) = (i64::from(self.a), i64::from(position) - i64::from(self.b));
        if a == 0 { offset == 0 } else { offset % a == 0 && offset / a >= 0 }
    }
}

impl Operator {
    /// Compares the value of an attribute, by [section 6](https://drafts.csswg.org/selectors-4/#attribute-selectors).
    pub fn compare(self, found: &str, expected: &str, ignores_case: bool) -> bool {
        let (found, expected) = (found.as_bytes(), expected.as_bytes());
        let equal = |a: &[u8], b: &[u8]| if ignores_case { a.eq_ignore_ascii_case(b) } else { a == b };
        let length = expected.len();
        let at = |start: usize| found.get(start..start + length).is_some_and(|part| equal(part, expected));
        match self {
            Operator::Equals => equal(found, expected),
            Operator::Includes => length > 0 && found.split(u8::is_ascii_whitespace).any(|word| equal(word, expected)),
            Operator::DashMatch => at(0) && found.get(length).is_none_or(|&next| next == b'-'),
            Operator::Prefix => length > 0 && at(0),
            Operator::Suffix => length > 0 && found.len() >= length && at(found.len() - length),
            Operator::Substring if length == 0 => false,
            Operator::Substring if ignores_case => {
                found.windows(length).any(|window| window.eq_ignore_ascii_case(expected))
            }
            Operator::Substring => memchr::memmem::find(found, expected).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nth_positions_follow_the_formula() {
        let positions = |a, b| {
            let nth = Nth { a, b, from_end: false, of_type: false };
            (1..=7).filter(|&position| nth.contains(position)).collect::<Vec<u32>>()
        };
        assert_eq!(positions(2, 1), [1, 3, 5, 7]);
        assert_eq!(positions(0, 3), [3]);
        assert_eq!(positions(-1, 3), [1, 2, 3]);
        assert_eq!(positions(3, -1), [2, 5]);
        assert_eq!(positions(-2, 0), [] as [u32; 0]);
    }

    #[test]
    fn operators_compare_values() {
        use Operator::*;
        for (operator, found, expected, result) in [
            (Equals, "a b", "a b", true),
            (Equals, "A", "a", false),
            (Includes, "x a\ty", "a", true),
            (Includes, "x a", "x a", false),
            (Includes, "", "", false),
            (DashMatch, "en-US", "en", true),
            (DashMatch, "english", "en", false),
            (Prefix, "abc", "ab", true),
            (Prefix, "abc", "", false),
            (Suffix, "abc", "bc", true),
            (Suffix, "c", "bc", false),
            (Substring, "abc", "b", true),
            (Substring, "é", "é", true),
            (Substring, "abc", "", false),
        ] {
            assert_eq!(operator.compare(found, expected, false), result, "{operator:?} {found:?} {expected:?}");
        }
        assert!(Equals.compare("A", "a", true) && Substring.compare("xAy", "a", true));
    }
}
