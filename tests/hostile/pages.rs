//! Pages made to be slow: each of about the size asked for.

/// A kind of hostile page.
pub struct Kind {
    pub name: &'static str,
    make: fn(usize) -> String,
}

impl Kind {
    /// A page of about so many bytes.
    pub fn page(&self, bytes: usize) -> String {
        (self.make)(bytes)
    }
}

/// `unit` until the page is full.
fn fill(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes / unit.len() + 1)
}

/// `head`, then `unit` until the page is full, then `tail`.
fn framed(head: &str, unit: &str, tail: &str, bytes: usize) -> String {
    let inner = bytes.saturating_sub(head.len() + tail.len());
    [head, &fill(unit, inner), tail].concat()
}

/// Half of the page `open`, the other half `close`.
fn nested(open: &str, close: &str, bytes: usize) -> String {
    let count = bytes / (open.len() + close.len()) + 1;
    [&open.repeat(count), "text", &close.repeat(count)].concat()
}

/// `unit(0)`, `unit(1)` and so on until the page is full.
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
    ($($name:literal: $make:expr;)*) => {
        /// All kinds.
        pub const KINDS: &[Kind] = &[$(Kind { name: $name, make: $make },)*];
    };
}

kinds! {
    // Elements within elements.
    "nested div": |n| nested("<div>", "</div>", n);
    "nested span": |n| nested("<span>", "</span>", n);
    "nested ul li": |n| nested("<ul><li>", "</li></ul>", n);
    "nested dl dd": |n| nested("<dl><dd>x", "</dl>", n);
    "nested table": |n| nested("<table><tr><td>", "</td></tr></table>", n);
    "nested b": |n| nested("<b>", "</b>", n);
    "nested i": |n| nested("<i>", "</i>", n);
    "nested a": |n| nested("<a href=x>", "</a>", n);
    "nested a in p": |n| nested("<a href=x><p>", "</p></a>", n);
    "nested font": |n| nested("<font color=red size=7 class=x>", "</font>", n);
    "nested svg": |n| nested("<svg>", "</svg>", n);
    "nested svg g": |n| framed("<svg>", "<g>", "<p>text</p>", n);
    "nested math": |n| nested("<math><mrow>", "</mrow></math>", n);
    "nested foreignObject": |n| nested("<svg><foreignObject><p>x", "</foreignObject></svg>", n);
    "nested template": |n| nested("<template>", "</template>", n);
    "nested select": |n| nested("<select><option>", "</option></select>", n);
    "nested object": |n| nested("<object>", "</object>", n);
    "nested button": |n| nested("<button><p>", "</p></button>", n);
    "nested form": |n| nested("<form><div>", "</div></form>", n);
    "nested custom element": |n| nested("<x-card>x", "</x-card>", n);
    "nested blockquote p": |n| nested("<blockquote><p>x", "</blockquote>", n);
    "nested section h2": |n| nested("<section><h2>x</h2>", "</section>", n);
    "nested ruby": |n| nested("<ruby><rt>", "</rt></ruby>", n);
    "nested noscript": |n| nested("<noscript><p>x", "</noscript>", n);
    "nested hidden": |n| nested("<div style='color:red;display:none'>x", "</div>", n);
    "nested itemscope": |n| nested("<div itemscope itemtype=http://schema.org/Article><b itemprop=author>x</b>", "</div>", n);
    "nested article": |n| nested("<article class='post content'>A sentence, with a comma, of some length. ", "</article>", n);

    // Tags that nobody closes.
    "unclosed p": |n| fill("<p>x", n);
    "unclosed li": |n| fill("<li>x", n);
    "unclosed td": |n| framed("<table>", "<td>x", "", n);
    "unclosed tr": |n| framed("<table>", "<tr>", "", n);
    "unclosed option": |n| framed("<select>", "<option>x", "", n);
    "unclosed h1": |n| fill("<h1>A heading of a few words", n);
    "unclosed font p": |n| counted(|i| format!("<font size={i}><p>x"), n);
    "unclosed b i": |n| fill("<b><i>", n);
    "unclosed b p": |n| fill("<b><p>x", n);
    "unclosed nobr": |n| fill("<nobr>x", n);
    "unclosed formatting, then p": |n| {
        let fonts: String = (0..60).map(|i| format!("<font size={i}>")).collect();
        framed(&format!("<div>{fonts}</div>"), "<p>x", "", n)
    };
    "unclosed formatting with attributes, then p": |n| {
        let attributes = "id=a class=b title=c lang=d dir=e role=f hidden name=g itemprop=h rel=i style=j";
        let fonts: String = (0..60).map(|i| format!("<font size={i} {attributes}>")).collect();
        framed(&format!("<div>{fonts}</div>"), "<p>x", "", n)
    };
    "a long class opened again": |n| {
        framed(&format!("<div><font class='{}'></div>", "c".repeat(n / 2)), "<p>x", "", n)
    };
    "a long class opened again in svg": |n| {
        framed(&format!("<div><svg><desc><a class='{}'></desc></svg></div>", "c".repeat(n / 2)), "<p>x", "", n)
    };
    "object in td": |n| framed("<table>", "<td><object></td>x<b></b>", "", n);
    "td in template": |n| fill("<template><td>x</template><b>y</b>", n);

    // Misnested tags.
    "misnested b p": |n| fill("<b><p>x</b>y</p>", n);
    "misnested b i": |n| fill("<b><i>x</b>y</i>", n);
    "misnested a div": |n| fill("<a href=x><div>x</a>y</div>", n);
    "misnested b and many children": |n| framed("<b><div>", "x<br>", "</b>z</div>", n);
    "misnested blocks in b": |n| fill("<b><div><div><div><div></b></b>x", n);
    "misnested formatting in many blocks": |n| {
        nested("<b><div><i><div><u><div>", "</b></i></u>", n)
    };
    "stray end tags": |n| fill("</div></b></p></a></br></table></td></svg></form></body></html>x", n);
    "stray end tags deep down": |n| framed(&"<div>".repeat(250), "</b></span></i></h1></li>", "", n);
    "lists deep down": |n| framed(&"<div>".repeat(240), "<ul><li>x</ul>", "", n);
    "formatting deep down": |n| framed(&"<span>".repeat(240), "<b></b><i>x</i>", "", n);
    "paragraphs deep down": |n| framed(&"<div>".repeat(600), "<p>A few words.</p>", "", n);

    // Tables that give away what is in them.
    "fostered text": |n| framed("<table>", "x<tr>", "", n);
    "fostered b": |n| framed("<table>", "<b>x", "", n);
    "fostered div": |n| framed("<table>", "<div>x<table>", "", n);
    "fostered a": |n| framed("<table>", "<a href=x>x<tr>", "", n);
    "colspan": |n| framed("<table>", "<tr><td colspan=9000000000000000 rowspan=9000000000000000>x<td>y", "</table>", n);
    "a table of many cells": |n| framed("<table><tr>", "<td>x", "</table>", n);
    "a table of many rows": |n| framed("<table>", "<tr><td>x<td>y", "</table>", n);
    "text in a frameset": |n| framed("<frameset>", "a ", "", n);

    // Many of a kind, side by side.
    "many div": |n| fill("<div></div>", n);
    "many p": |n| fill("<p>x</p>", n);
    "many sentences": |n| fill("<p>A sentence, which has a comma, and ends here.</p>", n);
    "many br": |n| framed("<p>", "x<br>", "", n);
    "many span": |n| framed("<p>", "<span>x</span>", "", n);
    "many a": |n| fill("<a href=/x>Read more</a> ", n);
    "many li": |n| framed("<ul>", "<li><a href=/x>x</a></li>", "</ul>", n);
    "many img": |n| fill("<img src=x alt=y>", n);
    "many headings": |n| fill("<h2>Alike</h2><p>x</p>", n);
    "many h1 with the title": |n| framed("<title>A title of some words | Site</title>", "<h1>A title of some words</h1>", "", n);
    "many title elements": |n| fill("<title>A title - Site</title>", n);
    "many meta": |n| fill("<meta property=article:author content='A. Writer'>", n);
    "many link": |n| fill("<link rel=alternate hreflang=de href=/de>", n);
    "many authors": |n| fill("<a rel=author href=/a>Ann Writer</a><span class=byline>By Ben Writer</span>", n);
    "many dates": |n| fill("<time datetime=2024-05-06T07:08:09Z>6 May 2024</time><p>Published on March 3, 2021</p>", n);
    "many microdata": |n| framed("<div itemscope itemtype=http://schema.org/Article>", "<b itemprop=author itemscope><i itemprop=name>x</i></b>", "</div>", n);
    "many comments": |n| fill("x<!-- c -->", n);
    "many cards": |n| fill("<div class='card item'><h3><a href=/x>Head</a></h3><p>Teaser ...</p><img src=x></div>", n);
    "many svg": |n| fill("<svg><path d=x /></svg>", n);
    "many templates": |n| fill("<template><p>x</p></template>", n);
    "many noscript": |n| fill("<noscript><img src=x>y</noscript>", n);
    "many bodies": |n| fill("<body class=a id=b lang=c>", n);
    "many custom elements": |n| counted(|i| format!("<x-{i}>y</x-{i}>"), n);
    "many names of elements": |n| counted(|i| format!("<n{i}>"), n);
    "many long names of elements": |n| counted(|i| format!("<a-name-of-some-length-{i}>"), n);
    "many classes": |n| counted(|i| format!("<p class='c{i} d{i}'>x{i}</p>"), n);
    "many words": |n| counted(|i| format!("word{i} "), n);

    // Attributes.
    "many attributes": |n| framed("<p ", "class=a id=b ", ">text", n);
    "many names of attributes": |n| ["<p ", &counted(|i| format!("a{i}=x "), n), ">text"].concat();
    "many attributes of b": |n| ["<b ", &counted(|i| format!("a{i}=x "), n), ">text<p>x"].concat();
    "many attributes of svg": |n| ["<svg ", &counted(|i| format!("a{i}=x "), n), ">text"].concat();
    "many attributes of body": |n| ["<body ", &counted(|i| format!("a{i}=x "), n), ">text"].concat();
    "a tag without end": |n| framed("<p ", "a='b' ", "", n);
    "an attribute without end": |n| framed("<p a='", "b>", "", n);
    "a long class": |n| framed("<p class='", "c", "'>text", n);
    "many classes of one element": |n| framed("<p class='", "c d-e ", "'>text", n);
    "a long style": |n| framed("<p style='", "a:b;", "'>text", n);
    "a long name": |n| framed("<", "x", ">text", n);

    // Text.
    "one text": |n| fill("Words of prose, and more of them. ", n);
    "one word": |n| fill("x", n);
    "spaces": |n| framed("a", " ", "b", n);
    "newlines": |n| framed("a", "\n", "b", n);
    "carriage returns": |n| framed("a", "\r", "b", n);
    "no-break spaces": |n| framed("a", "\u{a0}", "b", n);
    "soft hyphens": |n| framed("a", "\u{ad}", "b", n);
    "NUL": |n| framed("a", "\0b", "c", n);
    "Chinese": |n| fill("漢字かな。", n);
    "one pre": |n| framed("<pre>", " x\n", "</pre>", n);
    "spaces in pre": |n| framed("<pre>", " <b> </b>\n", "</pre>", n);
    "texts of white space": |n| framed("<p>x", "<b> </b>", "", n);
    "one title": |n| framed("<title>", "word | ", "</title><h1>word</h1>", n);
    "one h1": |n| framed("<title>word</title><h1>", "word ", "</h1>", n);
    "dots": |n| framed("<p>", "...", "", n);
    "separators": |n| framed("<p>", "| ", "", n);
    "digits": |n| framed("<p>By ", "12/", "", n);

    // References.
    "references": |n| fill("&amp;", n);
    "ampersands": |n| fill("&", n);
    "unknown references": |n| fill("&nosuchname;", n);
    "cut references": |n| fill("&CounterClockwiseContourIntegra", n);
    "a reference without end": |n| framed("&#", "0", "", n);
    "numeric references": |n| fill("&#x1F600;", n);
    "references in an attribute": |n| framed("<a href='", "&ampx&copy=", "'>x</a>", n);

    // What is no text.
    "one script": |n| framed("<script>", "var x = '<p>' + \"</p>\"; ", "</script>text", n);
    "scripts": |n| fill("<script>x()</script>", n);
    "scripts in comments": |n| framed("<script>", "<!--<script>", "", n);
    "styles": |n| fill("<style>p{}</style>", n);
    "a comment without end": |n| framed("<!--", "->", "", n);
    "cut comments": |n| fill("<!-->", n);
    "less-than signs": |n| fill("<", n);
    "bogus comments": |n| fill("<?x <!x </ x", n);
    "CDATA": |n| framed("<svg>", "<![CDATA[x]]>", "", n);
    "raw text without end": |n| framed("<textarea>", "</textare", "", n);
    "doctypes": |n| fill("<!doctype html>", n);

    // JSON-LD.
    "JSON-LD nested": |n| {
        let json = nested("[", "]", n).replace("text", "1");
        format!("<script type=application/ld+json>{json}</script>")
    };
    "JSON-LD objects": |n| {
        let json = nested("{\"author\":", "}", n).replace("text", "1");
        format!("<script type=application/ld+json>{json}</script>")
    };
    "JSON-LD of many": |n| {
        framed("<script type=application/ld+json>[{}", ",{\"@type\":\"Article\",\"author\":{\"name\":\"A B\"},\"keywords\":\"a,b\"}", "]</script>", n)
    };
    "JSON-LD keys": |n| {
        let keys = counted(|i| format!(",\"k{i}\":{i}"), n);
        format!("<script type=application/ld+json>{{\"@type\":\"Article\"{keys}}}</script>")
    };
    "JSON-LD scripts": |n| fill("<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"x\"}</script>", n);
    "JSON-LD cut": |n| framed("<script type=application/ld+json>{\"@graph\":[", "{\"@id\":\"x\",\"name\":\"y\"},", "", n);
    "JSON-LD references": |n| {
        let graph = counted(|i| format!("{{\"@id\":\"{i}\",\"@type\":\"Person\",\"author\":{{\"@id\":\"{}\"}}}},", i + 1), n);
        format!("<script type=application/ld+json>{{\"@graph\":[{graph}{{}}]}}</script>")
    };
    "JSON-LD unmatched brackets": |n| {
        let json = nested("{\"a\":", "]", n).replace("text", "1");
        format!("<script type=application/ld+json>{json}</script>")
    };
    "JSON-LD lists of references": |n| {
        let ids = "{\"@id\":\"l\"},".repeat(n / 24);
        let names = "\"A B\",".repeat(n / 12);
        format!(
            "<script type=application/ld+json>{{\"@graph\":[{{\"@type\":\"Article\",\"author\":[{ids}0]}},\
             {{\"@id\":\"l\",\"name\":[{names}0]}}]}}</script>"
        )
    };
    "different authors": |n| counted(|i| format!("<meta name=author content='Ann{i} Writer{i}'>"), n);
    "different keywords": |n| counted(|i| format!("<meta name=keywords content='a{i}, b{i}, c{i}'>"), n);
    "names of one meta": |n| {
        let content = "word ".repeat(1900);
        framed(&format!("<meta content='{content}' name='"), "og:title author ", "'>", n)
    };
    "labels": |n| fill("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content=x>", n);
    "bylines in a long class": |n| {
        framed(&format!("<div class='{}'>", "word ".repeat(n / 10)), "<b class=author>x</b>", "</div>", n)
    };
    "properties in a long type": |n| {
        framed(&format!("<div itemscope itemtype='{}'>", "t".repeat(n / 2)), "<b itemprop=author>x</b>", "</div>", n)
    };
    "nested bylines": |n| nested("<div class=author>", "</div>", n);
    "nested authors": |n| nested("<div itemprop=author itemscope><b itemprop=name>A B</b>", "</div>", n);
    "posts deep down": |n| framed(&"<div class=postbody>".repeat(250), "<p>A post of several words, which ends here.</p>", "", n);
    "a math script with elements": |n| framed("<math><script type=application/ld+json>", "<mi id=x></mi>y", "", n);
}
