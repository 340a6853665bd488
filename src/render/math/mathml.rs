//! Translates presentation MathML into TeX.

use super::symbols::SYMBOLS;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// A step of the translation that is still to be done.
enum Task {
    Node(NodeId),
    Write(&'static str),
}

/// Translates presentation MathML into TeX.
pub(super) fn from_mathml(tree: &Tree, math: NodeId) -> String {
    let mut tex = String::new();
    let mut tasks = vec![Task::Node(math)];
    while let Some(task) = tasks.pop() {
        match task {
            Task::Write(text) => tex.push_str(text),
            Task::Node(node) => {
                let from = tasks.len();
                expand(tree, node, &mut tex, &mut tasks);
                tasks[from..].reverse();
            }
        }
    }
    tex
}

/// Writes a leaf, or adds the steps for the parts of an element.
fn expand(tree: &Tree, node: NodeId, tex: &mut String, tasks: &mut Vec<Task>) {
    use Task::{Node, Write};
    let elements = || tree.children(node).filter(|&child| tree.tag(child) != Tag::Text);
    let mut parts = elements();
    let mut part = || parts.next().map_or(Write(""), Node);
    match tree.tag(node) {
        Tag::Mi => identifier(tex, tree.text(node).trim()),
        Tag::Mn => tex.push_str(tree.text(node).trim()),
        Tag::Mo => operator(tex, tree.text(node).trim()),
        Tag::Mtext | Tag::Ms => verbatim(tex, "text", tree.text(node)),
        Tag::Mspace => tex.push(' '),
        Tag::Text | Tag::Annotation | Tag::Mphantom => {}
        Tag::Mfrac => tasks.extend([Write("\\frac{"), part(), Write("}{"), part(), Write("}")]),
        Tag::Msqrt => {
            tasks.push(Write("\\sqrt{"));
            tasks.extend(elements().map(Node));
            tasks.push(Write("}"));
        }
        Tag::Mroot => {
            let (base, index) = (part(), part());
            tasks.extend([Write("\\sqrt["), index, Write("]{"), base, Write("}")]);
        }
        Tag::Msub | Tag::Munder => tasks.extend([Write("{"), part(), Write("}_{"), part(), Write("}")]),
        Tag::Msup => tasks.extend([Write("{"), part(), Write("}^{"), part(), Write("}")]),
        Tag::Msubsup | Tag::Munderover => {
            tasks.extend([Write("{"), part(), Write("}_{"), part(), Write("}^{"), part(), Write("}")]);
        }
        Tag::Mover => {
            let (base, over) = (part(), elements().nth(1));
            match over.and_then(|over| accent(tree.text(over).trim())) {
                Some(accent) => tasks.extend([Write(accent), base, Write("}")]),
                None => tasks.extend([Write("{"), base, Write("}^{"), part(), Write("}")]),
            }
        }
        Tag::Mfenced => {
            tasks.push(Write("\\left("));
            for (i, child) in elements().enumerate() {
                tasks.push(Write(if i > 0 { "," } else { "" }));
                tasks.push(Node(child));
            }
            tasks.push(Write("\\right)"));
        }
        Tag::Mtable => {
            tasks.push(Write("\\begin{matrix}"));
            for (i, row) in elements().enumerate() {
                tasks.push(Write(if i > 0 { " \\\\ " } else { "" }));
                tasks.push(Node(row));
            }
            tasks.push(Write("\\end{matrix}"));
        }
        Tag::Mtr => {
            for (i, cell) in elements().enumerate() {
                tasks.push(Write(if i > 0 { " & " } else { "" }));
                tasks.push(Node(cell));
            }
        }
        _ => tasks.extend(elements().map(Node)),
    }
}

pub(super) fn identifier(tex: &mut String, name: &str) {
    const FUNCTIONS: &[&str] = &[
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd",
        "hom", "inf", "ker", "lg", "lim", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
    ];
    match name.chars().count() {
        0 => {}
        1 => symbol(tex, name),
        _ if FUNCTIONS.contains(&name) => command(tex, name),
        _ => verbatim(tex, "mathrm", name),
    }
}

fn operator(tex: &mut String, text: &str) {
    match text {
        // Invisible: function application, times, separator, plus.
        "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => {}
        _ if text.chars().count() > 1 && text.chars().all(char::is_alphanumeric) => identifier(tex, text),
        _ => symbol(tex, text),
    }
}

/// Writes text, with the special characters of TeX escaped.
pub(super) fn verbatim(tex: &mut String, style: &str, text: &str) {
    if text.trim().is_empty() {
        tex.push(' ');
        return;
    }
    tex.push('\\');
    tex.push_str(style);
    tex.push('{');
    for c in text.chars() {
        escape(tex, c);
    }
    tex.push('}');
}

/// Translates the characters of a text one by one.
pub(super) fn symbols(text: &str) -> String {
    let mut tex = String::new();
    symbol(&mut tex, text);
    tex
}

fn escape(tex: &mut String, c: char) {
    match c {
        '\\' => tex.push_str("\\backslash "),
        '^' | '~' => {}
        '#' | '$' | '%' | '&' | '_' | '{' | '}' => tex.extend(['\\', c]),
        _ => tex.push(c),
    }
}

pub(super) fn symbol(tex: &mut String, text: &str) {
    for c in text.chars() {
        match SYMBOLS.iter().find(|(symbol, _)| *symbol == c) {
            Some((_, name)) if name.bytes().all(|b| b.is_ascii_alphabetic()) => command(tex, name),
            Some((_, plain)) => tex.push_str(plain),
            None => escape(tex, c),
        }
    }
}

/// Writes a command so that a letter after it cannot become part of its name.
fn command(tex: &mut String, name: &str) {
    tex.push('\\');
    tex.push_str(name);
    tex.push(' ');
}

pub(super) fn accent(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "¯" | "‾" | "_" | "―" | "\u{304}" | "\u{305}" => "\\overline{",
        "^" | "ˆ" | "\u{302}" => "\\hat{",
        "~" | "˜" | "\u{303}" => "\\tilde{",
        "→" | "\u{20d7}" => "\\vec{",
        "˙" | "." | "\u{307}" => "\\dot{",
        "¨" | "\u{308}" => "\\ddot{",
        "⏞" => "\\overbrace{",
        _ => return None,
    })
}
