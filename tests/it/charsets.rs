//! Decoding: every encoding of the Encoding Standard, labeled in each way and detected, and pages with wrong labels.

use encoding_rs::*;
use maintext::{ErrorKind, Extractor, Input, Limit, Options, TextFormat};

/// An encoding, and a text that it can encode.
struct Sample {
    encoding: &'static Encoding,
    text: &'static str,
    /// Whether the encoding can be detected from the text alone.
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

/// All encodings of the standard that have an encoder, which UTF-16 has not.
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

/// Returns the text of all blocks.
fn read(input: Input) -> String {
    let article = Extractor::default().extract(input).unwrap();
    article.blocks().map(|block| block.text().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn charset_of_caller_is_used_in_any_spelling() {
    for Sample { encoding, text, .. } in SAMPLES {
        let bytes = encoded(encoding, &format!("<p>{text}"));
        let name = encoding.name();
        for label in [name.to_owned(), name.to_lowercase(), format!(" {name}\n")] {
            assert_eq!(&read(Input::bytes(&bytes).with_charset(&label)), text, "{label:?}");
        }
    }
}

#[test]
fn charset_declared_by_page_is_used() {
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
fn charset_is_detected_without_label() {
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
fn utf16_is_read_with_and_without_byte_order_mark() {
    let page = format!("<p>{WESTERN}<p>{JAPANESE}");
    let expected = format!("{WESTERN}\n{JAPANESE}");
    for (label, to_bytes) in [("utf-16le", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("utf-16be", u16::to_be_bytes)] {
        let bytes = utf16(&page, to_bytes);
        assert_eq!(read(Input::bytes(&bytes).with_charset(label)), expected);
        assert_eq!(read(Input::bytes(&bytes)), expected, "{label} without a byte order mark");
        let marked = utf16(&format!("\u{feff}{page}"), to_bytes);
        assert_eq!(read(Input::bytes(&marked)), expected, "{label} with a byte order mark");
        assert_eq!(
            read(Input::bytes(&marked).with_charset("windows-1251")),
            expected,
            "a byte order mark overrides the label"
        );
    }
    let marked = [b"\xef\xbb\xbf", page.as_bytes()].concat();
    assert_eq!(read(Input::bytes(&marked).with_charset("windows-1251")), expected);
}

#[test]
fn labels_are_resolved_as_in_encoding_standard() {
    let bytes = encoded(WINDOWS_1252, &format!("<p>“{WESTERN}”"));
    for label in ["latin1", "iso-8859-1", "ascii", "us-ascii", "cp1252", "x-cp1252"] {
        assert_eq!(read(Input::bytes(&bytes).with_charset(label)), format!("“{WESTERN}”"), "{label}");
    }
    let bytes = encoded(GBK, &format!("<p>{CHINESE}"));
    assert_eq!(read(Input::bytes(&bytes).with_charset("gb2312")), CHINESE);
    // The standard decodes no text for these labels, so the encoding is detected.
    for label in ["replacement", "iso-2022-kr", "hz-gb-2312", "x-user-defined"] {
        let bytes = encoded(WINDOWS_1251, &format!("<p>{RUSSIAN}<p>{RUSSIAN}"));
        assert!(read(Input::bytes(&bytes).with_charset(label)).starts_with(RUSSIAN), "{label}");
    }
    // A label that the standard does not have is ignored and reported.
    let bytes = encoded(WINDOWS_1251, &format!("<meta charset=windows-1251><p>{RUSSIAN}"));
    let article = Extractor::default().extract(Input::bytes(&bytes).with_charset("utf-7")).unwrap();
    let charset = article.charset().unwrap();
    assert_eq!((charset.name(), charset.unknown_label()), ("windows-1251", Some("utf-7")));
}

#[test]
fn wrong_labels_are_overridden_by_content() {
    let latin = encoded(WINDOWS_1252, &format!("<meta charset=utf-8><p>{WESTERN}<p>{WESTERN}"));
    assert!(read(Input::bytes(&latin)).starts_with(WESTERN), "windows-1252 labeled as UTF-8");
    assert!(read(Input::bytes(&latin).with_charset("utf-8")).starts_with(WESTERN));
    let utf8 = format!("<meta charset=windows-1252><p>{RUSSIAN}");
    assert_eq!(
        read(Input::bytes(utf8.as_bytes()).with_charset("iso-8859-1")),
        RUSSIAN,
        "UTF-8 labeled as windows-1252"
    );
    let page = format!("<meta charset=utf-16le><p>{RUSSIAN}");
    assert_eq!(read(Input::bytes(page.as_bytes())), RUSSIAN, "ASCII labeled as UTF-16");
    let japanese = encoded(SHIFT_JIS, &format!("<meta charset=euc-jp><p>{JAPANESE}"));
    assert_eq!(read(Input::bytes(&japanese)), JAPANESE);
}

#[test]
fn compressed_bodies_are_errors() {
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

#[test]
fn files_of_other_types_are_errors() {
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
        // If a caller decodes such a file, it has no text.
        let article = maintext::extract(&String::from_utf8_lossy(&body));
        assert!(article.text().is_empty() || start.starts_with(b"\x89") || start.starts_with(b"\xff"), "{kind}");
    }
    // Data without a signature: 16-bit numbers, and pseudo-random bytes.
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
fn pages_with_stray_nul_bytes_are_read() {
    let story = format!("<p>{WESTERN}</p>").repeat(20);
    let with_nul = story.replace("Sturm", "St\0urm");
    assert_eq!(read(Input::bytes(with_nul.as_bytes())), read(Input::html(&story)));
    let mut padded = story.clone().into_bytes();
    padded.resize(padded.len() * 9, 0);
    assert_eq!(read(Input::bytes(&padded)), read(Input::html(&story)));
}

#[test]
fn utf32_is_read_with_and_without_byte_order_mark() {
    let page = format!("<p>{WESTERN}<p>{JAPANESE}\u{1f6a2}");
    let expected = format!("{WESTERN}\n{JAPANESE}\u{1f6a2}");
    for to_bytes in [u32::to_le_bytes as fn(u32) -> [u8; 4], u32::to_be_bytes] {
        for mark in ["", "\u{feff}"] {
            let bytes: Vec<u8> = format!("{mark}{page}").chars().flat_map(|c| to_bytes(u32::from(c))).collect();
            assert_eq!(read(Input::bytes(&bytes)), expected);
            assert_eq!(read(Input::bytes(&bytes).with_charset("utf-8")), expected);
            assert!(read(Input::bytes(&bytes[..bytes.len() - 2])).starts_with(WESTERN), "truncated");
        }
    }
}

#[test]
fn page_truncated_within_a_character_is_read() {
    // A truncated escape sequence of ISO-2022-JP is an error before the end, which makes a short page look mislabeled.
    for Sample { encoding, text, .. } in SAMPLES.iter().filter(|sample| sample.encoding != ISO_2022_JP) {
        let bytes = encoded(encoding, &format!("<p>{text}"));
        for cut in 1..=3 {
            let found = read(Input::bytes(&bytes[..bytes.len() - cut]).with_charset(encoding.name()));
            let whole: String = text.chars().take(text.chars().count() - 6).collect();
            assert!(found.starts_with(&whole), "{} cut by {cut}: {found}", encoding.name());
        }
    }
}

#[test]
fn label_is_kept_despite_one_malformed_character() {
    let labeled = |encoding: &'static Encoding, text: &str, junk: &[u8]| {
        let (before, after) = text.split_at(text.char_indices().nth(text.chars().count() / 2).unwrap().0);
        let head = format!("<meta charset={}><p>{before}", encoding.name());
        [&encoded(encoding, &head), junk, &encoded(encoding, after)].concat()
    };
    let detectable = SAMPLES.iter().filter(|sample| sample.is_detectable && sample.encoding != ISO_2022_JP);
    let (mut malformed, mut kept) = (0, 0);
    for Sample { encoding, text, .. } in detectable {
        for junk in [b"\xff", b"\xc3", b"\x80", b"\xa0", b"\xfe", b"\xd2", b"\xae"] {
            let page = labeled(encoding, text, junk);
            let (expected, is_malformed) = encoding.decode_without_bom_handling(&page);
            if is_malformed {
                let found = read(Input::bytes(&page));
                malformed += 1;
                kept += usize::from(expected.ends_with(&found) && found.contains('\u{fffd}'));
            }
        }
    }
    // Not every time: for some sentences, the detector finds another encoding for the rest.
    assert!(malformed > 30 && kept * 4 >= malformed * 3, "{kept} of {malformed}");
    for text in [RUSSIAN, GREEK, HEBREW, CHINESE, THAI, POLISH, WESTERN] {
        let page = labeled(UTF_8, text, b"\xc3");
        assert!(read(Input::bytes(&page)).replacen('\u{fffd}', "", 1) == text, "{}", read(Input::bytes(&page)));
    }
    // Text is in another encoding if most of its characters are malformed, or all that are not ASCII.
    let page = labeled(WINDOWS_1252, "A café is open", b"");
    assert_eq!(read(Input::bytes(&page).with_charset("utf-8")), "A café is open");
}

#[test]
fn noncharacters_and_surrogates_are_replaced_or_kept_as_in_html_standard() {
    assert_eq!(read(Input::bytes(b"<p>a\0b</p\0><p>c")), "ab\nc");
    assert_eq!(read(Input::bytes(b"<p>&#xD800;&#xDFFF;&#0;&#x110000;x")), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}x");
    assert_eq!(read(Input::html("<p>\u{fffe}\u{ffff}\u{1fffe}x")), "\u{fffe}\u{ffff}\u{1fffe}x");
    let units = "<p>".encode_utf16().chain([0xd800]).chain(WESTERN.encode_utf16()).chain([0xdc00]);
    let lone: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(Input::bytes(&lone).with_charset("utf-16le")), format!("\u{fffd}{WESTERN}\u{fffd}"));
    assert_eq!(read(Input::bytes(b"")), "");
    assert_eq!(read(Input::bytes(&[0; 64])), "");
}

/// If decoding were quadratic in the page and not limited, each page would take minutes.
#[test]
fn time_limit_holds_while_malformed_bytes_are_decoded() {
    let noise = |label: &str| {
        let mut state = 1_u32;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // No NULs and other bytes that only binary data has.
            (state >> 24) as u8 | 0x80
        };
        let head = format!("<meta charset={label}><p>").into_bytes();
        head.into_iter().chain(std::iter::repeat_with(next).take(4_000_000)).collect::<Vec<u8>>()
    };
    for label in ["gb18030", "shift_jis", "euc-jp", "big5", "euc-kr"] {
        let page = noise(label);
        let limit = std::time::Duration::from_millis(20);
        let extractor = Extractor::new(Options::new().with_max_time(limit));
        let error = extractor.extract(Input::bytes(&page)).unwrap_err();
        assert!(matches!(error.limit(), Some(Limit::Time { .. })), "{label}: {error}");
    }
}

/// In both pages the text of an attribute looks like a declaration.
#[test]
fn charset_in_other_attributes_is_not_a_declaration() {
    let page = format!(
        "<meta name=description content='A page about <meta charset=iso-8859-1> and charset=latin1'>\
         <meta data-charset=iso-8859-5><meta charset=windows-1251><p>{RUSSIAN}"
    );
    assert_eq!(read(Input::bytes(&encoded(WINDOWS_1251, &page))), RUSSIAN);
}

#[test]
fn text_files_of_other_formats_are_errors() {
    let story = format!("<p>{WESTERN}</p>");
    for (text, format) in [
        (format!("<?xml version='1.0'?><rss version='2.0'><channel><item>{story}</item>"), TextFormat::Feed),
        (format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{story}"), TextFormat::HttpResponse),
        (format!("WARC/1.0\r\nWARC-Type: response\r\n\r\n{story}"), TextFormat::Warc),
        (format!("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n{story}"), TextFormat::Mhtml),
        (format!("{{\"body\": \"{story}\"}}"), TextFormat::Json),
        (format!("(function() {{ document.body.innerHTML = \"{story}\"; }})()"), TextFormat::JavaScript),
        ("body { color: red; }\n.a { margin: 0 }".to_owned(), TextFormat::Css),
        ("name,town,year\nAnn,Oslo,2014\nBen,Rome,2015\nCem,Bonn,2016\n".to_owned(), TextFormat::Csv),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>".to_owned(), TextFormat::Sitemap),
    ] {
        for input in [Input::html(&text), Input::bytes(text.as_bytes())] {
            let error = Extractor::default().extract(input.clone()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TextFile(format), "{text}");
            assert!(error.is_not_html() && error.to_string().starts_with("expected HTML, found "), "{error}");
            assert!(Extractor::default().extract(input.with_sniffing(false)).is_ok());
        }
        assert!(Extractor::default().extract(Input::plain(&text)).is_ok(), "plain text may be anything");
        assert_eq!(maintext::extract(&text).text(), "");
    }
}
