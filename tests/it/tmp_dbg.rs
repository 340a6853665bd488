use maintext::internals::matched_ids;
use maintext::scraper::{Html, Selector};
#[test]
fn dbg() {
    let page = "<p>ߓ<table><h4></ul>ºN>one<b id=c data-x=\"1-2 3\">two</b></p><p id=d class=x>three</p></div><ul id=e><li id=f>a<li id=g class=y>b<li id=h>c</ul><div id=i></div>";
    println!("{}", Html::parse_document(page).html());
    println!("{:?}", matched_ids(page, ":empty"));
    let p = Html::parse_document(page);
    for e in p.select(&Selector::parse(":empty").unwrap()) { println!("{:?}", e.value()); }
    let t = maintext::internals::parse(page);
    for n in 0..t.len() as u32 { println!("{n} {} {:?} {}", t.parent(n), t.tag(n), t.name(n)); }
}
