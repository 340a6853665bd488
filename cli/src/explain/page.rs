//! The explanation as HTML.

use maintext::{Article, Block, BlockKind, Evidence};
use std::fmt::Write;

/// Maximum number of reasons shown for a block.
const MAX_REASONS: usize = 8;

const HEAD: &str = include_str!("head.html");

/// Returns a self-contained page with all blocks in order, each with its score and the reasons for it.
pub fn explain(name: &str, article: &Article) -> String {
    let count = article.blocks().len();
    let kept = article.blocks().filter(|block| block.is_content()).count();
    let mut out = String::from(HEAD);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<title>{0}</title>\n<header><h1>{0}</h1>\n<p>Title: {1}. {kept} of {count} blocks kept; confidence {2:.2}.</p>\n\
         <p class=key><span style='--p:0'>boilerplate</span><span style='--p:.5'>uncertain</span>\
         <span style='--p:1'>content</span> <span class=kept>kept</span></p></header>\n<main>\n",
        escape(name),
        escape(article.title().unwrap_or("none")),
        article.confidence(),
    );
    article.blocks().for_each(|block| write_block(&mut out, &block));
    out.push_str("</main>\n");
    out
}

fn write_block(out: &mut String, block: &Block) {
    let class = if block.is_content() { "block kept" } else { "block" };
    let _ = write!(
        out,
        "<details class='{class} {}' style='--p:{:.2}'><summary><b>{:.2}</b><span class=text>{}</span></summary>\n\
         <div class=why><code>{}</code><p>{}{}; {} words, text density {:.1}, link density {:.2}</p>\n",
        kind_class(block.kind()),
        block.score(),
        block.score(),
        escape(block.text()),
        escape(&block.path()),
        if block.is_hidden() { "hidden; " } else { "" },
        if block.is_content() { "kept" } else { "dropped" },
        block.text().split_whitespace().count(),
        block.text_density(),
        block.link_density(),
    );
    write_reasons(out, block);
    out.push_str("</div></details>\n");
}

/// Writes the strongest reasons as bars, to the right if they are for keeping the block and to the left if against.
fn write_reasons(out: &mut String, block: &Block) {
    let reasons = block.contributions();
    if reasons.is_empty() {
        return;
    }
    let max = reasons[0].1.abs().max(f32::MIN_POSITIVE);
    out.push_str("<table>\n");
    for &(evidence, weight) in reasons.iter().take(MAX_REASONS) {
        let _ = writeln!(
            out,
            "<tr class={}><th>{}</th><td>{}</td><td>{weight:+.2}</td><td><i style='--w:{:.2}'></i></td></tr>",
            if weight > 0.0 { "for" } else { "against" },
            evidence.name(),
            match evidence {
                Evidence::Feature(feature) => format!("{:.4}", block.feature(feature)),
                _ => String::new(),
            },
            weight.abs() / max,
        );
    }
    out.push_str("</table>\n");
}

fn kind_class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Preformatted => "pre",
        BlockKind::ListItem => "item",
        _ => "",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_shown_and_markup_is_escaped() {
        let html = "<ul><li><a href='/'>Home</a></ul><p>Tags such as &lt;script&gt;alert(1)&lt;/script&gt; are text, as this is.</p>";
        let explained = explain("a<b.html", &maintext::extract(html));
        assert_eq!(explained.matches("<details").count(), 2);
        assert!(explained.contains("&lt;script&gt;") && !explained.contains("<script"));
        assert!(explained.contains("a&lt;b.html") && explained.contains("<tr class="));
    }

    #[test]
    fn explanation_loads_nothing() {
        let explained = explain("x", &maintext::extract("<p>Some text, which is here."));
        assert!(!explained.contains("http") && !explained.contains("src=") && !explained.contains("@import"));
    }
}
