//! The parser returns the same tree as html5ever with its own tokenizer.

use crate::environment;
use crate::soup::{cases, soup};
use flate2::read::MultiGzDecoder;
use maintext::internals::{Tree, decode, parse, parse_by_html5ever};
use proptest::prelude::*;
use std::io::Read;

/// One line for each node: depth, name, attributes and text.
fn lines(tree: &Tree) -> Vec<String> {
    let line = |node| {
        let depth = tree.ancestors(node).count();
        let mut attrs: Vec<_> = tree.attrs(node).collect();
        attrs.sort_by_key(|&(key, _)| key as u8);
        let text = if tree.children(node).next().is_none() { tree.text(node) } else { "" };
        format!("{depth} {:?} {} {attrs:?} {text:?}", tree.tag(node), tree.name(node))
    };
    (0..tree.len() as u32).map(line).collect()
}

fn check(html: &str) {
    let (ours, theirs) = (parse(html), parse_by_html5ever(html));
    assert_eq!(lines(&ours), lines(&theirs), "{html:?}");
    assert!(ours.data().eq(theirs.data()), "{html:?}");
}

#[test]
fn fixture_pages_have_the_same_tree() {
    let pages = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/pages")).unwrap();
    let mut count = 0;
    for page in pages {
        check(&String::from_utf8_lossy(&std::fs::read(page.unwrap().path().join("source.html")).unwrap()));
        count += 1;
    }
    assert!(count > 10, "{count} pages");
}

/// `MAINTEXT_PAGES=FOLDER cargo test --release --test it parse::` checks every page below a folder.
#[test]
fn pages_of_a_folder_have_the_same_tree() {
    let Some(folder) = environment::path("MAINTEXT_PAGES") else { return };
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let mut count = 0;
    for path in files.filter(|path| path.is_file()) {
        let mut bytes = std::fs::read(&path).unwrap();
        match path.to_string_lossy() {
            name if name.ends_with(".html.gz") => {
                let packed = std::mem::take(&mut bytes);
                MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes).unwrap();
            }
            name if name.ends_with(".html") => {}
            _ => continue,
        }
        check(&decode(&bytes));
        count += 1;
    }
    println!("{count} pages have the same tree");
    assert!(count > 0, "no page");
}

#[test]
fn attributes_read_by_the_tree_builder_have_the_same_effect() {
    for html in [
        "<html lang=de><body class=a><html lang=en dir=rtl><body id=b class=c>",
        "<table><input type=hidden name=x><input type=text name=y></table>",
        "<p><font color=red face=x>a<p><font face=x color=red>b<p><font color=red face=x>c<p><font color=red face=x>d<p>e",
        "<b class=x data-a=1><b class=x data-a=2><b class=x data-a=1><b class=x data-a=1><p>x",
        "<a href=/1 class=x><p><a href=/2><b><a title=y><div>z",
        "<a href=1><table><a href=2><tr><a href=3><td><a href=4>x</table>y",
        "<svg viewbox=x xlink:href=/a xlink:title=t xml:lang=de><a xlink:href=/b class=c><image href=z></svg>",
        "<p xlink:href=/a xml:lang=de xlink:title=t>x",
        "<svg><font size=1>x</svg><svg><font class=1>x",
        "<math definitionurl=u><annotation-xml encoding=text/HTML><p class=x>a</annotation-xml></math>",
        "<math><annotation-xml encoding=other><p class=x>a</annotation-xml></math>",
        "<svg><foreignObject><div class=x><p id=y></foreignObject><title class=z>t</title><desc><table class=t><td id=u>",
        "<div><template shadowrootmode=open class=x><p id=y>shadow</template></div>",
        "<p><b><x-y slot=n><template SHADOWROOTMODE=Open>a<slot name=n></slot></template><i slot=n>c</b>d</x-y>e",
        "<div class=a class=b CLASS=c id=&lt;d&copy=e id=f>x<x-card class=1 data-x=2 hidden>",
        "<image src=x alt=y><button class=1><button class=2><tr class=lost><p id=kept>",
        "<meta charset=utf-8><meta http-equiv=content-type content='text/html; charset=x' name=y><link rel=z href=w>",
        "<select class=a><option value=1><option value=2 hidden></select><textarea class=b>\n\n<p>x</textarea>",
        "<script type=application/ld+json class=x>{\"a\": \"</p>\"}</script><script>x</script><p class=lost",
        "<form class=1><form class=2><div id=3></form><li class=4><li class=5><dd id=6><dt id=7><h1 id=8><h2 id=9>",
        "<p><img X-Lazy-Src=a.jpg src=b.gif data-xy-srcset='c.jpg 1x' data-b-src=d.jpg><img data-b-src=/d.jpg data-b-src=e.jpg>",
        "<picture><source x-lazy-srcset='a.webp 1x' media=x><img data-z-src=b.jpg data-a-src=c.jpg></picture>",
        "<image x-lazy-src=a.jpg><svg><image data-xy-src=b.jpg></image><source data-xy-src=c.jpg><img data-xy-src=d.jpg>e",
        "<math><source data-xy-src=a.jpg><mi><img data-xy-src=&#x2f;b.jpg data-src=c.jpg></math>",
        "<frameset class=1><frame src=2><noframes>x</noframes></frameset>",
        "<p class=x>a</p class=y><br/ id=z></br id=w></p id=v>",
    ] {
        check(html);
    }
}

/// Of equal formatting elements, three are opened again in the next paragraph, wherever their tags occurred.
#[test]
fn equal_formatting_elements_are_counted_across_foreign_content() {
    for tag in ["font color=red", "font size=1 class=x", "font class=x", "b color=red", "b", "code face=x"] {
        for foreign in ["svg", "math", "svg><title", "math><mi", "svg><foreignObject"] {
            check(&format!("<p><{tag}><{tag}><{tag}><{foreign}><{tag}>x<p>y"));
            check(&format!("<p><{foreign}><{tag}>a<{foreign}><{tag}>b<{tag}>c<{tag}>d<p>e"));
        }
    }
    check(
        "<p><svg><font size=1 color=red>a<svg><font color=red size=1>b<font face=x color=red>c<font size=1 color=red>d<p>e",
    );
    check("<p><svg><font COLOR=red color=blue>a<font color=red><svg><font Color=red><font color=red>b<p>c");
}

/// Markup from the characters and words that lead from one state of the tokenizer to another.
fn shreds() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "<",
        ">",
        "/",
        "</",
        "<!--",
        "-->",
        "--!>",
        "-",
        "!",
        "?",
        "=",
        "\"",
        "'",
        "&",
        ";",
        "#",
        "x",
        "&amp",
        "&not",
        "&notin;",
        "&#x41;",
        "&#1",
        "\0",
        "\r",
        "\n",
        "\r\n",
        " ",
        "\t",
        "\x0c",
        "a",
        "B",
        "é",
        "漢",
        "<![CDATA[",
        "]]>",
        "]",
        "<!DOCTYPE",
        " html",
        " PUBLIC",
        " SYSTEM",
        "<script",
        "</script>",
        "<SCRIPT>",
        "<title>",
        "</title",
        "<svg>",
        "</svg>",
        "<textarea>",
        "</textarea>",
        "<style>",
        "</style>",
        "<plaintext>",
        "<div",
        " class=",
        "<p>",
        "<table>",
        "<td>",
        "<pre>",
        "<math>",
        "<mi>",
        "<iframe>",
        "<noscript>",
        "<select>",
        "<frameset>",
        "<template>",
        "<a href=",
        "<b id=x>",
        "</b>",
        "<html lang=x>",
        "<body class=y>",
        "</body>",
        "<xmp>",
    ];
    prop::collection::vec((0..WORDS.len()).prop_map(|word| WORDS[word]), 0..40).prop_map(|words| words.concat())
}

/// Text between tags that decide where it goes: formatting elements that are closed or not, tables, markers, the end
/// of the body.
fn text_between_tags() -> impl Strategy<Value = String> {
    const TAGS: &[&str] = &[
        "x",
        "y z",
        " ",
        "\n",
        "&amp;",
        "<!-- -->",
        "\0",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<span>",
        "</span>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href=1>",
        "</a>",
        "<nobr>",
        "</nobr>",
        "<font size=1>",
        "</font>",
        "<h1>",
        "</h1>",
        "<li>",
        "</li>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<caption>",
        "</caption>",
        "<colgroup>",
        "<form>",
        "</form>",
        "<button>",
        "</button>",
        "<pre>",
        "</pre>",
        "<select>",
        "</select>",
        "<option>",
        "<svg>",
        "</svg>",
        "<foreignObject>",
        "<math>",
        "<mi>",
        "</math>",
        "<br>",
        "<img>",
        "</br>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
    ];
    const RARE: &[&str] = &[
        "<object>",
        "</object>",
        "<template>",
        "</template>",
        "<marquee>",
        "<applet>",
        "</applet>",
        "</body>",
        "</html>",
        "<body>",
        "<html>",
        "<frameset>",
        "<head>",
        "</head>",
        "<noscript>",
        "</noscript>",
        "<textarea>",
        "</textarea>",
    ];
    let tag = prop_oneof![
        12 => (0..TAGS.len()).prop_map(|tag| TAGS[tag]),
        1 => (0..RARE.len()).prop_map(|tag| RARE[tag]),
    ];
    prop::collection::vec(tag, 0..60).prop_map(|tags| tags.concat())
}

#[test]
fn deferred_elements_are_handed_over_in_time() {
    for html in [
        // Of more than three equal formatting elements, three are opened again.
        "<body>0<b>1<b>2<b>3<b>4<form>5</b></b></b></b>6</form>7",
        "<body>0<b class=x>1<b class=y>2<b class=x>3<b class=x>4<b class=x><form>5</b></b></b></b></b>6</form>7",
        "<b>0<v><b><b><b></b></v></b>1",
        // Deeper than the limit of deferred elements.
        &format!("<body>0{}<form>x{}</form>y", "<div><span><i>".repeat(40), "</i></span></div>".repeat(20)),
        "<body>0<p>1<span>2<div>3</p>4",
        "<body>0<ul><li>1<div><li>2</ul><dl><dt>3<dd><p>4<dt>5</dl>",
        "<body>0<h1><p>1<h2>2</h1>3</h2>4",
        "<body>0<button>1<div><button>2</button>3</div>",
        "<body>0<svg><g><path/>1<p>2</svg>3<svg/>4<svg><use xlink:href=/a>5</g>6",
        "<body>0<div><script type=application/ld+json>{\"a\":1}</script><style>b</style></form>1",
    ] {
        check(html);
    }
}

/// Nested elements of a few kinds, most of them closed by their own end tags.
fn pages_of_elements() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "a",
        "b",
        "i",
        "code",
        "em",
        "font",
        "nobr",
        "span",
        "label",
        "x-card",
        "my-long-element",
        "time",
        "div",
        "section",
        "article",
        "p",
        "p",
        "ul",
        "ol",
        "li",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "header",
        "button",
        "form",
        "table",
        "tr",
        "td",
        "caption",
        "select",
        "option",
        "pre",
        "address",
        "center",
        "ruby",
        "rt",
        "noscript",
        "object",
        "template",
        "template shadowrootmode=open",
        "slot",
        "textarea",
        "script",
        "style",
        "iframe",
        "svg",
        "svg",
        "g",
        "path",
        "use",
        "title",
        "foreignObject",
        "a",
        "math",
        "mi",
        "body",
        "details",
        "summary",
    ];
    // Few kinds per page, so that equal ones meet.
    let kinds = prop::sample::subsequence(NAMES, 1..6);
    kinds.prop_flat_map(|names| prop::collection::vec(elements(names), 1..6)).prop_map(|parts| parts.concat())
}

/// An element with one of these names, or something that may occur inside one.
fn elements(names: Vec<&'static str>) -> impl Strategy<Value = String> {
    const VOID: &[&str] =
        &["br", "img", "input", "hr", "link", "meta", "source", "wbr", "area", "embed", "param", "keygen", "image"];
    const ATTRIBUTES: &[&str] = &[
        "",
        "",
        " class=x",
        " id=y hidden",
        " href=/a",
        " type=hidden",
        " xlink:href=/b href=/c",
        " type=application/ld+json",
        " class=x class=z",
        "/",
        " class=x /",
    ];
    let name = prop::sample::select(names);
    let attributes = (0..ATTRIBUTES.len()).prop_map(|attributes| ATTRIBUTES[attributes]);
    let void =
        (0..VOID.len(), attributes.clone()).prop_map(|(name, attributes)| format!("<{}{attributes}>", VOID[name]));
    let leaf = prop_oneof![
        4 => "[xy] ?".prop_map(String::from),
        1 => prop::sample::select(vec!["\0", " ", "<!-- -->", "&amp;", "<![CDATA[c]]>", "<!doctype html>"]).prop_map(String::from),
        3 => void,
        1 => name.clone().prop_map(|name| format!("</{name}>")),
        1 => name.clone().prop_map(|name| format!("<{name}>")),
    ];
    leaf.prop_recursive(8, 64, 4, move |inner| {
        let end = prop_oneof![12 => Just(true), 1 => Just(false)];
        (name.clone(), attributes.clone(), prop::collection::vec(inner, 0..6), end).prop_map(
            |(name, attributes, content, is_closed)| {
                let end = if is_closed { format!("</{name}>") } else { String::new() };
                format!("<{name}{attributes}>{}{end}", content.concat())
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..cases(256) })]

    #[test]
    fn text_between_any_tags_goes_to_the_same_node(html in text_between_tags()) {
        check(&html);
        check(&format!("<p>x</p>{html}"));
    }

    #[test]
    fn nested_elements_have_the_same_tree(html in pages_of_elements()) {
        check(&html);
        check(&format!("<body>{html}"));
        check(&format!("<p>x</p>{html}"));
    }

    #[test]
    fn tag_soup_has_the_same_tree(html in soup()) {
        check(&html);
    }

    #[test]
    fn shredded_markup_has_the_same_tree(html in shreds()) {
        check(&html);
    }
}
