//! What the dates of a text say about the order of day and month.

use super::DateOrder;
use super::tokens::{has_digits, tokens};
use super::written::{at_token, number, numeric, separator};
use jiff::civil::Date;
use memchr::memchr2_iter;

/// What the first date in a text says about the order in which a page writes day and month.
#[derive(Debug, PartialEq)]
pub(super) enum OrderEvidence {
    /// Nothing: the date has one reading.
    Unambiguous(Date),
    /// The order itself, since the day is above 12.
    Order(DateOrder),
    /// The date has two readings. Another date of the page may tell which one is right.
    Ambiguous { day_first: Date, month_first: Date },
}

impl OrderEvidence {
    /// The date, if it has one reading.
    pub fn date(&self) -> Option<Date> {
        match *self {
            OrderEvidence::Unambiguous(date) => Some(date),
            _ => None,
        }
    }
}

/// Returns the evidence of the first date in a text.
pub(super) fn order_evidence(text: &str) -> Option<OrderEvidence> {
    if !has_digits(text) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let read = |order| at_token(text, &tokens[at..], order).map(|(date, _)| date);
        let (day_first, month_first) = (read(DateOrder::DayFirst)?, read(DateOrder::MonthFirst)?);
        if day_first != month_first {
            return Some(OrderEvidence::Ambiguous { day_first, month_first });
        }
        let is_numeric = numeric(text, &tokens[at..], DateOrder::DayFirst).is_some();
        let numbers = [at, at + 1].map(|at| number(&tokens, at).map_or(0, |(number, _)| number));
        Some(match numbers {
            [13..=31, 1..=12] if is_numeric && separator(text, &tokens, at) != Some(".") => {
                OrderEvidence::Order(DateOrder::DayFirst)
            }
            [1..=12, 13..=31] if is_numeric => OrderEvidence::Order(DateOrder::MonthFirst),
            _ => OrderEvidence::Unambiguous(day_first),
        })
    })
}

/// Whether a text has two numbers that could both be the month, as in 3/9/2025. This is a fast test for many texts.
pub(super) fn may_be_ambiguous(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before: Option<usize> = None;
    memchr2_iter(b'/', b'-', bytes).any(|slash| {
        let Some(first) = before.replace(slash).filter(|&first| bytes[first] == bytes[slash]) else { return false };
        let digits = bytes[..first].iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        match (month_number(&bytes[first - digits..first]), month_number(&bytes[first + 1..slash])) {
            (Some(first), Some(second)) => first != second && bytes.get(slash + 1).is_some_and(u8::is_ascii_digit),
            _ => false,
        }
    })
}

/// Parses the number of a month.
fn month_number(digits: &[u8]) -> Option<u8> {
    let number = match *digits {
        [one @ b'0'..=b'9'] => one - b'0',
        [ten @ b'0'..=b'1', one @ b'0'..=b'9'] => (ten - b'0') * 10 + (one - b'0'),
        _ => return None,
    };
    (1..=12).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_date_gives_evidence_of_the_order() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let ambiguous = || OrderEvidence::Ambiguous { day_first: day("2025-03-09"), month_first: day("2025-09-03") };
        for (text, expected) in [
            ("Posted 09/03/2025", Some(ambiguous())),
            ("09-03-2025, 8:30", Some(ambiguous())),
            ("25/03/2025", Some(OrderEvidence::Order(DateOrder::DayFirst))),
            ("03-25-2025", Some(OrderEvidence::Order(DateOrder::MonthFirst))),
            // Days are followed by a period, which says nothing about slashes and hyphens.
            ("25.03.2025", Some(OrderEvidence::Unambiguous(day("2025-03-25")))),
            ("March 9, 2025", Some(OrderEvidence::Unambiguous(day("2025-03-09")))),
            ("2025-03-09T08:30:00Z", Some(OrderEvidence::Unambiguous(day("2025-03-09")))),
            ("3/3/2025", Some(OrderEvidence::Unambiguous(day("2025-03-03")))),
            ("Page 2/25", None),
        ] {
            assert_eq!(order_evidence(text), expected, "{text}");
            assert_eq!(may_be_ambiguous(text), matches!(expected, Some(OrderEvidence::Ambiguous { .. })), "{text}");
        }
    }
}
