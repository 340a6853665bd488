//! Extraction from flattened text: the text of a news page with menus and teasers.

const STORY: &str = "\
Harbour reopens to ferries after winter repairs

The harbour at Lower Wick reopened to passenger ferries on Monday, ten weeks after a storm tore two hundred metres of planking from its eastern pier. The first boat left with eighty people on board, most of them schoolchildren.

Engineers replaced the timber with steel grating, which lets waves pass through instead of lifting the deck. They also raised the lamps by a metre, since the old ones stood under water at every spring tide.

\"We lost a whole season of day trips, but nobody was hurt, and the new pier will outlive all of us,\" said Marta Quillon, who runs the smaller of the two boats.

The council paid four fifths of the cost and borrowed the rest. According to its treasurer, tickets will not become dearer before next spring, and fishermen may use the pier free of charge on Sundays.

It is not the first time that the pier has been rebuilt. It burned down twice in the nineteenth century, and was closed for six years after the war, when there was neither timber nor anybody to pay for it.";

const JUNK: &str = "\
spot_imgspot_imgspot_imgspot_img

popular

Share this post:

More like this
HERE

Swimmers find a bell from 1802 in the lake

The divers had been looking for a lost anchor when ...

The village that votes by lantern light

Each winter the two hundred people of the valley ...

Why the bakery on Mill Street closes at noon

Its owner says that bread which is sold warm ...

A clock tower gets its hands back after a century

The new hands weigh more than forty kilograms and ...

School garden feeds forty families

What began as a patch of beans behind the gym has ...

How to read a tide table without a sailor

Most visitors look only at the time of high water, but ...";

#[test]
fn teasers_after_story_are_dropped() {
    assert_eq!(maintext::clean_text(&format!("{STORY}\n\n{JUNK}")), STORY);
}

#[test]
fn teasers_are_dropped_without_empty_lines() {
    let flat = format!("{STORY}\n\n{JUNK}").replace("\n\n", "\n");
    assert_eq!(maintext::clean_text(&flat), STORY);
}

#[test]
fn menu_before_story_is_dropped() {
    let menu = "Home\nWorld\nBusiness\nCulture\nSport\nWeather\nLog in\nSubscribe\n";
    assert_eq!(maintext::clean_text(&format!("{menu}\n{STORY}\n\n{JUNK}")), STORY);
}

#[test]
fn single_line_is_kept_in_any_script() {
    for line in [
        "The harbour at Lower Wick reopened to passenger ferries on Monday, ten weeks after a storm tore two hundred metres of \
         planking from its eastern pier.",
        "下威克的港口星期一重新对客轮开放，十个星期之前，一场风暴从东边的栈桥上卷走了两百米的木板。第一班船上有八十个人，其中大多数是学生。",
        "ميناء لوور ويك يفتح أبوابه من جديد أمام عبّارات الركاب يوم الاثنين، بعد عشرة أسابيع من عاصفة اقتلعت مئتي متر من الألواح.",
    ] {
        assert_eq!(maintext::clean_text(line), line);
    }
}
