//! The language of a block of code.

use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};

/// Maximum number of ancestors of code whose class names may name the language.
const MAX_NAMED_ANCESTORS: usize = 4;

/// Returns the language of a block of code, as named by its class or that of an element around it.
pub(in crate::render) fn language(tree: &Tree, code: NodeId) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;

    #[test]
    fn language_is_read_from_class_names() {
        let language = |html: &str| {
            let tree = parse(html);
            let code = tree.next(Tag::Pre, 0).unwrap();
            super::language(&tree, code).unwrap_or_default()
        };
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
