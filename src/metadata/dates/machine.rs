//! Dates as machines write them, in attributes and fields.

use super::months::month;
use super::{DateOrder, checked, day, find};
use jiff::Timestamp;
use jiff::civil;
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;

/// Converts the value of an attribute or field to RFC 3339: `2025-03-09` or `2025-03-09T08:30:00+01:00`.
pub(crate) fn value(text: &str, order: DateOrder) -> Option<String> {
    let text = text.trim();
    iso(text)
        .or_else(|| compact(text))
        .or_else(|| email(text))
        .or_else(|| unix(text))
        .or_else(|| with_time(text, order))
}

/// Reads a date with an optional time, offset, and remark in parentheses: `Sun Mar 09 2025 08:30:00 GMT+0100 (CET)`,
/// `2025/03/09 08:30:00 +0900`.
fn with_time(text: &str, order: DateOrder) -> Option<String> {
    let (date, span) = find(text, order)?;
    let after = text[span.end..].trim_start_matches([' ', ',', 'T']);
    let after = after.split(" (").next().unwrap_or_default();
    Some(time_and_offset(&date, after).unwrap_or(date))
}

/// `08:30:00 GMT+0100`, `8:30 pm Z`
fn time_and_offset(date: &str, text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let (clock, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')?);
    let mut parts = clock.split('.').next()?.split(':');
    let mut hour: i8 = parts.next()?.parse().ok()?;
    let minute = parts.next()?;
    let second = parts.next().unwrap_or("00");
    let mut rest = rest.trim_start();
    if let Some((half, after)) = rest.split_at_checked(2).filter(|(half, _)| matches!(*half, "AM" | "PM")) {
        hour = hour % 12 + if half == "PM" { 12 } else { 0 };
        rest = after.trim_start();
    }
    let offset = match rest.strip_prefix("UTC").or(rest.strip_prefix("GMT")).unwrap_or(rest).trim() {
        "" if !rest.is_empty() => "Z",
        offset => offset,
    };
    let time = format!("{date}T{hour:02}:{minute}:{second}{offset}");
    iso(&time).filter(|found| found.len() > date.len())
}

/// Reads the format of C's `asctime` and of the command `date`: `Sun Mar  9 08:30:00 UTC 2025`.
fn unix(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_ascii_whitespace().take(7).collect();
    let (month_and_day, time, zone, year) = match words.as_slice() {
        [_, month, day, time, zone, year] => ([*month, *day], *time, *zone, *year),
        [_, month, day, time, year] => ([*month, *day], *time, "", *year),
        _ => return None,
    };
    let [month_name, day_of_month] = month_and_day;
    let is_year = year.len() == 4 && time.contains(':');
    let date = day(year.parse().ok().filter(|_| is_year)?, month(month_name)?.into(), day_of_month.parse().ok()?)?;
    let date = date.to_string();
    Some(time_and_offset(&date, &format!("{time} {zone}")).unwrap_or(date))
}

fn iso(text: &str) -> Option<String> {
    let text =
        text.strip_suffix(" UTC").or(text.strip_suffix(" GMT")).map_or(text.to_owned(), |rest| format!("{rest}Z"));
    // "2025-03-09 08:30:00 +0100"
    let text = match text.rsplit_once(' ') {
        Some((rest, offset)) if offset.starts_with(['+', '-']) => format!("{rest}{offset}"),
        _ => text,
    };
    let pieces = temporal::Pieces::parse(&text).ok()?;
    let date = checked(pieces.date())?;
    Some(match (pieces.time(), pieces.to_numeric_offset()) {
        (Some(time), Some(offset)) => written(date.to_datetime(time), offset),
        _ => date.to_string(),
    })
}

/// Writes a point in time to the second. Fractions of seconds are noise.
fn written(time: civil::DateTime, offset: Offset) -> String {
    let minutes = offset.seconds().abs() / 60;
    let zone = match minutes {
        0 => "Z".to_owned(),
        _ => format!("{}{:02}:{:02}", if offset.is_negative() { '-' } else { '+' }, minutes / 60, minutes % 60),
    };
    format!("{}{zone}", time.strftime("%Y-%m-%dT%H:%M:%S"))
}

fn written_utc(timestamp: Timestamp) -> Option<String> {
    let time = Offset::UTC.to_datetime(timestamp);
    checked(time.date()).map(|_| written(time, Offset::UTC))
}

/// Reads `20250309`, the same with a time, and seconds or milliseconds since 1970.
fn compact(text: &str) -> Option<String> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        // `20250309083000`
        14 if number / 10_000 % 100 < 24 && number / 100 % 100 < 60 && number % 100 < 60 => compact(&text[..8]),
        8 => Some(day((number / 10_000) as i32, (number / 100 % 100) as i32, (number % 100) as i32)?.to_string()),
        10 => written_utc(Timestamp::from_second(number).ok()?),
        13 => written_utc(Timestamp::from_second(number / 1000).ok()?),
        _ => None,
    }
}

/// `Sun, 09 Mar 2025 08:30:00 +0100`
fn email(text: &str) -> Option<String> {
    if !text.contains(':') {
        return None;
    }
    let zoned = rfc2822::DateTimeParser::new().parse_zoned_datetime(text).ok()?;
    checked(zoned.date())?;
    Some(written(zoned.datetime(), zoned.offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_machines_become_rfc_3339() {
        for (text, expected) in [
            ("2025-03-09", "2025-03-09"),
            ("2025-03-09T08:30:00+01:00", "2025-03-09T08:30:00+01:00"),
            ("2025-03-09T08:30:00+0100", "2025-03-09T08:30:00+01:00"),
            ("2025-03-09 08:30:00 +0100", "2025-03-09T08:30:00+01:00"),
            ("2025-03-09T08:30:00.123Z", "2025-03-09T08:30:00Z"),
            ("2025-03-09T08:30:00", "2025-03-09"),
            ("2025-03-09 08:30 UTC", "2025-03-09T08:30:00Z"),
            ("Sun, 09 Mar 2025 08:30:00 +0100", "2025-03-09T08:30:00+01:00"),
            ("20250309", "2025-03-09"),
            ("1741509000", "2025-03-09T08:30:00Z"),
            ("1741509000000", "2025-03-09T08:30:00Z"),
            ("20250309083000", "2025-03-09"),
            ("Sun Mar 09 2025 08:30:00 GMT+0100 (Central European Standard Time)", "2025-03-09T08:30:00+01:00"),
            ("2025/03/09 08:30:00 +0900", "2025-03-09T08:30:00+09:00"),
            ("2025-03-09T08:30:00 Z", "2025-03-09T08:30:00Z"),
            ("Mon, 09 Mar 2025 08:30:00 +0100", "2025-03-09T08:30:00+01:00"),
            ("Sun Mar  9 08:30:00 UTC 2025", "2025-03-09T08:30:00Z"),
            ("Sun Mar  9 08:30:00 2025", "2025-03-09"),
            ("March 9, 2025, 8:30 PM UTC", "2025-03-09T20:30:00Z"),
            ("March 9, 2025, 12:30 am GMT", "2025-03-09T00:30:00Z"),
            ("9 March 2025 08:30", "2025-03-09"),
            ("9 March 2025 25:30 UTC", "2025-03-09"),
            ("9 March 2025 08:30 UTC and more", "2025-03-09"),
        ] {
            assert_eq!(value(text, DateOrder::DayFirst).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn impossible_dates_and_other_texts_give_none() {
        for text in ["", "0000-00-00", "2025-13-41", "soon", "12", "9999-01-01", "20250309990000", "2568-03-09"] {
            assert_eq!(value(text, DateOrder::DayFirst), None, "{text}");
        }
    }
}
