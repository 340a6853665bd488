//! TeX commands that do more than show a formula.

use std::borrow::Cow;

/// Commands that link, style, load, define or write: those of MathJax's extensions `html`, `action`, `bbox`, `require`,
/// `newcommand`, `begingroup`, `mathtools` and `setoptions`, those that KaTeX allows only in trusted input, and those of TeX
/// itself. A definition holds for all formulas of the page that the output is put into.
///
/// Not among them are `\unicode` and `\enclose`, which show a character and draw lines.
const UNSAFE: &[&str] = &[
    "DeclareMathOperator",
    "DeclarePairedDelimiter",
    "DeclarePairedDelimiterX",
    "DeclarePairedDelimiterXPP",
    "Newextarrow",
    "afterassignment",
    "aftergroup",
    "bbox",
    "begingroupReset",
    "begingroupSandbox",
    "catcode",
    "class",
    "csname",
    "cssId",
    "data",
    "def",
    "definecolor",
    "documentclass",
    "edef",
    "endcsname",
    "errmessage",
    "expandafter",
    "futurelet",
    "gdef",
    "global",
    "href",
    "immediate",
    "include",
    "includegraphics",
    "input",
    "let",
    "long",
    "mathtip",
    "mathtoolsset",
    "message",
    "mmlToken",
    "newcommand",
    "newenvironment",
    "newif",
    "newtagform",
    "openin",
    "openout",
    "providecommand",
    "read",
    "renewcommand",
    "renewenvironment",
    "renewtagform",
    "require",
    "setOptions",
    "show",
    "special",
    "style",
    "texttip",
    "toggle",
    "tooltip",
    "url",
    "usepackage",
    "usetagform",
    "write",
    "xdef",
];

/// Whether a command does more than show a formula. Those that begin with `html` set attributes.
fn is_unsafe(name: &str) -> bool {
    name.starts_with("html") || UNSAFE.binary_search(&name).is_ok()
}

/// Returns TeX without the backslashes of unsafe commands, so that their names are letters of the formula. If more text follows
/// that could continue a command at the end, that one is taken for unsafe, too.
pub(in crate::render) fn without_unsafe(tex: &str, is_continued: bool) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &tex.as_bytes()[at..]) {
        let start = at + found;
        let rest = &tex[start + 1..];
        let name = &rest[..rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len()];
        let is_cut = is_continued && name.len() == rest.len();
        if is_unsafe(name) || is_cut {
            out.push_str(&tex[copied..start]);
            // The name must not continue that of a command before it.
            if tex[..start].ends_with(|c: char| c.is_ascii_alphabetic()) {
                out.push(' ');
            }
            copied = start + 1;
        }
        // A backslash and another character than a letter are a command, too.
        let length = if name.is_empty() { rest.chars().next().map_or(0, char::len_utf8) } else { name.len() };
        at = start + 1 + length;
    }
    if copied == 0 {
        return Cow::Borrowed(tex);
    }
    out.push_str(&tex[copied..]);
    Cow::Owned(out)
}

/// Whether a text has a delimiter with which MathJax begins a formula by default.
pub(in crate::render) fn has_delimiter(text: &str) -> bool {
    memchr::memchr2_iter(b'\\', b'$', text.as_bytes())
        .any(|at| ["\\(", "\\[", "\\begin", "$$"].iter().any(|delimiter| text[at..].starts_with(delimiter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_commands_become_letters() {
        assert!(UNSAFE.is_sorted());
        for (tex, expected) in [
            ("x_1 \\frac{a}{b}", "x_1 \\frac{a}{b}"),
            ("\\href{javascript:alert(1)}{x}", "href{javascript:alert(1)}{x}"),
            ("\\\\href", "\\\\href"),
            ("\\\\\\href{a}{b}", "\\\\href{a}{b}"),
            ("\\e\\def\\x{y}", "\\e def\\x{y}"),
            ("\\htmlStyle{color:red}{x}", "htmlStyle{color:red}{x}"),
            ("\\require{html}\\classical", "require{html}\\classical"),
        ] {
            assert_eq!(without_unsafe(tex, false), expected);
        }
        assert_eq!(without_unsafe("a \\hr", true), "a hr");
        assert_eq!(without_unsafe("a \\alpha b", true), "a \\alpha b");
    }

    #[test]
    fn delimiters_of_mathjax_are_found() {
        assert!(has_delimiter("a \\(b") && has_delimiter("$$") && has_delimiter("\\begin{align}"));
        assert!(!has_delimiter("costs $5 \\ a"));
    }
}
