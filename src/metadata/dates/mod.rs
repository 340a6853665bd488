//! Dates as machines and people write them, as RFC 3339.
//!
//! A time of day is kept where the page gives its offset from UTC; without one it is no point in time, and only the
//! day is kept.

mod machine;
mod months;
mod order;
mod words;
mod written;

use jiff::civil;
use std::ops::Range;

pub(crate) use machine::value;
pub(crate) use order::date_order;
pub(super) use order::of_page as order_of_page;
pub(super) use words::{ENGLISH_DAYS, is_of_date, says_change, says_other, says_published};
pub(crate) use written::find;

/// The bytes of a date without a time: `2025-03-09`.
pub(super) const DAY: usize = 10;

/// Years of pages: what lies outside is no date of publication.
const YEARS: Range<i16> = 1900..2100;

/// A text with a date has at most this many bytes.
pub(super) const LONGEST: usize = 160;

/// Whether 3/4 is the third of April.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// As the language's readers have it: the day first, but for English outside of Europe, Africa, India and Oceania.
    pub fn of_language(tag: &str) -> Order {
        let tag = tag.to_ascii_lowercase();
        match tag.split_once(['-', '_']) {
            None if tag == "en" || tag.is_empty() => Order::MonthFirst,
            Some(("en", "us" | "ph")) => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }
}

fn day(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let date = civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    checked(date)
}

fn checked(date: civil::Date) -> Option<civil::Date> {
    YEARS.contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::Order;

    #[test]
    fn the_order_is_the_language_s() {
        assert_eq!(Order::of_language("en-US"), Order::MonthFirst);
        assert_eq!(Order::of_language("en-GB"), Order::DayFirst);
        assert_eq!(Order::of_language("de"), Order::DayFirst);
    }
}
