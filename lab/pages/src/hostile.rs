//! Hostile pages: each kind repeats a structure that is slow to process.

use Shape::{Counted, Fill, Framed, Made, Nested};

/// A kind of hostile page.
pub struct Kind {
    pub name: &'static str,
    shape: Shape,
}

/// How a page is made.
enum Shape {
    /// A unit, repeated.
    Fill(&'static str),
    /// A repeated unit between a head and a tail.
    Framed(&'static str, &'static str, &'static str),
    /// A start, repeated, then a text, then an end, repeated as often.
    Nested(&'static str, &'static str),
    /// Units made from their numbers, between a head and a tail.
    Counted(&'static str, fn(usize) -> String, &'static str),
    /// A page made by a function of its size in bytes.
    Made(fn(usize) -> String),
}

impl Kind {
    /// Returns a page of about this many bytes.
    pub fn page(&self, bytes: usize) -> String {
        match self.shape {
            Fill(unit) => fill(unit, bytes),
            Framed(head, unit, tail) => framed(head, unit, tail, bytes),
            Nested(open, close) => nested(open, close, bytes),
            Counted(head, unit, tail) => [head, &counted(unit, bytes), tail].concat(),
            Made(make) => make(bytes),
        }
    }

    /// Returns a page of this many units, or `None` if the kind has no units.
    pub fn page_of_units(&self, count: usize) -> Option<String> {
        Some(match self.shape {
            Fill(unit) => unit.repeat(count),
            Framed(head, unit, tail) => [head, &unit.repeat(count), tail].concat(),
            Nested(open, close) => [&open.repeat(count), "text", &close.repeat(count)].concat(),
            Counted(head, unit, tail) => [head, &(0..count).map(unit).collect::<String>(), tail].concat(),
            Made(_) => return None,
        })
    }
}

/// Repeats `unit` until the page is full.
fn fill(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len() + 1)
}

/// Repeats `unit` between `head` and `tail` until the page is full.
fn framed(head: &str, unit: &str, tail: &str, bytes: usize) -> String {
    let inner = bytes.saturating_sub(head.len() + tail.len());
    [head, &fill(unit, inner), tail].concat()
}

/// Repeats `unit` between `head` and `tail` within an article whose paragraphs are main text, until the page is full.
fn in_article(head: &str, unit: &str, tail: &str, bytes: usize) -> String {
    let prose = "<p>The harbor board met on Tuesday to decide whether the old lighthouse, which has stood on the pier \
        since 1871, should be repaired or replaced by a steel mast.</p>"
        .repeat(4);
    let start = format!("<title>The lighthouse</title><article><h1>The lighthouse</h1>{prose}{head}");
    framed(&start, unit, &format!("{tail}{prose}</article>"), bytes)
}

/// Repeats `open` for half of the page, and `close` for the other half.
fn nested(open: &str, close: &str, bytes: usize) -> String {
    let count = bytes / (open.len() + close.len()) + 1;
    [&open.repeat(count), "text", &close.repeat(count)].concat()
}

/// Adds `unit(0)`, `unit(1)` and so on until the page is full.
fn counted(unit: impl Fn(usize) -> String, bytes: usize) -> String {
    let mut page = String::with_capacity(bytes + 100);
    for number in 0.. {
        page.push_str(&unit(number));
        if page.len() >= bytes {
            break;
        }
    }
    page
}

macro_rules! kinds {
    ($($name:literal: $shape:expr;)*) => {
        /// All kinds.
        pub const KINDS: &[Kind] = &[$(Kind { name: $name, shape: $shape },)*];
    };
}

kinds! {
    // Elements within elements.
    "nested div": Nested("<div>", "</div>");
    "nested span": Nested("<span>", "</span>");
    "nested ul li": Nested("<ul><li>", "</li></ul>");
    "nested dl dd": Nested("<dl><dd>x", "</dl>");
    "nested table": Nested("<table><tr><td>", "</td></tr></table>");
    "nested b": Nested("<b>", "</b>");
    "nested i": Nested("<i>", "</i>");
    "nested a": Nested("<a href=x>", "</a>");
    "nested a in p": Nested("<a href=x><p>", "</p></a>");
    "nested font": Nested("<font color=red size=7 class=x>", "</font>");
    "nested svg": Nested("<svg>", "</svg>");
    "nested svg g": Framed("<svg>", "<g>", "<p>text</p>");
    "nested math": Nested("<math><mrow>", "</mrow></math>");
    "nested foreignObject": Nested("<svg><foreignObject><p>x", "</foreignObject></svg>");
    "nested template": Nested("<template>", "</template>");
    "nested select": Nested("<select><option>", "</option></select>");
    "nested object": Nested("<object>", "</object>");
    "nested button": Nested("<button><p>", "</p></button>");
    "nested form": Nested("<form><div>", "</div></form>");
    "nested custom element": Nested("<x-card>x", "</x-card>");
    "nested blockquote p": Nested("<blockquote><p>x", "</blockquote>");
    "nested section h2": Nested("<section><h2>x</h2>", "</section>");
    "nested ruby": Nested("<ruby><rt>", "</rt></ruby>");
    "nested noscript": Nested("<noscript><p>x", "</noscript>");
    "nested hidden": Nested("<div style='color:red;display:none'>x", "</div>");
    "nested itemscope": Nested("<div itemscope itemtype=http://schema.org/Article><b itemprop=author>x</b>", "</div>");
    "nested article": Nested("<article class='post content'>A sentence, with a comma, of some length. ", "</article>");

    // Unclosed elements.
    "unclosed p": Fill("<p>x");
    "parts of a line": Fill("<span class=a>AB</span><span class=b>CD</span>");
    "unclosed li": Fill("<li>x");
    "unclosed td": Framed("<table>", "<td>x", "");
    "unclosed tr": Framed("<table>", "<tr>", "");
    "unclosed option": Framed("<select>", "<option>x", "");
    "unclosed h1": Fill("<h1>A heading of a few words");
    "unclosed font p": Counted("", |i| format!("<font size={i}><p>x"), "");
    "unclosed b i": Fill("<b><i>");
    "unclosed b p": Fill("<b><p>x");
    "unclosed nobr": Fill("<nobr>x");
    "unclosed formatting, then p": Made(|n| {
        let fonts: String = (0..60).map(|i| format!("<font size={i}>")).collect();
        framed(&format!("<div>{fonts}</div>"), "<p>x", "", n)
    });
    "unclosed formatting with attributes, then p": Made(|n| {
        let attributes = "id=a class=b title=c lang=d dir=e role=f hidden name=g itemprop=h rel=i style=j";
        let fonts: String = (0..60).map(|i| format!("<font size={i} {attributes}>")).collect();
        framed(&format!("<div>{fonts}</div>"), "<p>x", "", n)
    });
    "a long class opened again": Made(|n| {
        framed(&format!("<div><font class='{}'></div>", "c".repeat(n / 2)), "<p>x", "", n)
    });
    "a long class opened again in svg": Made(|n| {
        framed(&format!("<div><svg><desc><a class='{}'></desc></svg></div>", "c".repeat(n / 2)), "<p>x", "", n)
    });
    "object in td": Framed("<table>", "<td><object></td>x<b></b>", "");
    "td in template": Fill("<template><td>x</template><b>y</b>");

    // Misnested tags.
    "misnested b p": Fill("<b><p>x</b>y</p>");
    "misnested b i": Fill("<b><i>x</b>y</i>");
    "misnested a div": Fill("<a href=x><div>x</a>y</div>");
    "misnested b and many children": Framed("<b><div>", "x<br>", "</b>z</div>");
    "misnested blocks in b": Fill("<b><div><div><div><div></b></b>x");
    "misnested formatting in many blocks": Nested("<b><div><i><div><u><div>", "</b></i></u>");
    "stray end tags": Fill("</div></b></p></a></br></table></td></svg></form></body></html>x");
    "stray end tags deep down": Made(|n| framed(&"<div>".repeat(250), "</b></span></i></h1></li>", "", n));
    "lists deep down": Made(|n| framed(&"<div>".repeat(240), "<ul><li>x</ul>", "", n));
    "formatting deep down": Made(|n| framed(&"<span>".repeat(240), "<b></b><i>x</i>", "", n));
    "paragraphs deep down": Made(|n| framed(&"<div>".repeat(600), "<p>A few words.</p>", "", n));

    // Tables whose content is moved out ("foster parenting").
    "fostered text": Framed("<table>", "x<tr>", "");
    "fostered b": Framed("<table>", "<b>x", "");
    "fostered div": Framed("<table>", "<div>x<table>", "");
    "fostered a": Framed("<table>", "<a href=x>x<tr>", "");
    "colspan": Framed("<table>", "<tr><td colspan=9000000000000000 rowspan=9000000000000000>x<td>y", "</table>");
    "a table of many cells": Framed("<table><tr>", "<td>x", "</table>");
    "a table of many rows": Framed("<table>", "<tr><td>x<td>y", "</table>");
    "text in a frameset": Framed("<frameset>", "a ", "");

    // Elements of the fast path, followed by one that the tree builder decides.
    "unclosed div span form": Fill("<div><span>x<form>");
    "unclosed li b, then a button": Fill("<ul><li><b>x<button>");
    "forms and paragraphs in deep div": Made(|n| framed(&"<div>".repeat(200), "<div>x<form></form><p>y</p></div>", "", n));
    "svg cut by p": Fill("<svg><g><path><p>x");
    "like formatting cut by li": Fill("<ul><li><b><b><b><b>x</li></ul>");

    // Many siblings of one kind.
    "many div": Fill("<div></div>");
    "many p": Fill("<p>x</p>");
    "many pre": Fill("<pre>x</pre>");
    "many sentences": Fill("<p>A sentence, which has a comma, and ends here.</p>");
    "many br": Framed("<p>", "x<br>", "");
    "many span": Framed("<p>", "<span>x</span>", "");
    "many a": Fill("<a href=/x>Read more</a> ");
    "many li": Framed("<ul>", "<li><a href=/x>x</a></li>", "</ul>");
    "many img": Fill("<img src=x alt=y>");
    "many headings": Fill("<h2>Alike</h2><p>x</p>");
    "many h1 with the title": Framed("<title>A title of some words | Site</title>", "<h1>A title of some words</h1>", "");
    "many title elements": Fill("<title>A title - Site</title>");
    "many meta": Fill("<meta property=article:author content='A. Writer'>");
    "many link": Fill("<link rel=alternate hreflang=de href=/de>");
    "many authors": Fill("<a rel=author href=/a>Ann Writer</a><span class=byline>By Ben Writer</span>");
    "many dates": Fill("<time datetime=2024-05-06T07:08:09Z>6 May 2024</time><p>Published on March 3, 2021</p>");
    "many microdata": Framed("<div itemscope itemtype=http://schema.org/Article>", "<b itemprop=author itemscope><i itemprop=name>x</i></b>", "</div>");
    "many comments": Fill("x<!-- c -->");
    "many cards": Fill("<div class='card item'><h3><a href=/x>Head</a></h3><p>Teaser ...</p><img src=x></div>");
    "many svg": Fill("<svg><path d=x /></svg>");
    "many templates": Fill("<template><p>x</p></template>");
    "many noscript": Fill("<noscript><img src=x>y</noscript>");
    "many bodies": Fill("<body class=a id=b lang=c>");
    "many custom elements": Counted("", |i| format!("<x-{i}>y</x-{i}>"), "");
    "many names of elements": Counted("", |i| format!("<n{i}>"), "");
    "many long names of elements": Counted("", |i| format!("<a-name-of-some-length-{i}>"), "");
    "many classes": Counted("", |i| format!("<p class='c{i} d{i}'>x{i}</p>"), "");
    "many words": Counted("", |i| format!("word{i} "), "");

    // Attributes.
    "many attributes": Framed("<p ", "class=a id=b ", ">text");
    "many names of attributes": Counted("<p ", |i| format!("a{i}=x "), ">text");
    "many attributes of b": Counted("<b ", |i| format!("a{i}=x "), ">text<p>x");
    "many attributes of svg": Counted("<svg ", |i| format!("a{i}=x "), ">text");
    "many attributes of body": Counted("<body ", |i| format!("a{i}=x "), ">text");
    "a tag without end": Framed("<p ", "a='b' ", "");
    "an attribute without end": Framed("<p a='", "b>", "");
    "a long class": Framed("<p class='", "c", "'>text");
    "many classes of one element": Framed("<p class='", "c d-e ", "'>text");
    "a long style": Framed("<p style='", "a:b;", "'>text");
    "a long name": Framed("<", "x", ">text");

    // Text.
    "one text": Fill("Words of prose, and more of them. ");
    "one word": Fill("x");
    "spaces": Framed("a", " ", "b");
    "newlines": Framed("a", "\n", "b");
    "carriage returns": Framed("a", "\r", "b");
    "no-break spaces": Framed("a", "\u{a0}", "b");
    "soft hyphens": Framed("a", "\u{ad}", "b");
    // After enough text that the page does not look like binary data.
    "NUL": Made(|bytes| framed(&"a ".repeat(2500), "\0b", "c", bytes));
    "Chinese": Fill("漢字かな。");
    "one pre": Framed("<pre>", " x\n", "</pre>");
    "spaces in pre": Framed("<pre>", " <b> </b>\n", "</pre>");
    "texts of white space": Framed("<p>x", "<b> </b>", "");
    "one title": Framed("<title>", "word | ", "</title><h1>word</h1>");
    "one h1": Framed("<title>word</title><h1>", "word ", "</h1>");
    "dots": Framed("<p>", "...", "");
    "separators": Framed("<p>", "| ", "");
    "digits": Framed("<p>By ", "12/", "");

    // References.
    "references": Fill("&amp;");
    "ampersands": Fill("&");
    "unknown references": Fill("&nosuchname;");
    "cut references": Fill("&CounterClockwiseContourIntegra");
    "a reference without end": Framed("&#", "0", "");
    "numeric references": Fill("&#x1F600;");
    "references in an attribute": Framed("<a href='", "&ampx&copy=", "'>x</a>");

    // Content that is not text.
    "one script": Framed("<script>", "var x = '<p>' + \"</p>\"; ", "</script>text");
    "scripts": Fill("<script>x()</script>");
    "scripts in comments": Framed("<script>", "<!--<script>", "");
    "styles": Fill("<style>p{}</style>");
    "a comment without end": Framed("<!--", "->", "");
    "cut comments": Fill("<!-->");
    "less-than signs": Fill("<");
    "bogus comments": Fill("<?x <!x </ x");
    "CDATA": Framed("<svg>", "<![CDATA[x]]>", "");
    "raw text without end": Framed("<textarea>", "</textare", "");
    "doctypes": Fill("<!doctype html>");

    // JSON-LD.
    "JSON-LD nested": Made(|n| {
        let json = nested("[", "]", n).replace("text", "1");
        format!("<script type=application/ld+json>{json}</script>")
    });
    "JSON-LD objects": Made(|n| {
        let json = nested("{\"author\":", "}", n).replace("text", "1");
        format!("<script type=application/ld+json>{json}</script>")
    });
    "JSON-LD of many": Framed("<script type=application/ld+json>[{}", ",{\"@type\":\"Article\",\"author\":{\"name\":\"A B\"},\"keywords\":\"a,b\"}", "]</script>");
    "JSON-LD keys": Made(|n| {
        let keys = counted(|i| format!(",\"k{i}\":{i}"), n);
        format!("<script type=application/ld+json>{{\"@type\":\"Article\"{keys}}}</script>")
    });
    "JSON-LD scripts": Fill("<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"x\"}</script>");
    "JSON-LD cut": Framed("<script type=application/ld+json>{\"@graph\":[", "{\"@id\":\"x\",\"name\":\"y\"},", "");
    "JSON-LD references": Made(|n| {
        let graph = counted(|i| format!("{{\"@id\":\"{i}\",\"@type\":\"Person\",\"author\":{{\"@id\":\"{}\"}}}},", i + 1), n);
        format!("<script type=application/ld+json>{{\"@graph\":[{graph}{{}}]}}</script>")
    });
    "JSON-LD unmatched brackets": Made(|n| {
        let json = nested("{\"a\":", "]", n).replace("text", "1");
        format!("<script type=application/ld+json>{json}</script>")
    });
    "JSON-LD lists of references": Made(|n| {
        let ids = "{\"@id\":\"l\"},".repeat(n / 24);
        let names = "\"A B\",".repeat(n / 12);
        format!(
            "<script type=application/ld+json>{{\"@graph\":[{{\"@type\":\"Article\",\"author\":[{ids}0]}},\
             {{\"@id\":\"l\",\"name\":[{names}0]}}]}}</script>"
        )
    });
    "different authors": Counted("", |i| format!("<meta name=author content='Ann{i} Writer{i}'>"), "");
    "different keywords": Counted("", |i| format!("<meta name=keywords content='a{i}, b{i}, c{i}'>"), "");
    "names of one meta": Made(|n| {
        let content = "word ".repeat(1900);
        framed(&format!("<meta content='{content}' name='"), "og:title author ", "'>", n)
    });
    "labels": Fill("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content=x>");
    "bylines in a long class": Made(|n| {
        framed(&format!("<div class='{}'>", "word ".repeat(n / 10)), "<b class=author>x</b>", "</div>", n)
    });
    "properties in a long type": Made(|n| {
        framed(&format!("<div itemscope itemtype='{}'>", "t".repeat(n / 2)), "<b itemprop=author>x</b>", "</div>", n)
    });
    "nested bylines": Nested("<div class=author>", "</div>");
    "nested authors": Nested("<div itemprop=author itemscope><b itemprop=name>A B</b>", "</div>");
    "posts deep down": Made(|n| framed(&"<div class=postbody>".repeat(250), "<p>A post of several words, which ends here.</p>", "", n));
    "streamed parts": Counted("", |i| format!("<template id=P:{i:x}></template><div hidden id=S:{i:x}>x</div>"), "");
    "streamed parts deep down": Made(|n| {
        let places: String = (0..n / 80).map(|i| format!("<div><template id=B:{i:x}></template>")).collect();
        let parts: String = (0..n / 80).map(|i| format!("<div hidden id=S:{i:x}><p>x</div>")).collect();
        format!("{places}{}{parts}", "</div>".repeat(n / 80))
    });
    "streamed parts in each other": Counted("", |i| {
        format!("<div hidden id=S:{i:x}>x<template id=B:{:x}></template></div>", i + 1)
    }, "");
    "nested shadow roots": Nested("<x-y><template shadowrootmode=open>x<slot></slot>", "</template>y</x-y>");
    "slots of shadow roots in slots": Nested("<x-y><template shadowrootmode=open><p><i><slot></slot>x</i></template>y", "</x-y>");
    "shadow roots side by side": Fill("<x-y><template shadowrootmode=open><slot name=a></slot></template><p slot=a>x</x-y>");
    "slots of many names": Made(|n| {
        let slots = counted(|i| format!("<slot name=a{i}></slot>"), n / 2);
        let children = counted(|i| format!("<p slot=a{i}>x"), n / 2);
        format!("<x-y><template shadowrootmode=open>{slots}</template>{children}</x-y>")
    });
    "a slot of many children": Framed("<x-y><template shadowrootmode=open><slot></slot></template>", "<i>x</i>", "</x-y>");
    "slots of long names": Made(|n| {
        let name = "a".repeat(n / 100);
        let slots: String = (0..50).map(|i| format!("<slot name={name}{i}>x</slot>")).collect();
        let children: String = (0..50).map(|i| format!("<p slot={name}{i}>x")).collect();
        format!("<x-y><template shadowrootmode=open>{slots}</template>{children}</x-y>")
    });
    "numbers in one line of code": Counted("<pre>", |i| format!("<i>{i}</i>x"), "</pre>");
    "numbers behind white space": Made(|n| {
        framed(&format!("<pre>{}", " ".repeat(n / 2)), "<i>1</i>", "", n)
    });
    "numbered lines": Counted("<pre>", |i| format!("<i>{i}</i>x\n"), "</pre>");
    "columns of numbers": Fill("<table><tr><td><pre>1\n2</pre></td><td><pre>a\nb</pre></td></tr></table>");
    "frames without an end in noscript": Fill("<noscript><iframe src=x/></noscript><p>x");
    "a math script with elements": Framed("<math><script type=application/ld+json>", "<mi id=x></mi>y", "");

    // Pages whose outputs are slow to write.
    "images of a picture with a long srcset": Made(|n| {
        let candidates = counted(|i| format!("/img/a{i}.jpg {i}w, "), n / 2);
        in_article(&format!("<picture><source srcset='{candidates}'>"), "<img>", "</picture>", n)
    });
    "images with a long base": Made(|n| {
        in_article(&format!("<base href='https://e.org{}/'>", "/abc".repeat(n / 8)), "<img src=y alt=zz>", "", n)
    });
    "images beside blocks in a long class": Made(|n| {
        in_article(&format!("<div class='{}'>", "abcdefg ".repeat(n / 16)), "<img src=/a.png>x<p>y</p>", "</div>", n)
    });
    "links with a long base": Made(|n| {
        in_article(&format!("<base href='https://e.org{}/'>", "/abc".repeat(n / 8)), "<a href=y>z</a> ", "", n)
    });
    "a comment in a long class": Made(|n| {
        let head = format!("<div class=comments><div class='comment {}'>", counted(|i| format!("item-{i} "), n / 2));
        in_article(&head, "<b class=author>A B</b><p>Words of a reader.</p>", "</div></div>", n)
    });
    "comments of many readers": Made(|n| {
        let comment = "<li class=comment><b class=author>A B</b> <time datetime=2025-03-09>yesterday</time><p>Words of a reader.</p>";
        in_article("<ul class=comments>", comment, "</ul>", n)
    });
    "JSON-LD under 100 parts": Made(|n| {
        let (open, close) = ("{\"author\":".repeat(100), "}".repeat(100));
        let head = format!("<script type=application/ld+json>{open}[");
        in_article(&head, "{\"a\":1},", &format!("{{}}]{close}</script>"), n)
    });
    "JSON-LD comments": Made(|n| {
        let head = "<script type=application/ld+json>{\"@type\":\"Article\",\"comment\":[";
        in_article(head, "{\"text\":\"<p>a&amp;b</p>\",\"author\":\"A B\"},", "{}]}</script>", n)
    });
    "JSON-LD text": Framed(
        "<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"",
        "<p>One paragraph of the text, with some words in it.<\\/p>",
        "\"}</script>"
    );
    "embedded state": Framed(
        "<script>window.state = {\"blocks\":[0",
        ",{\"text\":\"One paragraph of the text, with some words in it. It has two sentences.\"}",
        "]}</script>"
    );
    "two wide rows": Made(|n| {
        let row = "<td>x".repeat(n / 10);
        in_article(&format!("<table><tr>{row}<tr>"), "<td>x", "</table>", n)
    });
    "narrow rows of a wide table": Made(|n| {
        in_article(&format!("<table><tr>{}", "<td>x".repeat(n / 10)), "<tr><td>y", "</table>", n)
    });
    "wide cells": Made(|n| in_article("<table>", "<tr><td colspan=1000>a<td>b", "</table>", n));
    "formulas": Fill("\\(x_1\\) and $a$ \\[y\\] ");
    "marks of Markdown": Fill("*a_b`c[d](e)<f>\\~~ # - 1. ");
    "footnotes": Made(|n| {
        let marks = counted(|i| format!("<sup><a href=#f{i}>{i}</a></sup>"), n / 2);
        let notes = counted(|i| format!("<li id=f{i}>note"), n / 2);
        in_article(&format!("<p>Words{marks}</p><ol>{notes}"), "<li>x", "</ol>", n)
    });
    "code": Fill("<pre><code class=language-c>a = `b`;\n</code></pre>");
    "terms": Framed("<dl>", "<dt>a<dt>b<dd>c", "</dl>");
    "nested lists": Nested("<ul><li>x", "</ul>");
    "a link around paragraphs": Framed("<a href=/x>", "<p>A sentence, which ends here.</p>", "</a>");
    "controls": Made(|n| framed(&"a ".repeat(2500), "\u{1b}[31m\u{7}b ", "c", n));
}
