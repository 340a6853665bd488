//! The language: declared, or detected where it is missing or plainly wrong.

mod telltale;

use super::candidates::Candidates;
use super::field::{MetadataField, MetadataSource};
use super::page::Page;
use crate::page::blocks::BlockKind;
use telltale::plain_language;

/// Detection reads this many bytes, and trusts no text shorter than the least number of characters. Scripts without
/// spaces say as much in a quarter of the characters.
const SAMPLE: usize = 2000;
const LEAST_CHARS: usize = 150;
const LEAST_CHARS_DENSE: usize = 40;

/// Detected against what is declared only where it is this sure (whatlang's confidence, 0 to 1).
const SURE: f64 = 0.9;

/// ISO 639-3, as the detector has them, and the codes of BCP 47.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// Languages that the detector cannot tell apart for sure, by what is written for them in `lang`.
const ALIKE: &[&[&str]] = &[
    &["nb", "no", "nn", "da"],
    &["hr", "sr", "bs", "sh", "me", "cnr"],
    &["id", "ms", "jv"],
    &["zh", "yue", "wuu"],
    &["es", "gl", "ca", "ast"],
    &["tl", "fil"],
    &["cs", "sk"],
    &["hi", "mr", "ne"],
    &["bg", "mk"],
    &["af", "nl"],
];

/// The language as a BCP 47 tag, and where it is from.
pub(super) fn language(page: &Page, candidates: &Candidates) -> Option<(String, MetadataSource)> {
    use MetadataSource::*;
    let attribute = page.lang().map(|lang| (lang.to_owned(), LangAttribute));
    let others = [JsonLd, Microdata, MetaTag, DublinCore, Citation, OpenGraph];
    let listed = others.iter().flat_map(|&source| {
        candidates.of(MetadataField::Language, source).map(move |value| (value.to_owned(), source))
    });
    let declared = attribute.into_iter().chain(listed).find_map(|(value, source)| Some((tag(&value)?, source)));
    if let Some(plain) = plain_language(texts(page, true)) {
        match &declared {
            None => return Some((plain.to_owned(), Detected)),
            Some((tag, _)) if tag.split('-').next() == Some(plain) => return declared,
            _ => {}
        }
    }
    match (declared, detected(page)) {
        (Some((declared, source)), Some((found, is_sure))) if !is_sure || are_alike(&declared, found) => {
            Some((declared, source))
        }
        (_, Some((found, _))) => Some((found.to_owned(), Detected)),
        (declared, None) => declared,
    }
}

/// A tag in its usual writing, `en-US`; `None` where the value is none.
fn tag(value: &str) -> Option<String> {
    let value = value.split([',', ';']).next()?.trim();
    let mut parts = value.split(['-', '_', '.']).map(str::trim);
    let primary = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) || primary == "und" {
        return None;
    }
    let mut tag =
        CODES.iter().find(|(long, _)| *long == primary).map_or(primary.clone(), |(_, short)| (*short).to_owned());
    for part in parts.take(2) {
        match part.len() {
            2 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                tag.push_str(&format!("-{}", part.to_ascii_uppercase()))
            }
            4 if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
                tag.push_str(&format!("-{}{}", part[..1].to_ascii_uppercase(), part[1..].to_ascii_lowercase()));
            }
            3 if part.bytes().all(|b| b.is_ascii_digit()) => tag.push_str(&format!("-{part}")),
            _ => break,
        }
    }
    Some(tag)
}

fn are_alike(declared: &str, found: &str) -> bool {
    let declared = declared.split('-').next().unwrap_or_default();
    declared == found || ALIKE.iter().any(|group| group.contains(&declared) && group.contains(&found))
}

/// The language of the main text, or of the page where there is none, and whether that is sure.
fn detected(page: &Page) -> Option<(&'static str, bool)> {
    let sample = sample(page, true).or_else(|| sample(page, false))?;
    let info = whatlang::detect(&sample)?;
    let code = CODES.iter().find(|(long, _)| *long == info.lang().code())?.1;
    Some((code, info.is_reliable() && info.confidence() >= SURE))
}

/// Text of blocks that are kept, or of all; `None` where it is too little.
fn sample(page: &Page, of_kept: bool) -> Option<String> {
    let mut sample = String::new();
    for text in texts(page, of_kept) {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let dense = sample.chars().filter(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')).count();
    (letters >= LEAST_CHARS || dense >= LEAST_CHARS_DENSE).then_some(sample)
}

/// The texts of blocks that are kept, or of all, but for code.
fn texts<'a>(page: &Page<'a>, of_kept: bool) -> impl Iterator<Item = &'a str> {
    let (blocks, kept) = (page.blocks, page.kept);
    (0..blocks.list.len())
        .filter(move |&index| (kept[index] || !of_kept) && blocks.list[index].kind != BlockKind::Preformatted)
        .map(|index| blocks.text(index))
}

#[cfg(test)]
mod tests {
    use super::{are_alike, tag};

    #[test]
    fn tags_in_their_usual_writing() {
        for (value, expected) in
            [("EN_us", "en-US"), ("deu", "de"), ("zh-hant-tw", "zh-Hant-TW"), ("en, de", "en"), ("es-419", "es-419")]
        {
            assert_eq!(tag(value).as_deref(), Some(expected));
        }
        assert_eq!((tag("English"), tag(""), tag("x")), (None, None, None));
        assert!(are_alike("no", "nb") && are_alike("en-US", "en") && !are_alike("de", "en"));
    }
}
