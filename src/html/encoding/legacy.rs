//! Pages that are not valid UTF-8: decoding under a label, and detection where the label does not fit.
//!
//! All passes over the bytes write to small buffers and check the time after each. A call of encoding_rs costs as much as
//! its output buffer is large, so a large buffer would make malformed input quadratic.

use super::{CharsetSource, Labeled};
use crate::html::limits::{Budget, Limit};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, DecoderResult, Encoding, REPLACEMENT, UTF_8, X_USER_DEFINED};

/// Size of the output buffer in bytes. Chosen by hand.
const BUFFER: usize = 8192;

/// Share of malformed characters up to which a label is trusted, whatever the rest looks like. Pages cut by byte or with
/// one broken widget have a few; pages with a wrong label have them in nearly every word.
const TOLERATED_MALFORMED: f64 = 0.005;

/// The label UTF-8 is trusted while malformed characters are at most this share of the well-formed ones beyond ASCII. Text
/// in other encodings is rarely well-formed UTF-8 by chance: with one sentence in each encoding of the Encoding Standard,
/// at most a third as often as it is malformed.
const TOLERATED_MALFORMED_UTF8: f64 = 0.5;

/// Decodes a page under its label, or under the detected encoding if the label does not fit.
pub(super) fn decode_labeled(
    bytes: &[u8],
    labeled: Option<Labeled>,
    tld: Option<&str>,
    budget: &Budget,
) -> Result<(String, Labeled), Limit> {
    // The "replacement" encoding decodes every page to one character, which helps no reader.
    let labeled = labeled.filter(|&(encoding, _)| encoding != REPLACEMENT && encoding != X_USER_DEFINED);
    let mut poor = None;
    if let Some(label) = labeled {
        let (text, is_malformed) = decode_all(label.0, bytes, budget)?;
        if !is_malformed || is_trusted(label.0, &text, bytes, tld, budget)? {
            return Ok((text, label));
        }
        poor = Some((text, label));
    }
    let guess = detect(bytes, tld, budget)?;
    let (guessed, is_malformed) = decode_all(guess, bytes, budget)?;
    Ok(match poor {
        // Both are damaged: take the one with less damage.
        Some((text, label)) if is_malformed && malformed_share(&text) <= malformed_share(&guessed) => (text, label),
        _ => (guessed, (guess, CharsetSource::Detection)),
    })
}

/// Decodes bytes with replacement characters. Returns whether there were any.
pub(super) fn decode_all(encoding: &'static Encoding, bytes: &[u8], budget: &Budget) -> Result<(String, bool), Limit> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len());
    let mut buffer = "\0".repeat(BUFFER);
    let (mut at, mut is_malformed) = (0, false);
    loop {
        let (result, read, written, had_errors) = decoder.decode_to_str(&bytes[at..], buffer.as_mut_str(), true);
        at += read;
        is_malformed |= had_errors;
        text.push_str(&buffer[..written]);
        budget.check_time()?;
        if result == CoderResult::InputEmpty {
            return Ok((text, is_malformed));
        }
    }
}

/// Whether to trust a label under which some characters are malformed.
///
/// The Encoding Standard trusts it in any case. Here it gives way if the rest of the page, without the malformed bytes, looks
/// like another encoding.
fn is_trusted(
    encoding: &'static Encoding,
    text: &str,
    bytes: &[u8],
    tld: Option<&str>,
    budget: &Budget,
) -> Result<bool, Limit> {
    if malformed_share(text) <= TOLERATED_MALFORMED {
        return Ok(true);
    }
    let malformed = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    if encoding == UTF_8 {
        let well_formed = text.chars().filter(|&c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER).count();
        return Ok(malformed as f64 <= well_formed as f64 * TOLERATED_MALFORMED_UTF8);
    }
    let guess = detect(&without_malformed(encoding, bytes, budget)?, tld, budget)?;
    Ok(guess == encoding || malformed == 1 && decode_all(guess, bytes, budget)?.1)
}

/// Removes the bytes that are malformed under a label.
fn without_malformed(encoding: &'static Encoding, bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, Limit> {
    /// Number of calls between two checks of the time. Chosen by hand.
    const CALLS_PER_TIME_CHECK: usize = 1024;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; BUFFER];
    let mut kept = Vec::with_capacity(bytes.len());
    let (mut start, mut at) = (0, 0);
    for call in 1.. {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut buffer, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, read_after) => {
                // The decoder may have read past the malformed bytes.
                let end = at.saturating_sub(usize::from(read_after));
                kept.extend_from_slice(&bytes[start..end.saturating_sub(usize::from(length)).max(start)]);
                start = end.max(start);
            }
        }
        if call % CALLS_PER_TIME_CHECK == 0 {
            budget.check_time()?;
        }
    }
    kept.extend_from_slice(&bytes[start..]);
    Ok(kept)
}

/// Returns the number of replacement characters divided by that of all characters beyond ASCII, since only those are in
/// doubt.
fn malformed_share(text: &str) -> f64 {
    // The last character of a page cut by bytes is no evidence either.
    let text = text.strip_suffix(char::REPLACEMENT_CHARACTER).unwrap_or(text);
    let replaced = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let other = text.chars().filter(|c| !c.is_ascii()).count();
    // A few bad bytes in a page of plain ASCII are no evidence against its label.
    replaced as f64 / (other as f64 + text.len() as f64 * 0.01).max(1.0)
}

/// Guesses the encoding from the bytes.
fn detect(bytes: &[u8], tld: Option<&str>, budget: &Budget) -> Result<&'static Encoding, Limit> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let mut pieces = bytes.chunks(BUFFER).peekable();
    while let Some(piece) = pieces.next() {
        detector.feed(piece, pieces.peek().is_none());
        budget.check_time()?;
    }
    let tld = tld.map(str::as_bytes).filter(|tld| tld.iter().all(|byte| byte.is_ascii_lowercase()));
    Ok(detector.guess(tld, Utf8Detection::Allow))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_16LE, WINDOWS_1252};

    /// Bytes that are mostly malformed under each encoding.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        std::iter::repeat_with(next).take(length).collect()
    }

    #[test]
    fn decoding_in_pieces_equals_decoding_at_once() {
        for encoding in [UTF_8, GB18030, SHIFT_JIS, EUC_JP, EUC_KR, BIG5, ISO_2022_JP, UTF_16LE, WINDOWS_1252] {
            for length in [0, 1, 2, BUFFER - 1, BUFFER, 3 * BUFFER + 1] {
                let bytes = noise(length);
                let (text, is_malformed) = decode_all(encoding, &bytes, &Budget::NONE).unwrap();
                let expected = encoding.decode_without_bom_handling(&bytes);
                assert!(text == expected.0 && is_malformed == expected.1, "{} {length}", encoding.name());
            }
        }
    }

    #[test]
    fn time_limit_holds_while_decoding() {
        let bytes = noise(200_000);
        let spent = Budget::new(usize::MAX, Some(std::time::Duration::ZERO));
        let labeled = Some((GB18030, CharsetSource::Given));
        assert!(matches!(decode_labeled(&bytes, labeled, None, &spent), Err(Limit::Time { .. })));
        assert!(without_malformed(SHIFT_JIS, &bytes, &spent).is_err());
        assert!(detect(&bytes, None, &spent).is_err());
    }
}
