use super::*;
use crate::html::parse::parse;
use crate::page::blocks::blocks;

fn found(html: &str) -> (Option<String>, Option<usize>) {
    let tree = parse(html);
    let title = title(&tree, &Head::read(&tree), &blocks(&tree));
    (title.text, title.block)
}

#[test]
fn heading_confirmed_by_title_element_wins() {
    let html =
        "<title>Ferry runs again - The Harbour Post</title><h1>The Harbour Post</h1><p>x<h2>Ferry runs again</h2>";
    assert_eq!(found(html), (Some("Ferry runs again".into()), Some(2)));
}

#[test]
fn title_element_without_site_name_is_used_if_no_heading() {
    assert_eq!(found("<title>A title of a page | Home</title><p>x").0.unwrap(), "A title of a page");
    let html = "<meta property=og:site_name content=Harbour><title>Harbour news - A title - Harbour</title><p>x";
    assert_eq!(found(html).0.unwrap(), "Harbour news - A title");
    let html = "<meta property=og:site_name content=Harbourlands><title>Short - Harbourlands</title><p>x";
    assert_eq!(found(html).0.unwrap(), "Short");
    assert_eq!(found("<p>nothing"), (None, None));
}

#[test]
fn separators_inside_the_title_are_kept() {
    let site = "<meta property=og:site_name content='The Atlas'>";
    for (head, expected) in [
        ("<title>AC/DC - Back in Black | The Atlas</title>", "AC/DC - Back in Black"),
        ("<title>Mon - Fri: the week of a river pilot | The Atlas</title>", "Mon - Fri: the week of a river pilot"),
        ("<title>The Atlas: On rivers - a walk</title>", "On rivers - a walk"),
        ("<title>The Atlas | On rivers - a walk</title>", "On rivers - a walk"),
        // A section after a bar.
        ("<title>On rivers - a walk | Nature | The Atlas</title>", "On rivers - a walk"),
        ("<link rel=canonical href=https://example.org/><title>The Atlas: all rivers</title>", "The Atlas: all rivers"),
    ] {
        assert_eq!(found(&format!("{site}{head}<p>x")).0.unwrap(), expected, "{head}");
    }
    let html =
        "<title>AC/DC - Back in Black | The Atlas</title><meta property=og:title content='AC/DC - Back in Black'><p>x";
    assert_eq!(found(html).0.unwrap(), "AC/DC - Back in Black");
    let html = "<title>Black - Atlas - Atlas</title><meta property=og:title content='Black - Atlas'><p>x";
    assert_eq!(found(html).0.unwrap(), "Black");
    let html = "<title>Rust | Go: a comparison - The Atlas</title><h1>Rust | Go: a comparison</h1><p>x";
    assert_eq!(found(html), (Some("Rust | Go: a comparison".into()), Some(0)));
    let html = format!("{site}<title>Rust | The Atlas - Home</title><h1>Rust | The Atlas</h1><p>x");
    assert_eq!(found(&html).0.unwrap(), "Rust");
}

#[test]
fn words_missing_from_open_graph_title_are_the_site_name() {
    let html = "<title>Harbour notes: The lean ferry</title><meta property=og:title content='The lean ferry'>\
        <h1>Harbour notes</h1><h2>The lean ferry</h2><p>x";
    assert_eq!(found(html).0.unwrap(), "The lean ferry");
}

#[test]
fn heading_with_words_before_the_title_loses_to_title_element() {
    let html = "<title>Payroll for bakers | Paperwork</title><h1>What is payroll for bakers?</h1><p>x";
    assert_eq!(found(html).0.unwrap(), "Payroll for bakers");
}

#[test]
fn long_h1_is_not_the_title_block() {
    let post = "The river rose again last night, ".repeat(8);
    let html = format!("<title>{post}</title><h1>{post}</h1><p>x");
    assert_eq!(found(&html).1, None);
}

#[test]
fn short_chinese_h1_confirmed_by_title_element_wins() {
    let html = "<title>潮汐的原理 | The Shore</title><h1>The Shore</h1><h1>潮汐的原理</h1><p>x";
    assert_eq!(found(html), (Some("潮汐的原理".into()), Some(1)));
}

#[test]
fn heading_that_is_a_part_of_the_title_element_wins() {
    let html =
        "<title>Board • View topic - Which of the ropes is best?</title><h2>Which of the ropes is best?</h2><p>x";
    assert_eq!(found(html).0.unwrap(), "Which of the ropes is best?");
    let html = "<title>The manual - Ropes</title><h2>Ropes</h2><h2>The manual</h2><p>x";
    assert_eq!(found(html).0.unwrap(), "The manual");
}

#[test]
fn text_after_a_bar_in_a_heading_is_dropped() {
    let html = "<title>Twelve ropes for 2025 | Knots</title><h1>Twelve ropes for 2025 | Jute, hemp</h1><p>x";
    assert_eq!(found(html).0.unwrap(), "Twelve ropes for 2025");
}

#[test]
fn h1_wins_if_the_head_declares_only_the_site_name() {
    let html = "<meta property=og:site_name content=Ropery><title>Ropery</title><h1>Ropes made to measure</h1><p>x";
    assert_eq!(found(html).0.unwrap(), "Ropes made to measure");
    let home = format!("<link rel=canonical href=https://example.org/>{html}");
    assert_eq!(found(&home).0.unwrap(), "Ropery");
    let html = "<meta property=og:title content='Read our blog'><title>Three sorts of jute, compared | Ropery</title>\
        <h1>Three sorts of jute</h1><p>x";
    assert_eq!(found(html).0.unwrap(), "Three sorts of jute");
}

#[test]
fn h1_that_shares_no_words_with_the_title_loses() {
    let html = "<title>Invoices for small firms | Paperwork</title><h1>Get back to what you love</h1><p>x";
    assert_eq!(found(html), (Some("Invoices for small firms".into()), Some(0)));
    let html = "<title>The 9 best pens | Paperwork</title><h1>Nine of the best pens, tried</h1><p>x";
    assert_eq!(found(html).0.unwrap(), "Nine of the best pens, tried");
}

#[test]
fn heading_that_links_to_the_home_page_is_the_site() {
    let html = "<title>Reed Post: Crow wrap-up</title><h1><a href='/'>Reed Post</a></h1><h3>Crow wrap-up</h3><p>x";
    assert_eq!(found(html), (Some("Crow wrap-up".into()), Some(1)));
    let html = "<title>Reed Post</title><h1><a href='https://reed.example/'>Reed Post</a></h1><p>x";
    assert_eq!(found(html), (Some("Reed Post".into()), Some(0)));
    let html = "<title>Crow wrap-up</title><h1><a href='/2011/crows'>Crow wrap-up for 2011</a></h1><p>x";
    assert_eq!(found(html), (Some("Crow wrap-up for 2011".into()), Some(0)));
}
