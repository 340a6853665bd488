use super::*;
use crate::html::parse::parse;

fn texts(html: &str) -> Vec<(BlockKind, String)> {
    let blocks = blocks(&parse(html));
    (0..blocks.list.len()).map(|i| (blocks.list[i].kind, blocks.text(i).to_owned())).collect()
}

fn lines(html: &str) -> Vec<String> {
    texts(html).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn inline_elements_do_not_split_a_block() {
    assert_eq!(lines("<div>one <b>two</b>\n three<p>four</p>five</div>"), ["one two three", "four", "five"]);
    assert_eq!(lines("<p>a<br>b<br> <br>c"), ["a\nb", "c"], "one break ends a line, two end the block");
}

#[test]
fn adjacent_elements_keep_word_boundaries() {
    assert_eq!(lines("<p><a href=1>Home</a><a href=2>About</a></p>"), ["Home About"]);
    assert_eq!(lines("<p><span>T</span>he <b>h</b>ouse<i>s</i></p>"), ["The houses"]);
    assert_eq!(lines("<p><span>Posted by Ann</span><span>March</span></p>"), ["Posted by Ann March"]);
    assert_eq!(lines("<p><span>foo</span><span>bar</span></p>"), ["foobar"]);
    assert_eq!(lines("<p>left<img>right</p>"), ["left right"]);
    assert_eq!(lines("<table><tr><td>1<td>2<tr><td>3<td>(<div>)</div>."), ["1\t2", "3\t( ) ."]);
    assert_eq!(lines("<p><a href=x>left<svg></svg></a>. Then<img>.NET</p>"), ["left. Then .NET"]);
    assert_eq!(lines("<p>a <a href=x>link</a>, then</p>"), ["a link, then"]);
    assert_eq!(lines("<pre><span>Foo</span><span>Bar</span>\n  x</pre>"), ["FooBar\n  x"]);
}

#[test]
fn nearest_element_determines_kind() {
    use BlockKind::*;
    let html = "<h2>h</h2><ul><li>i</li><li><p>j</p><p>k</p></li></ul><pre>p\n q</pre><blockquote>q</blockquote>\
        <figure><figcaption>c</figcaption></figure><dl><dt>t<dd>d</dl>";
    let kinds: Vec<BlockKind> = texts(html).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Heading(2), ListItem, ListItem, Paragraph, Preformatted, Quote, Caption, Term, Definition]);
}

#[test]
fn data_table_row_is_one_block() {
    let html = "<table><tr><th>Year<th>Sales<tr><td><p>2019</p><td>4<br>5</table>";
    assert_eq!(texts(html), [(BlockKind::TableRow, "Year\tSales".into()), (BlockKind::TableRow, "2019\t4 5".into())]);
    let html = "<table><tr><td>See <a href=/x>this</a>.<td><p>one</p>two<tr><td>a<td>b</table>";
    assert_eq!(texts(html)[0].1, "See this.\tone two");
}

#[test]
fn hidden_elements_give_hidden_blocks() {
    let tree = parse("<div style='color:red; display : none'>a</div><p hidden>b<p>c<span aria-hidden=true>d</span>");
    let blocks = blocks(&tree);
    let hidden: Vec<bool> = blocks.list.iter().map(|block| block.hidden).collect();
    assert_eq!(hidden, [true, true, false]);
    let tree = parse("<dialog>a</dialog><dialog open>b</dialog><div popover=manual>c</div><p>d");
    let hidden: Vec<bool> = super::blocks(&tree).list.iter().map(|block| block.hidden).collect();
    assert_eq!(hidden, [true, false, true, false]);
}

#[test]
fn text_hidden_by_inline_elements_is_omitted_from_visible_blocks() {
    assert_eq!(
        lines("<p>It is <span style='display:none'>0340</span>340 km<span hidden>SECRET</span> long."),
        ["It is 340 km long."]
    );
    assert_eq!(
        lines("<h2><a aria-hidden=true href=#x>#</a>Ferries</h2>"),
        ["Ferries"],
        "hidden text before the first visible word"
    );
    assert_eq!(lines("<table><tr><td>a<td>b<tr><td hidden>c<td><b hidden>09</b>9 km</table>"), ["a\tb", "9 km"]);
    let html = "<p><del aria-hidden=true>$9</del> <span class=screen-reader-text>Now:</span>$8<span class='u-sr-only sr-only'>.</span>";
    assert_eq!(lines(html), ["$8"]);
    let html = "<p>so <span style='display:none'><math><mi>x</mi></math></span><img class=tex> holds</p>";
    assert_eq!(lines(html), ["so x holds"], "MathML hidden in favor of an image is kept");
    let blocks = blocks(&parse("<p><span hidden>gone</span></p><div hidden><p>all <b hidden>of</b> it"));
    assert!(blocks.list.iter().all(|block| block.hidden));
    assert_eq!(blocks.text, "goneall of it");
}

#[test]
fn line_numbers_of_code_are_omitted() {
    let inline = "<pre><i class=n>1 </i>a\n<i class=n>2 </i>  b <i>1</i>\n</pre>";
    assert_eq!(lines(inline), ["a\n  b 1"]);
    let column = "<p>x<table><tr><td><pre>1\n2</pre></td>\n<td><pre>a\nb</pre></table><p>y";
    assert_eq!(lines(column), ["x", "a\nb", "y"]);
    assert_eq!(lines("<pre><div class=n>1</div>a<div class=n>2</div>b</pre>"), ["a", "b"]);
    let blocks = blocks(&parse(inline));
    assert_eq!((blocks.line_numbers.len(), blocks.omitted.len()), (2, 2));
    assert_eq!(
        lines("<table><tr><th>n<th>code<tr><td>1<td><pre>1\n2</pre><tr><td>2<td><pre>a</pre></table>")[1],
        "1\t1 2"
    );
}

#[test]
fn custom_element_in_a_line_does_not_split_the_block() {
    assert_eq!(
        lines("<p>by <a href=x>jane</a> <rel-time>on 9 March</rel-time> and on</p>"),
        ["by jane on 9 March and on"]
    );
    assert_eq!(lines("<div>see <x-tip>this</x-tip></div>"), ["see this"]);
    assert_eq!(lines("<div><x-card>one</x-card><x-card>two</x-card></div>"), ["one", "two"]);
    assert_eq!(lines("<div>see <x-card><div>one</div></x-card></div>"), ["see", "one"]);
}

#[test]
fn ruby_annotations_and_zero_width_characters_are_omitted() {
    assert_eq!(
        lines("<p><ruby>東京<rp>（</rp><rt>とうきょう</rt><rp>）</rp></ruby>の<ruby>漢<rt>かん</rt></ruby>字"),
        ["東京の漢字"]
    );
    assert_eq!(lines("<p>&#8203;</p><p>&zwj;</p><p>a&#8203;b 👩&zwj;🚀"), ["ab 👩\u{200d}🚀"]);
}

#[test]
fn link_characters_are_counted() {
    let blocks = blocks(&parse("<p>see <a href=x>the site</a> now"));
    let block = &blocks.list[0];
    assert_eq!((block.chars, block.link_chars, block.links), (13, 7, 1));
}
