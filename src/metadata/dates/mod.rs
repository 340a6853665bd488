//! Dates as machines and people write them, converted to RFC 3339.
//!
//! The time of day is kept only with its offset from UTC. Without an offset it is not a point in time, and the date alone is
//! kept.

mod machine;
mod months;
mod order;
mod order_evidence;
mod tokens;
mod words;
mod written;

use jiff::civil;
use std::ops::Range;

pub(crate) use machine::value;
pub(crate) use order::date_order;
pub(super) use order::date_order_with;
pub(super) use words::{ENGLISH_DAYS, is_date_word, names_change, names_other_event, names_publication};
pub(crate) use written::find;

/// Length of a date without a time, `2025-03-09`.
pub(super) const DAY: usize = 10;

/// Years of dates. Other years are not dates of web pages.
const YEARS: Range<i16> = 1900..2100;

/// Maximum bytes of a text that is searched for a date.
pub(super) const MAX_TEXT_BYTES: usize = 160;

/// The order of day and month in dates such as 3/4/2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    /// The order that is usual in a language: month first for English without a region, and in the United States and the
    /// Philippines; day first otherwise.
    pub fn of_language(tag: &str) -> DateOrder {
        let tag = tag.to_ascii_lowercase();
        match tag.split_once(['-', '_']) {
            None if tag == "en" || tag.is_empty() => DateOrder::MonthFirst,
            Some(("en", "us" | "ph")) => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
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
    use super::DateOrder;

    #[test]
    fn order_of_a_language_tag() {
        assert_eq!(DateOrder::of_language("en-US"), DateOrder::MonthFirst);
        assert_eq!(DateOrder::of_language("en-GB"), DateOrder::DayFirst);
        assert_eq!(DateOrder::of_language("de"), DateOrder::DayFirst);
    }
}
