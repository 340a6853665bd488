//! Texts that say the same again without a pause, as the alternative texts of a row of pictures do: "imageimageimage".

/// Longer texts are not looked at for repetitions.
const LONGEST_REPETITION: usize = 160;

/// How often a text is the same piece again, the shortest that there is; 1 where it is not.
pub(crate) fn repetitions(text: &str) -> f32 {
    let text = text.as_bytes();
    let (Some((&first, rest)), ..=LONGEST_REPETITION) = (text.split_first(), text.len()) else { return 1.0 };
    // A text of like pieces is the same a piece further on.
    let is_piece = |&length: &usize| text.len().is_multiple_of(length) && text[length..] == text[..text.len() - length];
    let mut lengths = memchr::memchr_iter(first, &rest[..text.len() / 2]).map(|at| at + 1);
    lengths.find(is_piece).map_or(1.0, |length| (text.len() / length) as f32)
}

#[cfg(test)]
mod tests {
    use super::repetitions;

    #[test]
    fn repetitions_of_a_piece() {
        for (text, count) in
            [("thumbthumbthumb", 3.0), ("aa", 2.0), ("aab", 1.0), ("abab a", 1.0), ("é", 1.0), ("", 1.0)]
        {
            assert_eq!(repetitions(text), count, "{text}");
        }
    }
}
