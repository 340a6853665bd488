//! Formulas as TeX: from the page's own source, or translated from MathML.

mod asciimath;
mod commands;
mod images;
mod katex;
mod mathml;
mod symbols;

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use mathml::from_mathml;

pub(super) use commands::{has_delimiter, without_unsafe};
pub(super) use images::of_image;
pub(super) use katex::of_katex;

/// Returns the TeX of a `<math>`, and whether it is a display formula; `None` if it is empty.
pub(super) fn of_math(tree: &Tree, math: NodeId) -> Option<(String, bool)> {
    let is_display = tree.attr(math, AttrKey::Display).is_some_and(|value| value.eq_ignore_ascii_case("block"));
    let source = annotation(tree, math).or_else(|| tree.attr(math, AttrKey::Alttext));
    let tex = match source.map(tidy).filter(|tex| !tex.is_empty()) {
        Some(tex) => tex,
        None => match tidy(&from_mathml(tree, math)) {
            tex if tex.is_empty() => text_of_math(tree, math),
            tex => tex,
        },
    };
    (!tex.is_empty()).then_some((tex, is_display))
}

/// Returns what to show of a `<math>` without token elements: its text, which is the TeX that a wiki failed to show if it has TeX's
/// symbols.
fn text_of_math(tree: &Tree, math: NodeId) -> String {
    let text = tree.text(math).trim();
    let is_tex = text.contains(['\\', '^', '_', '{']) && is_balanced(text);
    let is_words = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace());
    tidy(&match () {
        () if is_tex => text.to_owned(),
        () if is_words => format!("\\text{{{text}}}"),
        () => mathml::symbols(text),
    })
}

/// The TeX of a `<script type="math/tex">` or `<script type="math/asciimath">`.
pub(super) fn of_script(tree: &Tree, script: NodeId) -> Option<(String, bool)> {
    let kind = tree.attr(script, AttrKey::Type)?.trim().to_ascii_lowercase();
    let tex = match () {
        () if kind.starts_with("math/tex") => tidy(tree.text(script)),
        () if kind.starts_with("math/asciimath") => tidy(&asciimath::to_tex(beginning(tree.text(script).trim()))),
        () => return None,
    };
    (!tex.is_empty()).then(|| (tex, kind.contains("display")))
}

fn annotation(tree: &Tree, math: NodeId) -> Option<&str> {
    let is_tex = |&node: &NodeId| {
        tree.tag(node) == Tag::Annotation
            && tree.attr(node, AttrKey::Encoding).is_some_and(|value| value.to_ascii_lowercase().contains("tex"))
    };
    (math..tree.end(math)).find(is_tex).map(|node| tree.text(node))
}

/// Returns TeX on one line, without comments, delimiters, the wrapper of wikis, and unsafe commands.
fn tidy(tex: &str) -> String {
    let mut tidy = String::with_capacity(tex.len());
    for line in tex.lines() {
        for word in without_comment(line).split_whitespace() {
            if !tidy.is_empty() {
                tidy.push(' ');
            }
            tidy.push_str(word);
        }
    }
    let mut tex = tidy.as_str();
    for (open, close) in
        [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("{\\displaystyle ", "}"), ("{\\textstyle ", "}")]
    {
        let inner = tex.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).map(str::trim);
        tex = inner.filter(|inner| is_balanced(inner)).unwrap_or(tex);
    }
    without_unsafe(tex, false).into_owned()
}

/// A line without its comment.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices('%').find(|(at, _)| !line[..*at].ends_with('\\'));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// Whether all braces are balanced.
pub(super) fn is_balanced(tex: &str) -> bool {
    let mut depth = 0i32;
    let mut is_escaped = false;
    for c in tex.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !is_escaped
}

/// Maximum length of a formula in running text, in bytes, so that text with many unpaired delimiters costs no more than
/// other text. Chosen by hand.
const MAX_FORMULA: usize = 2000;

/// A formula in running text, between unambiguous delimiters.
pub(super) struct Formula<'t> {
    /// The text before it, without the delimiter.
    pub before: &'t str,
    pub tex: String,
    pub is_display: bool,
    pub after: &'t str,
}

/// Whether dollars are delimiters on this page: it loads a program that shows formulas, or has TeX commands between
/// dollars.
pub(super) fn shows_dollars(tree: &Tree) -> bool {
    let loads = |node| {
        let source = tree.attr(node, AttrKey::Src).unwrap_or_default().to_ascii_lowercase();
        source.contains("mathjax") || source.contains("katex")
    };
    let is_command = |(at, _): (usize, &str), text: &str| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
    let has_command = |text: &str| text.len() <= 200 && text.match_indices('\\').any(|found| is_command(found, text));
    (1..tree.len() as NodeId).any(|node| tree.tag(node) == Tag::Script && loads(node))
        || tree.text(0).split('$').skip(1).any(has_command)
}

/// Finds the first formula in a text: between `\(...\)` or `\[...\]`, or between `$...$` or `$$...$$` if dollars are
/// delimiters on this page.
pub(super) fn in_text(text: &str, with_dollars: bool) -> Option<Formula<'_>> {
    let mut from = 0;
    while let Some(at) = memchr::memchr2(b'\\', b'$', &text.as_bytes()[from..]).map(|at| at + from) {
        let rest = &text[at..];
        let delimiters = match () {
            () if rest.starts_with("\\(") => Some(("\\(", "\\)", false)),
            () if rest.starts_with("\\[") => Some(("\\[", "\\]", true)),
            () if !with_dollars => None,
            () if rest.starts_with("$$") => Some(("$$", "$$", true)),
            () if rest.starts_with('$') && !text[..at].ends_with('\\') => Some(("$", "$", false)),
            () => None,
        };
        let Some((open, close, is_display)) = delimiters else {
            from = at + 1;
            continue;
        };
        let content = &rest[open.len()..];
        let inner = beginning(content).find(close);
        if let Some((inner, after)) = inner.map(|at| (&content[..at], &content[at + close.len()..]))
            && (open != "$" || is_between_dollars(inner, after))
            && ![open, "$", "\\(", "\\)"].iter().any(|delimiter| inner.contains(delimiter))
            && is_balanced(inner)
        {
            let tex = tidy(inner);
            if !tex.is_empty() {
                return Some(Formula { before: &text[..at], tex, is_display, after });
            }
        }
        from = at + open.len();
    }
    None
}

fn beginning(text: &str) -> &str {
    let end = (0..=text.len().min(MAX_FORMULA)).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// Applies Pandoc's rule: no white space inside the dollars and no digit after them. "$20 and $30" is then not a
/// formula.
fn is_between_dollars(inner: &str, after: &str) -> bool {
    !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
        && !after.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    fn tex(html: &str) -> String {
        let tree = parse(html);
        let math = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Math).unwrap();
        of_math(&tree, math).unwrap().0
    }

    #[test]
    fn formula_is_read_from_its_tex_source() {
        let html = "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x^2 % square\n</annotation></semantics></math>";
        assert_eq!(tex(html), "x^2");
        assert_eq!(tex("<math alttext='{\\displaystyle a+b}'><mi>a</mi></math>"), "a+b");
    }

    #[test]
    fn mathml_becomes_tex() {
        let html = "<math><mi>x</mi><mo>=</mo><mfrac><mrow><mo>−</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup>\
            <mo>−</mo><mn>4</mn><mi>a</mi></msqrt></mrow><mrow><mn>2</mn><mi>α</mi></mrow></mfrac></math>";
        assert_eq!(tex(html), "x=\\frac{-b\\pm \\sqrt{{b}^{2}-4a}}{2\\alpha }");
        assert_eq!(tex("<math>x^2 + y_1</math>"), "x^2 + y_1");
        assert_eq!(tex("<math>two rivers</math>"), "\\text{two rivers}");
        assert_eq!(tex("<math>a ≤ 3%</math>"), "a \\le 3\\%");
        assert_eq!(tex("<math><mroot><mi>x</mi><mn>3</mn></mroot></math>"), "\\sqrt[3]{x}");
        assert_eq!(tex("<math><mover><mi>v</mi><mo>→</mo></mover><mi>sin</mi><mi>t</mi></math>"), "\\vec{v}\\sin t");
        assert_eq!(
            tex("<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mtext>50% off</mtext></math>"),
            "{\\sum }_{i}^{n}\\text{50\\% off}"
        );
        assert_eq!(
            tex(
                "<math><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable></math>"
            ),
            "\\begin{matrix}1 & 2 \\\\ 3\\end{matrix}"
        );
    }

    #[test]
    fn formulas_in_running_text_are_found() {
        let formula = |text, with_dollars| in_text(text, with_dollars).map(|f: Formula| (f.tex, f.is_display));
        assert_eq!(formula("so \\(a < b\\) holds", false), Some(("a < b".into(), false)));
        assert_eq!(formula("\\[x\\]", false), Some(("x".into(), true)));
        assert_eq!(formula("it costs $5 and $6", true), None);
        assert_eq!(formula("let $n$ be", true), Some(("n".into(), false)));
        assert_eq!(formula("let $n$ be", false), None);
        assert_eq!(formula("C:\\(x86", false), None);
    }
}
