//! Blocks of code: their exact text without line numbers and buttons, and their language.

use super::trim::is_blank;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::{Blocks, line_numbers};
use std::borrow::Cow;

/// Maximum number of ancestors of code whose class names may name the language.
const MAX_NAMED_ANCESTORS: usize = 4;

/// Returns the text of a block of code; `None` if it has none.
pub(super) fn text(tree: &Tree, blocks: &Blocks, code: NodeId) -> Option<String> {
    // The line numbers of preformatted text are known already.
    let numbers = match tree.tag(code).is_preformatted() {
        true => Cow::Borrowed(&blocks.line_numbers[..]),
        false => Cow::Owned(line_numbers(tree, code)),
    };
    if numbers.first() == Some(&code) {
        return None;
    }
    let end = tree.end(code);
    let mut text = Text::new(tree, code);
    let mut ends: Vec<NodeId> = Vec::new();
    let mut node = code + 1;
    while node < end {
        while ends.last().is_some_and(|&end| end <= node) {
            ends.pop();
            text.line_edge(node);
        }
        let tag = tree.tag(node);
        if tag == Tag::Text {
            text.run(node);
        } else if tag == Tag::Br {
            text.line_break(node);
        } else if numbers.binary_search(&node).is_ok() {
            if is_lines(tag) {
                text.line_edge(node);
            }
            text.leave_out(node);
            node = tree.end(node);
            continue;
        } else if is_left_out(tree, node, tag) {
            text.leave_out(node);
            node = tree.end(node);
            continue;
        } else if is_lines(tag) {
            text.line_edge(node);
            ends.push(tree.end(node));
        }
        node += 1;
    }
    text.write_until(end);
    let lines = text.text.trim_end();
    // Empty lines before the first line are dropped; its indentation is kept.
    let first = lines.len() - lines.trim_start().len();
    let lines = &lines[lines[..first].rfind('\n').map_or(0, |at| at + 1)..];
    (!lines.is_empty()).then(|| match lines.contains(['\u{a0}', '\r']) {
        // Carriage returns come from character references ("&#13;"), and are line breaks.
        true => lines.replace('\u{a0}', " ").replace("\r\n", "\n").replace('\r', "\n"),
        false => lines.to_owned(),
    })
}

/// Whether an element is one or more lines.
fn is_lines(tag: Tag) -> bool {
    tag.is_block() && !matches!(tag, Tag::Td | Tag::Th)
}

fn is_left_out(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    tag == Tag::Button || crate::page::blocks::has_no_text(tag) || tree.attr(node, AttrKey::Role) == Some("button")
}

/// Copies code: adjacent text nodes are copied together.
struct Text<'t> {
    tree: &'t Tree,
    text: String,
    /// The start of the text that is not copied yet.
    from: usize,
    /// Whether the last line break is that of an element rather than one in the text.
    implied_break: bool,
}

impl<'t> Text<'t> {
    fn new(tree: &'t Tree, code: NodeId) -> Text<'t> {
        let (from, text) = (tree.text_at[code as usize] as usize, String::with_capacity(tree.text(code).len()));
        Text { tree, text, from, implied_break: false }
    }

    /// Copies the text before a node.
    fn write_until(&mut self, node: NodeId) {
        let end = self.tree.text_at[node as usize] as usize;
        self.text.push_str(&self.tree.text[self.from..end]);
        self.from = end;
    }

    /// Takes a text node.
    fn run(&mut self, node: NodeId) {
        if !self.implied_break {
            return;
        }
        // An element that is a line is often followed by a line break.
        let text = self.tree.text(node);
        let rest = text.strip_prefix("\r\n").or(text.strip_prefix('\n')).unwrap_or(text);
        self.from += text.len() - rest.len();
        self.implied_break = text.is_empty();
    }

    fn line_break(&mut self, node: NodeId) {
        self.write_until(node);
        self.text.push('\n');
        self.implied_break = false;
    }

    /// Takes the start or end of an element that is one or more lines.
    fn line_edge(&mut self, node: NodeId) {
        self.write_until(node);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
            self.implied_break = true;
        }
    }

    fn leave_out(&mut self, node: NodeId) {
        self.write_until(node);
        self.from = self.tree.text_at[self.tree.end(node) as usize] as usize;
    }
}

/// Returns the language of a block of code, as named by its class or that of an element around it.
pub(super) fn language(tree: &Tree, code: NodeId) -> Option<String> {
    let inner = tree.children(code).take(2).filter(|&node| tree.tag(node) == Tag::Code);
    let around = tree.ancestors(code).take(MAX_NAMED_ANCESTORS);
    // A container of several blocks does not name the language of one of them.
    let around = around.take_while(|&node| tree.text(node).len() <= tree.text(code).len() * 2 + 200);
    inner.chain([code]).chain(around).find_map(|node| named_language(tree, node))
}

fn named_language(tree: &Tree, node: NodeId) -> Option<String> {
    let declared = [AttrKey::DataLang, AttrKey::DataLanguage].into_iter().find_map(|key| tree.attr(node, key));
    let class = || tree.attr(node, AttrKey::Class);
    let is_code = tree.tag(node).is_preformatted() || tree.tag(node) == Tag::Code;
    declared
        .and_then(normalized)
        .or_else(|| class().and_then(of_class))
        .or_else(|| class().filter(|_| is_code).and_then(known_language))
}

/// Names of languages that highlighters use as class names, or after a prefix of their own: those that both
/// highlight.js and Prism know, except for those with other meanings.
const LANGUAGES: &[&str] = &[
    "ada",
    "asm",
    "bash",
    "c",
    "c++",
    "clojure",
    "cmake",
    "cobol",
    "coffeescript",
    "console",
    "cpp",
    "cs",
    "csharp",
    "css",
    "cuda",
    "dart",
    "diff",
    "docker",
    "dockerfile",
    "elixir",
    "elm",
    "erlang",
    "fortran",
    "fsharp",
    "glsl",
    "go",
    "golang",
    "graphql",
    "groovy",
    "haskell",
    "hcl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "jsx",
    "julia",
    "kotlin",
    "latex",
    "lisp",
    "lua",
    "makefile",
    "markdown",
    "matlab",
    "nginx",
    "nix",
    "objc",
    "objectivec",
    "ocaml",
    "pascal",
    "perl",
    "php",
    "powershell",
    "prolog",
    "protobuf",
    "py",
    "python",
    "python3",
    "r",
    "rb",
    "ruby",
    "rust",
    "sass",
    "scala",
    "scss",
    "sh",
    "shell",
    "sql",
    "svelte",
    "swift",
    "terraform",
    "tex",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "vbnet",
    "vue",
    "wasm",
    "xml",
    "yaml",
    "yml",
    "zig",
    "zsh",
];

/// Finds a class name that is the name of a language, or ends with one after a hyphen.
fn known_language(class: &str) -> Option<String> {
    let words = || class.split_ascii_whitespace().map(str::to_ascii_lowercase);
    let is_known = |name: &str| LANGUAGES.binary_search(&name).is_ok();
    let last = |word: String| word.rsplit_once('-').map(|(_, last)| last.to_owned());
    words()
        .find(|word| is_known(word))
        .or_else(|| words().filter_map(last).find(|last| last.len() > 2 && is_known(last)))
}

/// Reads class names of known highlighters: `language-x` and `lang-x` (HTML Standard and most highlighters),
/// `highlight-source-x` (GitHub), `highlight-x` (Sphinx), `brush: x` (SyntaxHighlighter), `sourceCode x` (Pandoc),
/// `hljs x` and `prettyprint x`.
fn of_class(class: &str) -> Option<String> {
    const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "highlight-text-", "highlight-", "brush:"];
    const BEFORE: &[&str] = &["sourceCode", "hljs", "brush:", "src", "codehilite"];
    let words = || class.split_ascii_whitespace();
    // MediaWiki has a prefix of its own before it.
    const INFIX: &[u8] = b"-lang-";
    let bare = |word: &str| word.as_bytes().windows(INFIX.len()).position(|part| part == INFIX).map_or(0, |at| at + 1);
    let prefixed = words()
        .find_map(|word| PREFIXES.iter().find_map(|prefix| normalized(word[bare(word)..].strip_prefix(prefix)?)));
    prefixed.or_else(|| {
        let rest = words().zip(words().skip(1));
        rest.filter(|(word, _)| BEFORE.contains(word)).find_map(|(_, language)| normalized(language))
    })
}

/// Returns the name of a language as it is written after a fence; `None` for names that mean no language.
fn normalized(name: &str) -> Option<String> {
    const NONE: &[&str] = &[
        "none",
        "plain",
        "plaintext",
        "text",
        "txt",
        "nohighlight",
        "no-highlight",
        "default",
        "auto",
        "undefined",
        "null",
        "notranslate",
        "wrapper",
        "block",
        "code",
        "lines",
        "container",
    ];
    let name = name.trim().trim_end_matches(';').to_ascii_lowercase();
    let is_name = !name.is_empty()
        && name.len() <= 24
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'#' | b'-' | b'_' | b'.'));
    (is_name && !NONE.contains(&name.as_str())).then_some(name)
}

/// Whether a `<code>` is a block although there is no `<pre>`: it has several lines, and its block has no other text.
pub(super) fn is_block(tree: &Tree, code: NodeId) -> bool {
    let text = tree.text(code);
    // Most inline code is one word.
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return false;
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(3).count();
    let holder = || tree.ancestors(code).find(|&node| tree.tag(node).is_block());
    let is_alone = || holder().is_some_and(|holder| tree.text(holder).trim().len() == text.trim().len());
    lines >= 3 && text.lines().any(|line| line.starts_with([' ', '\t'])) && is_alone()
}

/// Maximum length of the text beside the code in a box, in bytes: "Copy", the name of a file. Chosen by hand.
const MAX_BESIDE: usize = 80;

/// Whether a button belongs to a block of code: an element around both has little other text.
pub(super) fn is_button_of_code(tree: &Tree, button: NodeId) -> bool {
    tree.ancestors(button).take(3).any(|around| {
        let range = around + 1..tree.end(around).min(around + 64);
        let code = range.clone().find(|&node| tree.tag(node).is_preformatted());
        code.is_some_and(|code| tree.text(around).len() <= tree.text(code).len() + MAX_BESIDE)
    })
}

/// Whether the text of a node before a block of code is its label: the first text in a box with little other text.
pub(super) fn is_label_of_code(tree: &Tree, label: NodeId, code: NodeId) -> bool {
    let is_box = |&around: &NodeId| {
        around < label
            && tree.text(around).len() <= tree.text(code).len() + MAX_BESIDE
            && is_blank(&tree.text[tree.text_at[around as usize] as usize..tree.text_at[label as usize] as usize])
    };
    tree.ancestors(code).take(3).any(|around| is_box(&around))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::blocks::blocks;

    fn read(html: &str) -> (Option<String>, Option<String>) {
        let tree = parse(html);
        let code = (1..tree.len() as NodeId).find(|&node| tree.tag(node) == Tag::Pre).unwrap();
        (text(&tree, &blocks(&tree), code), language(&tree, code))
    }

    #[test]
    fn white_space_is_exact() {
        assert_eq!(read("<pre>\n\n  a\n\n\tb  \nc\n</pre>").0.unwrap(), "  a\n\n\tb  \nc");
        assert_eq!(read("<pre><span>let</span> x<br>y</pre>").0.unwrap(), "let x\ny");
        assert_eq!(read("<pre><div>a</div><div>  b</div>\n<div>c</div></pre>").0.unwrap(), "a\n  b\nc");
        assert_eq!(read("<pre><div>a</div><div><br></div><div>c</div></pre>").0.unwrap(), "a\n\nc");
    }

    #[test]
    fn line_numbers_and_buttons_go() {
        let html = "<pre><button>Copy</button><span class=ln>1</span>a 7\n<span class=ln>2</span>b <i>1</i></pre>";
        assert_eq!(read(html).0.unwrap(), "a 7\nb 1");
        let rows = "<pre><code><table><tr><td class=n>1</td><td>a</td></tr><tr><td class=n>2</td><td>  b</td></tr></table></code></pre>";
        assert_eq!(read(rows).0.unwrap(), "a\n  b");
        assert_eq!(read("<pre><div class=n>1</div>a<div class=n>2</div>b</pre>").0.unwrap(), "a\nb");
        let tree = parse("<div><code><i class=n>1</i> a\n<i class=n>2</i>  b\n <i class=n>3</i> c</code></div>");
        let code = tree.next(Tag::Code, 0).unwrap();
        assert_eq!(text(&tree, &blocks(&tree), code).unwrap(), " a\n  b\n  c");
    }

    #[test]
    fn label_is_the_first_text_in_the_box_of_the_code() {
        let is_label = |html: &str| {
            let tree = parse(html);
            let find = |tag| (1..tree.len() as NodeId).find(|&node| tree.tag(node) == tag).unwrap();
            is_label_of_code(&tree, find(Tag::Span), find(Tag::Pre))
        };
        assert!(is_label("<p>a</p><div><p><span>js</span> </p><pre>x</pre><button>Copy</button></div>"));
        assert!(!is_label("<div><p>a</p><p><span>js</span></p><pre>x</pre></div>"), "text before it");
        assert!(!is_label("<p>a</p><p><span>js</span></p><pre>x</pre>"), "no box");
    }

    #[test]
    fn languages_by_name() {
        let language = |html: &str| read(html).1.unwrap_or_default();
        assert_eq!(language("<pre><code class='hljs language-Rust'>x</code></pre>"), "rust");
        assert_eq!(language("<pre class='brush: js; gutter: true'>x</pre>"), "js");
        assert_eq!(
            language("<div class='highlight-python3 notranslate'><div class=highlight><pre>x</pre></div></div>"),
            "python3"
        );
        assert_eq!(language("<div class='highlight highlight-source-shell'><pre>x</pre></div>"), "shell");
        assert_eq!(language("<pre class='sourceCode haskell'><code>x</code></pre>"), "haskell");
        assert_eq!(language("<figure data-lang=c++><pre>x</pre></figure>"), "c++");
        assert_eq!(language("<pre><code class=language-plaintext>x</code></pre>"), "");
        assert_eq!(language("<pre class='rust rust-example-rendered'><code>x</code></pre>"), "rust");
        assert_eq!(language("<pre class='docs-jsx wide'><code>x</code></pre>"), "jsx");
        assert_eq!(language("<div class='wiki-highlight wiki-highlight-lang-ini'><pre>x</pre></div>"), "ini");
        assert_eq!(language("<div class=go><pre class='code-block theme-dark'>x</pre></div>"), "");
        assert!(LANGUAGES.is_sorted());
    }
}
