//! The language of a page: the declared one, or the detected one if none is declared or the declared one is clearly wrong.

mod function_words;

use super::candidates::Candidates;
use super::context::Context;
use super::field::{MetadataField, MetadataSource};
use crate::page::blocks::BlockKind;
use function_words::language_of_words;

/// Bytes of text that detection reads.
const SAMPLE_BYTES: usize = 2000;

/// Minimum letters of a sample. Chinese, Japanese and Korean say as much in a quarter of the characters.
const MIN_LETTERS: usize = 150;
const MIN_LETTERS_DENSE: usize = 40;

/// Minimum confidence of whatlang, 0 to 1, to overrule the declared language.
const MIN_CONFIDENCE: f64 = 0.9;

/// ISO 639-3 codes, as whatlang returns them, with their BCP 47 codes.
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

/// Groups of languages that whatlang cannot tell apart reliably, by their codes in `lang`.
const SIMILAR: &[&[&str]] = &[
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

/// Returns the language as a BCP 47 tag, and its source.
pub(super) fn language(context: &Context, candidates: &Candidates) -> Option<(String, MetadataSource)> {
    use MetadataSource::*;
    let attribute = context.lang().map(|lang| (lang.to_owned(), LangAttribute));
    let others = [JsonLd, Microdata, MetaTag, DublinCore, Citation, OpenGraph];
    let listed = others.iter().flat_map(|&source| {
        candidates.of(MetadataField::Language, source).map(move |value| (value.to_owned(), source))
    });
    let declared = attribute.into_iter().chain(listed).find_map(|(value, source)| Some((tag(&value)?, source)));
    if let Some(found) = language_of_words(texts(context, true)) {
        match &declared {
            None => return Some((found.to_owned(), Detected)),
            Some((tag, _)) if tag.split('-').next() == Some(found) => return declared,
            _ => {}
        }
    }
    match (declared, detected(context)) {
        (Some((declared, source)), Some((found, is_sure))) if !is_sure || are_similar(&declared, found) => {
            Some((declared, source))
        }
        (_, Some((found, _))) => Some((found.to_owned(), Detected)),
        (declared, None) => declared,
    }
}

/// Normalizes a BCP 47 tag: `en-US` for "EN_us". Returns `None` if the value is not a tag.
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

fn are_similar(declared: &str, found: &str) -> bool {
    let declared = declared.split('-').next().unwrap_or_default();
    declared == found || SIMILAR.iter().any(|group| group.contains(&declared) && group.contains(&found))
}

/// Detects the language of the main text, or of the whole page if there is too little main text. Also returns whether the result
/// is reliable.
fn detected(context: &Context) -> Option<(&'static str, bool)> {
    let sample = sample(context, true).or_else(|| sample(context, false))?;
    let info = whatlang::detect(&sample)?;
    let code = CODES.iter().find(|(long, _)| *long == info.lang().code())?.1;
    Some((code, info.is_reliable() && info.confidence() >= MIN_CONFIDENCE))
}

/// Returns the beginning of the main text, or of all text. Returns `None` if it has too few letters.
fn sample(context: &Context, main_text_only: bool) -> Option<String> {
    let mut sample = String::new();
    for text in texts(context, main_text_only) {
        sample.push_str(text);
        sample.push('\n');
        if sample.len() >= SAMPLE_BYTES {
            break;
        }
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let dense = sample.chars().filter(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')).count();
    (letters >= MIN_LETTERS || dense >= MIN_LETTERS_DENSE).then_some(sample)
}

/// The texts of the kept blocks, or of all blocks, without code.
fn texts<'a>(context: &Context<'a>, main_text_only: bool) -> impl Iterator<Item = &'a str> {
    let (blocks, kept) = (context.blocks, context.kept);
    (0..blocks.list.len())
        .filter(move |&index| (kept[index] || !main_text_only) && blocks.list[index].kind != BlockKind::Preformatted)
        .map(|index| blocks.text(index))
}

#[cfg(test)]
mod tests {
    use super::{are_similar, tag};

    #[test]
    fn tags_are_normalized() {
        for (value, expected) in
            [("EN_us", "en-US"), ("deu", "de"), ("zh-hant-tw", "zh-Hant-TW"), ("en, de", "en"), ("es-419", "es-419")]
        {
            assert_eq!(tag(value).as_deref(), Some(expected));
        }
        assert_eq!((tag("English"), tag(""), tag("x")), (None, None, None));
    }

    #[test]
    fn variants_and_close_languages_are_similar() {
        assert!(are_similar("no", "nb") && are_similar("en-US", "en") && !are_similar("de", "en"));
    }
}
