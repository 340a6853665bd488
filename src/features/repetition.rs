//! Texts that say the same again without a pause, as the alternative texts of a row of pictures do: "imageimageimage".

/// Longer texts are not looked at for repetitions.
const LONGEST_REPETITION: usize = 160;

/// How often a text is the same piece again, by its shortest period (Knuth, Morris, Pratt 1977); 1 where it is not.
pub(crate) fn repetitions(text: &str) -> f32 {
    let text = text.as_bytes();
    if text.len() > LONGEST_REPETITION || text.len() < 2 {
        return 1.0;
    }
    // border[i]: how long a beginning of the text is also an end of its first i + 1 bytes.
    let mut border = [0; LONGEST_REPETITION];
    for i in 1..text.len() {
        let mut length: usize = border[i - 1];
        while length > 0 && text[i] != text[length] {
            length = border[length - 1];
        }
        border[i] = length + usize::from(text[i] == text[length]);
    }
    let period = text.len() - border[text.len() - 1];
    if text.len().is_multiple_of(period) { (text.len() / period) as f32 } else { 1.0 }
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
