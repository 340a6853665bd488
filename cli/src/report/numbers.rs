//! Numbers for people.

use std::time::Duration;

/// `1234567` as `1,234,567`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A rate with about three digits.
pub fn rate(rate: f64) -> String {
    match rate {
        rate if rate >= 100.0 => thousands(rate as u64),
        rate => format!("{rate:.1}"),
    }
}

/// Hours, minutes and seconds as `1:02:03` or `2:03`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_times_have_colons() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0, 61, 3723].map(|seconds| clock(Duration::from_secs(seconds))), ["0:00", "1:01", "1:02:03"]);
        assert_eq!([0.04, 12.34, 1234.5].map(rate), ["0.0", "12.3", "1,234"]);
    }
}
