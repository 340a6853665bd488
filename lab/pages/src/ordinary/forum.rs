//! A forum thread of forty posts, with user boxes, quotes and signatures.

use super::prose::Prose;
use std::fmt::Write;

const POSTS: usize = 40;

pub fn page() -> String {
    let mut prose = Prose::new(2);
    let title = format!("{}?", prose.headline());
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | Boats and Bells Forum</title></head>\
         <body><div class=\"p-pageWrapper\"><nav class=\"p-nav\"><a href=\"/\">Forums</a> <a href=\"/new\">What's new</a> \
         <a href=\"/members\">Members</a> <a href=\"/login\">Log in</a> <a href=\"/register\">Register</a></nav>\
         <ul class=\"p-breadcrumbs\"><li><a href=\"/\">Forums</a></li><li><a href=\"/boats\">Boats</a></li></ul>\
         <h1 class=\"p-title-value\">{title}</h1>{}<div class=\"block-body js-replyNewMessageContainer\">\n",
        page_links()
    );
    let mut quoted = String::new();
    for number in 1..=POSTS {
        let text = prose.paragraph(2 + number % 4);
        html += &post(&mut prose, number, &text, &quoted);
        quoted = if number % 3 == 0 { text } else { String::new() };
    }
    html += "</div>";
    html += &page_links();
    html += "<div class=\"block\"><h3>Similar threads</h3><ul class=\"structItemContainer\">";
    for n in 0..6 {
        let _ =
            write!(html, "<li><a href=\"/threads/{n}\">{}</a> <span>{} replies</span></li>", prose.headline(), n * 7);
    }
    html + "</ul></div><footer class=\"p-footer\"><a href=\"/help\">Help</a> <a href=\"/terms\">Terms and rules</a></footer></div></body></html>\n"
}

fn post(prose: &mut Prose, number: usize, text: &str, quoted: &str) -> String {
    let name = prose.name();
    let quote = match quoted {
        "" => String::new(),
        text => format!(
            "<blockquote class=\"bbCodeBlock--quote\"><a href=\"#q\">{name} said:</a><div>{text}</div></blockquote>"
        ),
    };
    let more = prose.sentence();
    format!(
        "<article class=\"message message--post\" id=\"post-{number}\"><div class=\"message-cell message-cell--user\">\
         <h4 class=\"message-name\"><a href=\"/members/{number}\">{name}</a></h4><h5 class=\"userTitle\">Well-known member</h5>\
         <dl><dt>Joined</dt><dd>Mar 3, 2019</dd></dl><dl><dt>Messages</dt><dd>{}</dd></dl></div>\
         <div class=\"message-cell message-cell--main\"><header class=\"message-attribution\"><time>Jan {}, 2026</time>\
         <a href=\"#post-{number}\">#{number}</a></header><div class=\"message-body\"><div class=\"bbWrapper\">{quote}{text}<br><br>\n\
         {more}</div></div><aside class=\"message-signature\">Fair winds and following seas</aside>\
         <footer class=\"message-actionBar\"><a href=\"#\">Like</a> <a href=\"#\">Reply</a> <a href=\"#\">Report</a></footer></div></article>\n",
        number * 37,
        1 + number % 28
    )
}

fn page_links() -> String {
    let pages: String =
        (1..=9).map(|n| format!("<li class=\"pageNav-page\"><a href=\"?page={n}\">{n}</a></li>")).collect();
    format!("<nav class=\"pageNavWrapper\"><ul class=\"pageNav-main\">{pages}</ul><a href=\"?page=2\">Next</a></nav>\n")
}
