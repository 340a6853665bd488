//! Texts that repeat one piece without a pause, such as the alternative texts of a row of images: "imageimageimage".

/// Maximum length in bytes of a text that is searched; chosen by hand.
const MAX_BYTES: usize = 160;

/// Returns how many times the text repeats its shortest repeated piece; 1 if it repeats none.
pub(crate) fn repetitions(text: &str) -> f32 {
    let text = text.as_bytes();
    let (Some((&first, rest)), ..=MAX_BYTES) = (text.split_first(), text.len()) else { return 1.0 };
    // A text has a period if it equals itself shifted by the period.
    let is_period =
        |&length: &usize| text.len().is_multiple_of(length) && text[length..] == text[..text.len() - length];
    let mut lengths = memchr::memchr_iter(first, &rest[..text.len() / 2]).map(|at| at + 1);
    lengths.find(is_period).map_or(1.0, |length| (text.len() / length) as f32)
}

#[cfg(test)]
mod tests {
    use super::repetitions;

    #[test]
    fn repeated_piece_is_counted() {
        for (text, count) in
            [("thumbthumbthumb", 3.0), ("aa", 2.0), ("aab", 1.0), ("abab a", 1.0), ("é", 1.0), ("", 1.0)]
        {
            assert_eq!(repetitions(text), count, "{text}");
        }
    }
}
