//! Pages from the bytes of a fuzzer.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns a page: the bytes as UTF-8, with a piece of `PIECES` for each byte that is not UTF-8. A fuzzer that changes
/// one byte can so insert whole tags, and a seed is an ordinary page.
pub fn page(data: &[u8]) -> String {
    let mut page = String::with_capacity(data.len());
    for chunk in data.utf8_chunks() {
        page.push_str(chunk.valid());
        for &byte in chunk.invalid() {
            page.push_str(PIECES[usize::from(byte) % PIECES.len()]);
        }
    }
    page
}

/// Splits the first line of the bytes off: the options of a check. The rest is the page.
pub fn split_line(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|&byte| byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (&[], data),
    }
}

/// Returns the start of bytes for messages.
pub fn shown(data: &[u8]) -> String {
    let mut shown = String::new();
    // Writing to a string does not fail.
    let _ = write!(shown, "{}", data[..data.len().min(400)].escape_ascii());
    shown
}

/// Markup that decides about structure, and text that could become markup in an output.
const PIECES: [&str; 128] = [
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
    "<a href=/x>",
    "<a href='#n'>",
    "<a href='javascript:alert(1)'>",
    "<a href='http://e.com/(a)?b=1&amp;copy;#|'>",
    "</a>",
    "<h1>",
    "<h2>",
    "<h4>",
    "</h2>",
    "<ul>",
    "<ol>",
    "<ol start=7>",
    "<li>",
    "<li id=n>",
    "</ul>",
    "</ol>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "<td colspan=2>",
    "<td rowspan=3>",
    "<caption>",
    "</table>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<code class=language-rust>",
    "<blockquote>",
    "</blockquote>",
    "<q>",
    "<sub>",
    "<sup>",
    "</sup>",
    "<del>",
    "<kbd>",
    "<br>",
    "<hr>",
    "<img src=/i.png alt='An [image] *of* it'>",
    "<img src='data:image/png;base64,x' alt=x>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<picture><source srcset='/a.png 1x, /b.png 2x'><img>",
    "<video src=/v.mp4 poster=/p.png>",
    "<iframe src='https://www.example.com/embed/1'></iframe>",
    "<article>",
    "<section>",
    "</section>",
    "<nav>",
    "<aside>",
    "<header>",
    "<footer>",
    "<main>",
    "<ul class=comments>",
    "<div class=comment id=c1><span class=author>Ada</span> <time datetime=2024-05-06>6 May</time>",
    "<details><summary>",
    "<math><mi>x</mi></math>",
    "<math alttext='\\href{javascript:alert(1)}{x}'><mi>x</mi>",
    "<math><msup><mi>x</mi><mn>2</mn></msup></math>",
    "<script type='math/tex'>\\frac{a}{b}</script>",
    "<img class=latex alt='x^2' src=/t.png>",
    "<span class=katex>",
    "<svg><title>",
    "</svg>",
    "<template>",
    "<template shadowrootmode=open>",
    "</template>",
    "<slot name=a>",
    "<noscript>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>",
    "<style>",
    "<textarea>",
    "<title>",
    "</title>",
    "<select><option>",
    "<button>",
    "<input type=checkbox checked>",
    "<ruby>a<rt>b</ruby>",
    "<p dir=rtl>",
    "<p hidden>",
    "<div style='display:none'>",
    "<sup><a href=#n id=r>1</a></sup>",
    "<a href=#r>↑</a>",
    "<base href='https://e.org/b/'>",
    "<meta charset=",
    "<meta name=author content=",
    "<html lang=de>",
    "<body>",
    "<!--",
    "-->",
    "&lt;script>alert(1)&lt;/script>",
    "&lt;img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[^1]: javascript:alert(1)",
    "[a]: /b 'c'",
    "javascript:alert(1)",
    "http://e.com/?q=\\",
    "www.e.com/~x",
    "```",
    "    ",
    "\\(x_1^2 \\href{a}{b}\\)",
    "$$",
    "| - | - |\n",
    "&#13;",
    "&#0;",
    "&nbsp;",
    "\u{a0}é中",
    "\u{202e}\u{92}\u{fffe}",
    "A sentence of the page that is long enough to count as prose, with a comma, ends here. ",
    "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land every day of the \
     year, whatever the people who live beside them build against it. ",
];

/// Returns a page in which no two links have the same attributes.
///
/// html5ever treats active links with equal attributes as one. The crate does not compare the attributes of links, since several
/// links are active at once only if each is open around more than eight nested blocks. Such pages would give two different trees.
pub(crate) fn with_distinct_links(page: &str) -> Cow<'_, str> {
    const MAX_EQUAL: usize = 3;
    let starts: Vec<usize> = page.match_indices(['<']).map(|(at, _)| at + 1).collect();
    let is_link = |&start: &usize| {
        let rest = &page.as_bytes()[start..];
        rest.first().is_some_and(|byte| byte.eq_ignore_ascii_case(&b'a'))
            && rest.get(1).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == b'/')
    };
    let links: Vec<usize> = starts.into_iter().filter(is_link).collect();
    if links.len() <= MAX_EQUAL {
        return Cow::Borrowed(page);
    }
    let mut distinct = String::with_capacity(page.len() + links.len() * 8);
    let mut from = 0;
    for (number, start) in links.into_iter().enumerate() {
        distinct.push_str(&page[from..=start]);
        distinct.push_str(&format!(" n{number}=n"));
        from = start + 1;
    }
    distinct.push_str(&page[from..]);
    Cow::Owned(distinct)
}
