//! HTML output is safe to insert into a page: a sanitizer removes nothing from it, whatever the input.

use crate::soup::{cases, soup};
use maintext::{Extractor, Input, Options, TextOptions};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// Returns the HTML of a whole page, without choosing content.
fn html(page: &str) -> String {
    let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
    let article = extractor.extract(Input::html(page).with_url("https://example.org/a/")).unwrap();
    article.html()
}

fn check(page: &str) {
    maintext_tests::html::check_safe(&html(page));
}

/// Attack vectors from OWASP's "XSS Filter Evasion Cheat Sheet", the HTML5 Security Cheatsheet (html5sec.org), and
/// published bypasses of DOMPurify and other sanitizers by mutation ("mXSS").
const VECTORS: &str = include_str!("../html/xss-vectors.txt");

#[test]
fn output_is_safe_for_published_attack_vectors() {
    let vectors: Vec<&str> = VECTORS.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    assert!(vectors.len() >= 100, "{}", vectors.len());
    for vector in vectors {
        check(vector);
        check(&format!("<p>Words before it. {vector} Words after it.</p>"));
        check(&format!("<table><tr><td>a<td>{vector}<tr><td>b<td>c</table>"));
        check(&format!("<pre><code>{vector}</code></pre><ul><li>{vector}</ul>"));
    }
}

#[test]
fn output_is_safe_for_every_fixture() {
    for folder in ["pages", "outputs"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            check(&fs::read_to_string(entry.unwrap().path().join("source.html")).unwrap());
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn output_is_safe_for_tag_soup(page in soup()) {
        check(&page);
    }

    #[test]
    fn outputs_have_the_words_of_tag_soup(page in soup()) {
        maintext_tests::markup::check_page(&page);
    }

    #[test]
    fn output_is_safe_for_attack_vectors_in_tag_soup(before in soup(), number in any::<prop::sample::Index>(), after in soup()) {
        let vectors: Vec<&str> = VECTORS.lines().collect();
        check(&format!("{before}{}{after}", number.get(&vectors)));
    }
}

#[test]
fn row_with_one_kept_cell_has_empty_cells() {
    let page = "<table><tr><th>port<th>depth<tr><td>A long remark that is left out, and a longer one beside it\
                <td><article>nine</article><tr><td>left<td>out</table>";
    let extractor = Extractor::new(Options::new().with_content_selector("article").unwrap());
    let article = extractor.extract(Input::html(page)).unwrap();
    assert_eq!(article.text(), "nine");
    assert_eq!(article.html(), "<table>\n<tr><td></td><td>nine</td></tr>\n</table>\n");
}

#[test]
fn output_size_is_proportional_to_input_size() {
    let long = "x".repeat(60_000);
    let pages = [
        format!("<base href='https://example.org/{long}/'>{}", "<p><a href=y>z</a>".repeat(5000)),
        format!("<a href='/{long}'>{}</a>", "<p>z</p>".repeat(5000)),
        format!("{}{}", "<b><i><s><sub><sup><q><code>".repeat(500), "<p>z</p>".repeat(5000)),
        format!("{}{}", "<blockquote><ul><li>".repeat(2000), "<p>z</p>".repeat(5000)),
        format!("<table><tr>{}</tr>{}</table>", "<td rowspan=9999>a".repeat(1000), "<tr><td>b".repeat(3000)),
        format!("<table>{}</table>", "<tr><td colspan=1000>a<td>b".repeat(3000)),
        format!("<table><tr>{}{}</table>", "<td>a".repeat(3000), "<tr><td>b<td>c".repeat(3000)),
        "<p>&<>\"<br>".repeat(5000),
        "<ol start=899999999><li>a</ol>".repeat(2000),
        format!("<h1>{}</h1>", "<div>a</div>".repeat(5000)),
        format!("<picture>{}<img></picture>", format!("<source srcset='/{long} 2x'>").repeat(10)).repeat(3),
        format!(
            "{}<ol>{}</ol>",
            "<sup><a href=#n>1</a></sup>".repeat(3000),
            "<li id=n>note <a href=#n>up</a>".repeat(3000)
        ),
    ];
    for page in pages {
        let extractor = Extractor::new(Options::new().with_content_selector("html").unwrap());
        let article = extractor.extract(Input::html(&page).with_url("https://example.org/a/")).unwrap();
        let tsv = article.text_with(&TextOptions::new().with_tsv_tables(true).with_links(true));
        for out in [article.html(), article.markdown(), tsv] {
            let start: String = page.chars().take(60).collect();
            // Escaping a byte takes up to six, and the output has end tags that the input can omit.
            assert!(out.len() < page.len() * 8 + 400_000, "{} from {}: {start}", out.len(), page.len());
        }
    }
}

#[test]
fn formula_has_no_commands_that_link_or_style() {
    for page in [
        "<p>a \\(\\href{javascript:alert(1)}{x}\\) b",
        "<p>a <math alttext='\\href{javascript:alert(1)}{x}'><mi>x</mi></math> b",
        "<p>a <script type=math/tex>\\href{javascript:alert(1)}{x}</script> b",
        "<p>\\begin{align}\\href{javascript:alert(1)}{x}\\end{align}",
        "<p>$$ \\<span>href</span>{javascript:alert(1)}{x} $$",
        "<p>$$ \\hr<span>ef</span>{javascript:alert(1)}{x} $$",
        "<p>a \\(\\htmlStyle{background:red}{x}\\) b \\(\\require{html}y\\)",
    ] {
        let article = Extractor::new(Options::new().with_content_selector("body").unwrap()).extract(page).unwrap();
        for out in [article.html(), article.markdown()] {
            assert!(!["\\href", "\\html", "\\require"].iter().any(|command| out.contains(command)), "{out}");
        }
    }
    for command in [
        "href{javascript:alert(1)}{x}",
        "url{javascript:alert(1)}",
        "htmlClass{a}{x}",
        "htmlId{a}{x}",
        "htmlData{a=b}{x}",
        "class{a}{x}",
        "style{color:red}{x}",
        "cssId{a}{x}",
        "data{a=b}{x}",
        "require{html}",
        "def\\frac{x}",
        "gdef\\frac{x}",
        "newcommand{\\frac}{x}",
        "renewcommand\\frac{x}",
        "providecommand\\x{y}",
        "newenvironment{matrix}{a}{b}",
        "renewenvironment{matrix}{a}{b}",
        "let\\frac=\\sqrt",
        "toggle{a}{b}\\endtoggle",
        "mathtip{a}{b}",
        "texttip{a}{b}",
        "mmlToken{mi}[href='javascript:alert(1)']{x}",
        "bbox[background:url(//e.com)]{x}",
        "includegraphics{//e.com/a.png}",
        "DeclareMathOperator{\\frac}{x}",
        "setOptions{a}",
        "definecolor{a}{rgb}{1,0,0}",
    ] {
        let name: String = command.chars().take_while(char::is_ascii_alphabetic).collect();
        for page in [
            format!("<p>a \\(\\{command}\\) b"),
            format!("<p>a <math alttext=\"\\{command}\"><mi>x</mi></math> b"),
            format!("<p>a <math><mi>x</mi><mn>\\{command}</mn></math> b"),
            format!(
                "<p>a <math><semantics><mi>x</mi><annotation encoding='application/x-tex'>\\{command}</annotation></semantics></math> b"
            ),
            format!("<p>a <img class=latex alt=\"\\{command}\" src=/x.png> b"),
            format!("<p>a <script type='math/tex'>\\{command}</script> b"),
        ] {
            let article =
                Extractor::new(Options::new().with_content_selector("body").unwrap()).extract(&*page).unwrap();
            for out in [article.html(), article.markdown()] {
                assert!(!out.contains(&format!("\\{name}")), "{out} of {page}");
            }
        }
    }
    let page = "<p>a <math><maction actiontype=toggle href='javascript:alert(1)'><mi xlink:href='javascript:alert(1)'>x</mi>\
                <mi>y</mi></maction><semantics><mi>z</mi><annotation-xml encoding=text/html><img src=x onerror=alert(1)>\
                </annotation-xml></semantics></math> b";
    let article = Extractor::new(Options::new().with_content_selector("body").unwrap()).extract(page).unwrap();
    for out in [article.html(), article.markdown()] {
        assert!(!["javascript", "<img", "onerror"].iter().any(|part| out.contains(part)), "{out}");
    }
    let page = "<p>Write <code>\\href</code> in \\(x\\) and \\href elsewhere";
    let article = Extractor::new(Options::new().with_content_selector("body").unwrap()).extract(page).unwrap();
    assert_eq!(article.html(), "<p>Write <code>\\href</code> in \\(x\\) and \\href elsewhere</p>\n");
}
