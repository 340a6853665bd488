//! Control characters of a page are in no output, except tabs and line breaks.

use maintext::{Extractor, Input, Options};
use maintext_tests::all_outputs::OUTPUTS;

/// Each control character raw and as a character reference.
fn controls() -> impl Iterator<Item = [String; 2]> {
    let all = (1..0x20_u32).chain(0x7f..0xa0).filter_map(char::from_u32);
    all.map(|c| [c.to_string(), format!("&#{};", c as u32)])
}

const PROSE: &str = "Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land. ";

/// A page with a text in every place that some output reads.
fn page(text: &str) -> String {
    let json = serde_json::Value::from(text);
    format!(
        "<title>A{text}title</title><meta name=description content='One{text}two'><meta property=og:site_name content='{text}Site'>\
         <script type=application/ld+json>{{\"@type\":\"Article\",\"author\":{{\"name\":{json}}},\"keywords\":{json},\
         \"comment\":[{{\"text\":{json},\"author\":\"Ann Lee\"}}]}}</script>\
         <article><h1>A{text}title</h1><p>Words{text}of <b>bold{text}</b> text <a href='/a{text}b'>and{text}links</a> \
         and <code>code{text}here</code> and \\(x{text}y\\), which the page has.</p><img src='/i{text}.png' alt='a{text}b'>\
         <pre>one{text}two\n  <b>three{text}</b> four</pre><table><tr><td>a{text}b<td>c<tr><td>d<td>e{text}</table>\
         <ul><li>item{text}one<li>two</ul><p>{PROSE}{PROSE}</p></article>\
         <div class=comments><div class=comment><b class=author>Jane{text} Doe</b> <time datetime=2025-03-09>9 March</time>\
         <p>Words{text} of a reader.</p></div></div>"
    )
}

#[test]
fn control_characters_are_in_no_output() {
    let extractor = Extractor::new(Options::new().with_content_selector("article").unwrap());
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    for [raw, reference] in controls() {
        for page in [page(&raw), page(&reference)] {
            let article = extractor.extract(Input::html(&page).with_sniffing(false)).unwrap();
            let mut texts = vec![article.text().to_owned(), article.markdown(), article.html()];
            texts.extend(article.blocks().filter_map(|block| block.markdown()).map(str::to_owned));
            texts.extend(article.links().map(|link| link.url().to_owned()));
            texts.extend(article.images().flat_map(|image| [image.url().to_owned(), image.alt().to_owned()]));
            texts.extend(article.title().map(str::to_owned));
            let metadata = article.metadata();
            texts.extend([metadata.description(), metadata.site_name()].into_iter().flatten().map(str::to_owned));
            texts.extend(metadata.authors().iter().chain(metadata.tags()).cloned());
            for comment in article.comments() {
                texts.extend([comment.author().unwrap_or_default().to_owned(), comment.text().to_owned()]);
            }
            assert_eq!((article.comments().len(), article.links().len()), (1, 1), "{raw:?}");
            for text in texts {
                assert!(!text.contains(is_bad), "{raw:?}: {text:?}");
            }
            assert!(OUTPUTS.iter().all(|(_, run)| run(&article) < 100 * page.len()));
        }
    }
}

#[test]
fn words_with_control_characters_are_whole_in_every_output() {
    let page = "<article><p>Red \u{1b}[31mwo\u{7}rds\u{9d} here.</p><pre>a\u{1b}b\n <i>c\u{7f}d</i> e</pre></article>";
    let extractor = Extractor::new(Options::new().with_content_selector("article").unwrap());
    let article = extractor.extract(page).unwrap();
    assert_eq!(article.text(), "Red [31mwords here.\n\nab\n cd e");
    assert_eq!(article.markdown(), "Red [31mwords here.\n\n```\nab\n cd e\n```\n");
    assert_eq!(article.html(), "<p>Red [31mwords here.</p>\n<pre><code>ab\n cd e\n</code></pre>\n");
}

#[test]
fn characters_of_windows_1252_are_decoded_in_every_output() {
    let page = "<title>It\u{92}s</title><article><p>Don\u{92}t <b>say \u{93}no\u{94}</b> here.</p><pre>a \u{96} <i>b</i> c</pre></article>";
    let extractor = Extractor::new(Options::new().with_content_selector("article").unwrap());
    let article = extractor.extract(page).unwrap();
    assert_eq!(article.title(), Some("It’s"));
    assert_eq!(article.text(), "Don’t say “no” here.\n\na – b c");
    assert_eq!(article.markdown(), "Don’t **say “no”** here.\n\n```\na – b c\n```\n");
}
