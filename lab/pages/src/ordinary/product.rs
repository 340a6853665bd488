//! A product page of a shop: description, specification, reviews and other products.

use super::prose::Prose;
use std::fmt::Write;

const SPECIFICATION: &[(&str, &str)] = &[
    ("Height", "31 cm"),
    ("Width", "14 cm"),
    ("Weight", "1.2 kg"),
    ("Material", "Brass, glass"),
    ("Colour", "Old gold"),
    ("Burning time", "9 hours"),
    ("Fuel", "Lamp oil"),
    ("Warranty", "5 years"),
    ("Country of origin", "Portugal"),
];

pub fn page() -> String {
    let mut prose = Prose::new(3);
    let mut html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Storm lantern No. 7 – Lamp House</title>\
         </head><body><div class=\"announcement-bar\">Free shipping from 50 €</div><header><nav class=\"site-nav\"><ul>"
        .to_owned();
    for n in 0..60 {
        let _ = write!(html, "<li><a class=\"site-nav__link\" href=\"/collections/{n}\">Collection {n}</a></li>");
    }
    html += "</ul></nav><a class=\"cart\" href=\"/cart\">Cart (0)</a></header>\
         <nav class=\"breadcrumb\"><a href=\"/\">Home</a> › <a href=\"/lanterns\">Lanterns</a></nav>\
         <main itemscope itemtype=\"https://schema.org/Product\"><h1 itemprop=\"name\">Storm lantern No. 7</h1>\
         <div class=\"price\"><span>64,90 €</span></div>\
         <form class=\"product-form\" action=\"/cart/add\"><label>Quantity<select><option>1</option><option>2</option></select></label>\
         <button>Add to cart</button></form>";
    html += &description(&mut prose);
    html += &specification();
    html += &reviews(&mut prose);
    html += "</main><section class=\"recommendations\"><h2>You may also like</h2><ul class=\"grid\">";
    for n in 1..=12 {
        let _ = write!(
            html,
            "<li class=\"grid__item\"><a href=\"/p/{n}\"><img src=\"/{n}.jpg\" alt=\"Lantern {n}\">\
             <span class=\"card__title\">Lantern No. {n}</span><span class=\"price\">{n}9,90 €</span></a></li>"
        );
    }
    html + "</ul></section><footer><form>Our newsletter<input type=\"email\"><button>Subscribe</button></form>\
         <a href=\"/returns\">Returns</a> <a href=\"/imprint\">Imprint</a></footer></body></html>\n"
}

fn description(prose: &mut Prose) -> String {
    let paragraphs: String = (0..4).map(|_| format!("<p>{}</p>", prose.paragraph(4))).collect();
    let points: String = (0..6).map(|_| format!("<li>{}</li>", prose.headline())).collect();
    format!("<div class=\"product__description rte\" itemprop=\"description\">{paragraphs}<ul>{points}</ul></div>\n")
}

fn specification() -> String {
    let rows: String =
        SPECIFICATION.iter().map(|(name, value)| format!("<tr><th>{name}</th><td>{value}</td></tr>")).collect();
    format!("<h2>Specification</h2><table class=\"product__specs\"><tbody>{rows}</tbody></table>\n")
}

fn reviews(prose: &mut Prose) -> String {
    let mut html = "<section id=\"reviews\"><h2>Reviews</h2>".to_owned();
    for n in 0..10 {
        let _ = writeln!(
            html,
            "<div class=\"review\" itemprop=\"review\"><span class=\"stars\">★★★★☆</span><strong>{}</strong>\
             <p>{}</p><button>Helpful ({n})</button></div>",
            prose.name(),
            prose.paragraph(2)
        );
    }
    html + "</section>"
}
