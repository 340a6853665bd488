//! A story in a common news theme, with large menus, image placeholders ("spot_img"), share buttons, and eight cards
//! with headline and teaser below "More like this".

use super::prose::Prose;
use std::fmt::Write;

#[derive(Clone, Copy)]
pub enum Size {
    Small,
    Medium,
    Large,
}

impl Size {
    /// Returns the number of paragraphs of the story, of menus, and of lines of script and style.
    fn parts(self) -> (usize, usize, usize) {
        match self {
            Size::Small => (5, 2, 40),
            Size::Medium => (18, 8, 400),
            Size::Large => (160, 24, 2_000),
        }
    }
}

const SECTIONS: &[&str] = &["Politics", "Economy", "Society", "Culture", "Sport", "Science", "Travel", "Health"];

pub fn page(size: Size) -> String {
    let (paragraphs, menus, lines) = size.parts();
    let mut prose = Prose::new(paragraphs as u64);
    let title = prose.headline();
    let mut html = head(&title, lines);
    html += &header(&mut prose, menus);
    html += "<main class=\"td-main-content-wrap\"><div class=\"tdc-row td-ss-row\"><article class=\"post type-post\">";
    html += &story(&mut prose, &title, paragraphs);
    html += &share_bar();
    html += "</article>";
    html += &more_like_this(&mut prose);
    html += "</div>";
    html += &sidebar(&mut prose, menus * 3);
    html += "</main>";
    html += &footer(&mut prose, lines);
    html
}

fn head(title: &str, lines: usize) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\"><title>{title} - The Valley Courier</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta property=\"og:title\" content=\"{title}\">\n<style>"
    );
    for n in 0..lines {
        let _ = writeln!(html, ".tdi_{n} .td-module-title a{{color:#{n:06x};margin:0 {}px {}px 0}}", n % 7, n % 11);
    }
    html + "</style></head>\n<body class=\"single single-post td-standard-pack\">\n"
}

fn header(prose: &mut Prose, menus: usize) -> String {
    let mut html =
        "<header class=\"td-header-template-wrap\"><a class=\"skip-link\" href=\"#content\">Skip to content</a>\
         <a class=\"tdb-logo-a\" href=\"/\"><img class=\"tdb-logo-img\" src=\"/logo.png\" alt=\"Logo\"></a>\
         <nav class=\"td-header-menu\"><ul id=\"menu-main\" class=\"tdb-block-menu\">"
            .to_owned();
    for n in 0..menus {
        let section = SECTIONS[n % SECTIONS.len()];
        let slug = section.to_lowercase();
        let _ = write!(
            html,
            "<li class=\"menu-item menu-item-{n}\"><a href=\"/{slug}\"><div class=\"tdb-menu-item-text\">\
             {section}</div></a><ul class=\"sub-menu tdb-mega-menu\">"
        );
        for _ in 0..5 {
            html += &card(prose, false);
        }
        html += "</ul></li>\n";
    }
    html + "</ul></nav><div class=\"tdb-search\"><form action=\"/\"><input name=\"s\"><button>Search</button></form></div></header>\n"
}

fn story(prose: &mut Prose, title: &str, paragraphs: usize) -> String {
    let author = prose.name();
    let mut html = format!(
        "<div class=\"tdb-category\"><a href=\"/\">Home</a> <a class=\"tdb-entry-category\" href=\"/society\">Society</a></div>\
         <h1 class=\"tdb-title-text\">{title}</h1><div class=\"tdb-author-box\">By <a href=\"/author/1\">{author}</a>\
         <time class=\"entry-date\" datetime=\"2026-03-09\">March 9, 2026</time></div>{}\
         <div class=\"td_block_wrap tdb_single_content td-post-content\"><div class=\"tdb-block-inner\">\n",
        share_bar()
    );
    for n in 0..paragraphs {
        let sentences = 3 + prose.number(4);
        let text = prose.paragraph(sentences);
        let link = prose.headline().to_lowercase();
        let _ = match n % 6 {
            2 => writeln!(html, "<p>{text} <a href=\"/{n}\">{link}</a>, <em>as we wrote</em> before.</p>"),
            4 => writeln!(html, "<h2>{}</h2>\n<p>{text}</p>", prose.headline()),
            5 => writeln!(html, "<blockquote><p>{text}</p></blockquote>\n{}", spot("ad")),
            _ => writeln!(html, "<p>{text}</p>"),
        };
    }
    html + "</div></div>" + &spot("after-content").repeat(4)
}

/// The placeholder of a missing image.
fn spot(place: &str) -> String {
    format!(
        "<div class=\"td-spot-id-{place} td_block_wrap\"><span class=\"td-adspot-title\"></span><a href=\"#\">\
         <img class=\"td-retina\" src=\"/spot.jpg\" width=\"728\" height=\"90\" alt=\"spot_img\"></a></div>"
    )
}

fn share_bar() -> String {
    let mut html =
        "<div class=\"td-post-sharing td_block_wrap\"><div class=\"td-post-sharing-text\">Share this post:</div>"
            .to_owned();
    for network in ["Facebook", "X", "Pinterest", "WhatsApp", "Telegram", "Email"] {
        let _ = write!(
            html,
            "<a class=\"td-social-sharing-button td-social-network\" href=\"https://share.example/{network}?u=%2F\" \
             title=\"{network}\"><span class=\"td-social-but-icon\"><i class=\"td-icon-{network}\"></i></span>\
             <span class=\"td-social-but-text\">{network}</span></a>"
        );
    }
    html + "</div>\n"
}

fn card(prose: &mut Prose, has_teaser: bool) -> String {
    let headline = prose.headline();
    let slug = prose.number(100_000);
    let teaser = if has_teaser { format!("<div class=\"td-excerpt\">{}</div>", prose.teaser()) } else { String::new() };
    format!(
        "<div class=\"td_module_flex td_module_wrap\"><div class=\"td-module-container\"><div class=\"td-image-container\">\
         <a href=\"/{slug}\" class=\"td-image-wrap\" title=\"{headline}\"><span class=\"entry-thumb\" \
         data-img-url=\"/thumb/{slug}.jpg\"></span></a></div><div class=\"td-module-meta-info\">\
         <h3 class=\"entry-title td-module-title\"><a href=\"/{slug}\" rel=\"bookmark\">{headline}</a></h3>{teaser}</div></div></div>\n"
    )
}

fn more_like_this(prose: &mut Prose) -> String {
    let cards: String = (0..8).map(|_| card(prose, true)).collect();
    format!(
        "<div class=\"td_block_wrap tdb_single_related\"><div class=\"td-block-title-wrap\"><h4 class=\"td-block-title\">\
         <span>More like this</span></h4><a class=\"td-see-all\" href=\"/society\">HERE</a></div>{cards}</div>\n"
    )
}

fn sidebar(prose: &mut Prose, cards: usize) -> String {
    let cards: String = (0..cards).map(|_| card(prose, false)).collect();
    format!(
        "<aside class=\"td-ss-main-sidebar\">{}<div class=\"td_block_wrap\"><h4 class=\"td-block-title\"><span>popular</span>\
         </h4>{cards}</div></aside>\n",
        spot("sidebar")
    )
}

fn footer(prose: &mut Prose, lines: usize) -> String {
    let mut html = format!(
        "<footer class=\"td-footer-template-wrap\"><p>{}</p><ul><li><a href=\"/about\">About us</a></li>\
         <li><a href=\"/contact\">Contact</a></li><li><a href=\"/privacy\">Privacy policy</a></li></ul>\
         <p>© 2026 The Valley Courier. All rights reserved.</p></footer>\n<script>",
        prose.sentence()
    );
    for n in 0..lines {
        let _ = writeln!(html, "var block_{n} = new tdBlock(); block_{n}.id = \"tdi_{n}\"; tdBlocks.push(block_{n});");
    }
    html + "</script></body></html>\n"
}
