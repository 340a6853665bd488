//! Every encoding of the Encoding Standard, by each way to know it; and pages that lie about theirs.

use encoding_rs::*;
use maintext::{Extractor, Input};

/// An encoding with a text that it can write.
struct Sample {
    encoding: &'static Encoding,
    text: &'static str,
    /// Whether a detector can know it from text alone.
    is_detectable: bool,
}

const fn sample(encoding: &'static Encoding, text: &'static str, is_detectable: bool) -> Sample {
    Sample { encoding, text, is_detectable }
}

const WESTERN: &str =
    "Die Fähre fährt wieder, zehn Wochen nach dem Sturm, über den alle noch reden. Größe ist nicht alles.";
const POLISH: &str =
    "Prom znów pływa, dziesięć tygodni po burzy, która zerwała dwieście metrów pomostu. Żółta łódź jest już gotowa.";
const RUSSIAN: &str =
    "Паром снова ходит, через десять недель после бури, которая сорвала двести метров настила с причала.";
const GREEK: &str =
    "Το πλοίο ταξιδεύει ξανά, δέκα εβδομάδες μετά την καταιγίδα που κατέστρεψε την προβλήτα του λιμανιού.";
const TURKISH: &str =
    "Feribot yeniden çalışıyor, iskeleden iki yüz metre tahta koparan fırtınadan on hafta sonra, ığdır gibi şehirler.";
const HEBREW: &str = "המעבורת שטה שוב, עשרה שבועות אחרי הסערה שקרעה מאתיים מטרים של קרשים מן המזח הישן.";
const ARABIC: &str = "العبّارة تعمل من جديد، بعد عشرة أسابيع من العاصفة التي اقتلعت مئتي متر من ألواح الرصيف.";
const BALTIC: &str =
    "Keltas vėl plaukioja, praėjus dešimčiai savaičių po audros, kuri nuplėšė du šimtus metrų lentų nuo prieplaukos.";
const CELTIC: &str = "Mae'r llong yn hwylio eto, ddeg wythnos ar ôl y storm, a'r tŵr wrth y dŵr yn sefyll o hyd.";
const NORDIC: &str = "Færgen sejler igen, ti uger efter stormen, som rev to hundrede meter planker af molen på øen.";
const MALTESE: &str = "Il-lanċa reġgħet bdiet tbaħħar, għaxar ġimgħat wara l-maltempata, ħafna nies imorru.";
const VIETNAMESE: &str = "Chiếc phà lại chạy, một tuần sau cơn bão, và ai cũng vui.";
const THAI: &str = "เรือข้ามฟากวิ่งอีกครั้งสิบสัปดาห์หลังพายุที่พัดไม้กระดานของท่าเรือไปสองร้อยเมตร";
const CHINESE: &str = "渡轮又开了，十个星期以前的风暴把码头的木板卷走了两百米，现在人们又可以过河了。";
const TRADITIONAL: &str = "渡輪又開了，十個星期以前的風暴把碼頭的木板捲走了兩百公尺，現在人們又可以過河了。";
const JAPANESE: &str = "フェリーは再び動き始めた。十週間前の嵐で桟橋の板が二百メートルも失われたが、今日から渡れる。";
const KOREAN: &str =
    "나루배가 다시 다닌다. 열 주 전의 폭풍이 부두의 널빤지를 이백 미터나 뜯어 갔지만 이제 건널 수 있다.";

/// All encodings of the standard that can be written, UTF-16 aside.
const SAMPLES: &[Sample] = &[
    sample(UTF_8, WESTERN, true),
    sample(IBM866, RUSSIAN, true),
    sample(ISO_8859_2, POLISH, true),
    sample(ISO_8859_3, MALTESE, false),
    sample(ISO_8859_4, BALTIC, true),
    sample(ISO_8859_5, RUSSIAN, true),
    sample(ISO_8859_6, "العبارة تعمل من جديد، بعد عشرة أسابيع من العاصفة التي اقتلعت مئتي متر من ألواح الرصيف.", true),
    sample(ISO_8859_7, GREEK, true),
    sample(ISO_8859_8, HEBREW, true),
    sample(ISO_8859_8_I, HEBREW, false),
    sample(ISO_8859_10, NORDIC, false),
    sample(ISO_8859_13, BALTIC, true),
    sample(ISO_8859_14, CELTIC, false),
    sample(ISO_8859_15, WESTERN, true),
    sample(ISO_8859_16, "Feribotul a plecat: două sute de metri, spre țărm și înapoi, în fiecare zi.", false),
    sample(KOI8_R, RUSSIAN, true),
    sample(
        KOI8_U,
        "Пором знову ходить, через десять тижнів після бурі, яка зірвала двісті метрів дощок із причалу, її вже забули.",
        true,
    ),
    sample(MACINTOSH, WESTERN, false),
    sample(WINDOWS_874, THAI, true),
    sample(WINDOWS_1250, POLISH, true),
    sample(WINDOWS_1251, RUSSIAN, true),
    sample(WINDOWS_1252, WESTERN, true),
    sample(WINDOWS_1253, GREEK, true),
    sample(WINDOWS_1254, TURKISH, true),
    sample(WINDOWS_1255, HEBREW, true),
    sample(WINDOWS_1256, ARABIC, true),
    sample(WINDOWS_1257, BALTIC, true),
    sample(WINDOWS_1258, VIETNAMESE, false),
    sample(X_MAC_CYRILLIC, RUSSIAN, false),
    sample(GBK, CHINESE, true),
    sample(GB18030, CHINESE, true),
    sample(BIG5, TRADITIONAL, true),
    sample(EUC_JP, JAPANESE, true),
    sample(ISO_2022_JP, JAPANESE, true),
    sample(SHIFT_JIS, JAPANESE, true),
    sample(EUC_KR, KOREAN, true),
];

fn encoded(encoding: &'static Encoding, page: &str) -> Vec<u8> {
    let (bytes, used, _) = encoding.encode(page);
    assert_eq!(used, encoding);
    bytes.into_owned()
}

/// The text of a page's blocks.
fn read(input: Input) -> String {
    let article = Extractor::default().extract(input).unwrap();
    article.blocks().map(|block| block.text().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn labelled_by_the_header_in_any_spelling() {
    for Sample { encoding, text, .. } in SAMPLES {
        let bytes = encoded(encoding, &format!("<p>{text}"));
        let name = encoding.name();
        for label in [name.to_owned(), name.to_lowercase(), format!(" {name}\n")] {
            assert_eq!(&read(Input::bytes(&bytes).with_charset(&label)), text, "{label:?}");
        }
    }
}

#[test]
fn labelled_by_the_page() {
    for Sample { encoding, text, .. } in SAMPLES {
        let name = encoding.name();
        for head in [
            format!("<meta charset={name}>"),
            format!("<meta http-equiv='Content-Type' content='text/html; charset={name}'>"),
            format!("<?xml version=\"1.0\" encoding=\"{name}\"?>"),
            format!("<!-- <meta charset=utf-7> --><title>x</title><META CHARSET = \"{name}\" />"),
        ] {
            let bytes = encoded(encoding, &format!("{head}<p>{text}"));
            assert_eq!(&read(Input::bytes(&bytes)), text, "{head}");
        }
    }
}

#[test]
fn not_labelled_at_all() {
    for Sample { encoding, text, .. } in SAMPLES.iter().filter(|sample| sample.is_detectable) {
        // A page has more text than one sentence.
        let bytes = encoded(encoding, &format!("<p>{text}<p>{text} {text}"));
        let found = read(Input::bytes(&bytes));
        let first = found.lines().next().unwrap_or_default();
        assert_eq!(first, *text, "{}", encoding.name());
    }
}

fn utf16(page: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    page.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn utf16_with_and_without_a_byte_order_mark() {
    let page = format!("<p>{WESTERN}<p>{JAPANESE}");
    let expected = format!("{WESTERN}\n{JAPANESE}");
    for (label, to_bytes) in [("utf-16le", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("utf-16be", u16::to_be_bytes)] {
        let bytes = utf16(&page, to_bytes);
        assert_eq!(read(Input::bytes(&bytes).with_charset(label)), expected);
        assert_eq!(read(Input::bytes(&bytes)), expected, "{label} without a mark");
        let marked = utf16(&format!("\u{feff}{page}"), to_bytes);
        assert_eq!(read(Input::bytes(&marked)), expected, "{label} with a mark");
        assert_eq!(read(Input::bytes(&marked).with_charset("windows-1251")), expected, "a mark counts for more");
    }
    let marked = [b"\xef\xbb\xbf", page.as_bytes()].concat();
    assert_eq!(read(Input::bytes(&marked).with_charset("windows-1251")), expected);
}

#[test]
fn labels_that_stand_for_others() {
    let bytes = encoded(WINDOWS_1252, &format!("<p>“{WESTERN}”"));
    for label in ["latin1", "iso-8859-1", "ascii", "us-ascii", "cp1252", "x-cp1252"] {
        assert_eq!(read(Input::bytes(&bytes).with_charset(label)), format!("“{WESTERN}”"), "{label}");
    }
    let bytes = encoded(GBK, &format!("<p>{CHINESE}"));
    assert_eq!(read(Input::bytes(&bytes).with_charset("gb2312")), CHINESE);
    // These decode no page: the detector has its say.
    for label in ["replacement", "iso-2022-kr", "hz-gb-2312", "x-user-defined"] {
        let bytes = encoded(WINDOWS_1251, &format!("<p>{RUSSIAN}<p>{RUSSIAN}"));
        assert!(read(Input::bytes(&bytes).with_charset(label)).starts_with(RUSSIAN), "{label}");
    }
    // No label of the standard: ignored, and reported.
    let bytes = encoded(WINDOWS_1251, &format!("<meta charset=windows-1251><p>{RUSSIAN}"));
    let article = Extractor::default().extract(Input::bytes(&bytes).with_charset("utf-7")).unwrap();
    let charset = article.charset().unwrap();
    assert_eq!((charset.name(), charset.unknown_label()), ("windows-1251", Some("utf-7")));
}

#[test]
fn pages_that_lie() {
    let latin = encoded(WINDOWS_1252, &format!("<meta charset=utf-8><p>{WESTERN}<p>{WESTERN}"));
    assert!(read(Input::bytes(&latin)).starts_with(WESTERN), "windows-1252 that says utf-8");
    assert!(read(Input::bytes(&latin).with_charset("utf-8")).starts_with(WESTERN));
    let utf8 = format!("<meta charset=windows-1252><p>{RUSSIAN}");
    assert_eq!(read(Input::bytes(utf8.as_bytes()).with_charset("iso-8859-1")), RUSSIAN, "utf-8 that says otherwise");
    let page = format!("<meta charset=utf-16le><p>{RUSSIAN}");
    assert_eq!(read(Input::bytes(page.as_bytes())), RUSSIAN, "a page that can be read is not in UTF-16");
    let japanese = encoded(SHIFT_JIS, &format!("<meta charset=euc-jp><p>{JAPANESE}"));
    assert_eq!(read(Input::bytes(&japanese)), JAPANESE);
}

#[test]
fn bodies_that_nobody_unpacked() {
    for body in [
        &b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"[..],
        b"\x28\xb5\x2f\xfd\x04\x00",
        b"BZh91AY&SY\x8d\x1c",
        b"\xfd7zXZ\x00\x00\x04",
    ] {
        let error = Extractor::default().extract(Input::bytes(body).with_charset("utf-8")).unwrap_err();
        assert!(error.is_compressed());
        assert!(error.to_string().contains("decompress"), "{error}");
    }
}

/// Each is taken for a page of its first sentence otherwise.
#[test]
fn files_of_other_kinds() {
    let story = format!("<p>{WESTERN}<p>{WESTERN}");
    for (start, kind) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"[..], "PDF"),
        (b"\x7fELF\x02\x01\x01\x00", "ELF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"PK\x03\x04\x14\x00mimetypeapplication/epub+zip", "epub"),
        (b"RIFF\x24\x10\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4"),
        (b"SQLite format 3\x00", "SQLite"),
    ] {
        let body = [start, story.as_bytes()].concat();
        for label in ["utf-8", "utf-16le", "windows-1252"] {
            let error = Extractor::default().extract(Input::bytes(&body).with_charset(label)).unwrap_err();
            assert!(error.is_not_html() && !error.is_compressed() && error.partial().is_none(), "{kind}: {error}");
            assert!(error.to_string().contains(kind), "{kind}: {error}");
        }
        assert!(Extractor::default().is_article(Input::bytes(&body)).unwrap_err().is_not_html(), "{kind}");
        // What someone decoded of it all the same has no text, either.
        let article = maintext::extract(&String::from_utf8_lossy(&body));
        assert!(article.text().is_empty() || start.starts_with(b"\x89") || start.starts_with(b"\xff"), "{kind}");
    }
    // Without a signature: numbers of two bytes, and bytes that look like chance.
    let numbers: Vec<u8> = (0..2000_u16).flat_map(|n| (n % 300).to_be_bytes()).collect();
    let mut chance = 1_u32;
    let next = || {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 24) as u8
    };
    let chance: Vec<u8> = std::iter::repeat_with(next).take(4000).collect();
    for data in [numbers, chance] {
        let error = Extractor::default().extract(Input::bytes(&data)).unwrap_err();
        assert!(error.is_not_html() && error.to_string().contains("binary data"), "{error}");
        assert_eq!(maintext::extract(&String::from_utf8_lossy(&data)).text(), "");
    }
}

#[test]
fn pages_with_stray_bytes_are_pages() {
    let story = format!("<p>{WESTERN}</p>").repeat(20);
    let strewn = story.replace("Sturm", "St\0urm");
    assert_eq!(read(Input::bytes(strewn.as_bytes())), read(Input::html(&story)));
    let mut filled = story.clone().into_bytes();
    filled.resize(filled.len() * 9, 0);
    assert_eq!(read(Input::bytes(&filled)), read(Input::html(&story)));
}

#[test]
fn utf32_with_and_without_a_byte_order_mark() {
    let page = format!("<p>{WESTERN}<p>{JAPANESE}\u{1f6a2}");
    let expected = format!("{WESTERN}\n{JAPANESE}\u{1f6a2}");
    for to_bytes in [u32::to_le_bytes as fn(u32) -> [u8; 4], u32::to_be_bytes] {
        for mark in ["", "\u{feff}"] {
            let bytes: Vec<u8> = format!("{mark}{page}").chars().flat_map(|c| to_bytes(u32::from(c))).collect();
            assert_eq!(read(Input::bytes(&bytes)), expected);
            assert_eq!(read(Input::bytes(&bytes).with_charset("utf-8")), expected);
            assert!(read(Input::bytes(&bytes[..bytes.len() - 2])).starts_with(WESTERN), "cut");
        }
    }
}

#[test]
fn characters_that_are_cut() {
    // A cut escape sequence of ISO-2022-JP is damage before the end, which weighs too much on so short a page.
    for Sample { encoding, text, .. } in SAMPLES.iter().filter(|sample| sample.encoding != ISO_2022_JP) {
        let bytes = encoded(encoding, &format!("<p>{text}"));
        for cut in 1..=3 {
            let found = read(Input::bytes(&bytes[..bytes.len() - cut]).with_charset(encoding.name()));
            let whole: String = text.chars().take(text.chars().count() - 6).collect();
            assert!(found.starts_with(&whole), "{} cut by {cut}: {found}", encoding.name());
        }
    }
}

/// The label stands although a character of its one sentence is broken.
#[test]
fn one_broken_character_in_a_sentence() {
    let labelled = |encoding: &'static Encoding, text: &str, junk: &[u8]| {
        let (before, after) = text.split_at(text.char_indices().nth(text.chars().count() / 2).unwrap().0);
        let head = format!("<meta charset={}><p>{before}", encoding.name());
        [&encoded(encoding, &head), junk, &encoded(encoding, after)].concat()
    };
    let detectable = SAMPLES.iter().filter(|sample| sample.is_detectable && sample.encoding != ISO_2022_JP);
    let (mut broken, mut stood) = (0, 0);
    for Sample { encoding, text, .. } in detectable {
        for junk in [b"\xff", b"\xc3", b"\x80", b"\xa0", b"\xfe", b"\xd2", b"\xae"] {
            let page = labelled(encoding, text, junk);
            let (expected, is_broken) = encoding.decode_without_bom_handling(&page);
            if is_broken {
                let found = read(Input::bytes(&page));
                broken += 1;
                stood += usize::from(expected.ends_with(&found) && found.contains('\u{fffd}'));
            }
        }
    }
    // Not all: of some sentences, without what is broken, the detector thinks otherwise.
    assert!(broken > 30 && stood * 4 >= broken * 3, "{stood} of {broken}");
    for text in [RUSSIAN, GREEK, HEBREW, CHINESE, THAI, POLISH, WESTERN] {
        let page = labelled(UTF_8, text, b"\xc3");
        assert!(read(Input::bytes(&page)).replacen('\u{fffd}', "", 1) == text, "{}", read(Input::bytes(&page)));
    }
    // What is mostly broken is in another encoding, and so is what has nothing else that is not ASCII.
    let page = labelled(WINDOWS_1252, "A café is open", b"");
    assert_eq!(read(Input::bytes(&page).with_charset("utf-8")), "A café is open");
}

#[test]
fn what_is_no_character() {
    assert_eq!(read(Input::bytes(b"<p>a\0b</p\0><p>c")), "ab\nc");
    assert_eq!(read(Input::bytes(b"<p>&#xD800;&#xDFFF;&#0;&#x110000;x")), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}x");
    assert_eq!(read(Input::html("<p>\u{fffe}\u{ffff}\u{1fffe}x")), "\u{fffe}\u{ffff}\u{1fffe}x");
    let units = "<p>".encode_utf16().chain([0xd800]).chain(WESTERN.encode_utf16()).chain([0xdc00]);
    let lone: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(Input::bytes(&lone).with_charset("utf-16le")), format!("\u{fffd}{WESTERN}\u{fffd}"));
    assert_eq!(read(Input::bytes(b"")), "");
    assert_eq!(read(Input::bytes(&[0; 64])), "");
}
