//! A page of a programming manual: code, lists, tables, and a long tree of links.

use super::prose::Prose;
use std::fmt::Write;

const CHAPTERS: usize = 12;

pub fn page() -> String {
    let mut prose = Prose::new(4);
    let mut html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Lanterns — bellows 4.2 manual</title>\
         </head><body><div class=\"wy-grid-for-nav\"><nav class=\"wy-nav-side\"><ul class=\"toctree\">"
            .to_owned();
    for n in 0..150 {
        let level = 1 + n % 3;
        let _ = writeln!(
            html,
            "<li class=\"toctree-l{level}\"><a class=\"reference internal\" href=\"{n}.html\">Part {n}</a></li>"
        );
    }
    html += "</ul></nav><section class=\"wy-nav-content\"><div role=\"navigation\"><a href=\"/\">Docs</a> » Lanterns</div>\
         <div role=\"main\" class=\"document\"><h1>Lanterns<a class=\"headerlink\" href=\"#lanterns\">¶</a></h1>";
    for number in 1..=CHAPTERS {
        html += &chapter(&mut prose, number);
    }
    html + "</div><footer><a href=\"prev.html\">Previous</a> <a href=\"next.html\">Next</a><p>Built with a generator.</p>\
         </footer></section></div></body></html>\n"
}

fn chapter(prose: &mut Prose, number: usize) -> String {
    let points: String = (0..5)
        .map(|n| format!("<li><p><code class=\"literal\">wick_{n}</code> – {}</p></li>", prose.sentence()))
        .collect();
    format!(
        "<section id=\"s{number}\"><h2>{number}. {}<a class=\"headerlink\" href=\"#s{number}\">¶</a></h2><p>{}</p>{}\
         <p>{}</p><ul class=\"simple\">{points}</ul>{}</section>\n",
        prose.headline(),
        prose.paragraph(3),
        code(number),
        prose.paragraph(2),
        table(prose)
    )
}

/// Returns code as highlighters write it: a `<span>` for each token.
fn code(number: usize) -> String {
    let lines: String = (0..8)
        .map(|n| {
            format!(
                "    <span class=\"n\">lantern</span><span class=\"p\">.</span><span class=\"n\">light</span>\
                 <span class=\"p\">(</span><span class=\"mi\">{n}</span><span class=\"p\">)</span>  <span class=\"c1\"># step {n}</span>\n"
            )
        })
        .collect();
    format!(
        "<div class=\"highlight\"><pre><span class=\"k\">def</span> <span class=\"nf\">signal_{number}</span>\
         <span class=\"p\">(</span><span class=\"n\">lantern</span><span class=\"p\">):</span>\n{lines}</pre></div>"
    )
}

fn table(prose: &mut Prose) -> String {
    let rows: String = (0..6)
        .map(|n| format!("<tr><td><code>opt{n}</code></td><td>{n}</td><td>{}</td></tr>", prose.headline()))
        .collect();
    format!(
        "<table class=\"docutils\"><thead><tr><th>Option</th><th>Default</th><th>Meaning</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}
