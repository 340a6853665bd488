//! Dates as people write them.

use super::months::month;
use super::tokens::{ERAS, Token, has_digits, is_thai, tokens};
use super::{DateOrder, YEARS, day};
use jiff::civil::Date;
use std::ops::Range;

/// Returns the first date in a text, and its bytes in the text.
pub(crate) fn find(text: &str, order: DateOrder) -> Option<(String, Range<usize>)> {
    if !has_digits(text) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (date, length) = at_token(text, &tokens[at..], order)?;
        Some((date.to_string(), tokens[at].span.start..tokens[at + length - 1].span.end))
    })
}

/// Reads the date at the beginning of `tokens`. Returns it with the number of its tokens.
pub(super) fn at_token(text: &str, tokens: &[Token], order: DateOrder) -> Option<(Date, usize)> {
    numeric(text, tokens, order)
        .or_else(|| with_units(text, tokens))
        .or_else(|| with_name(text, tokens))
        .or_else(|| with_time_before_year(text, tokens))
        .or_else(|| with_era(text, tokens))
}

pub(super) fn number(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    tokens.get(at)?.number
}

/// The text between a token and the next one.
pub(super) fn separator<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<&'t str> {
    Some(text[tokens.get(at)?.span.end..tokens.get(at + 1)?.span.start].trim())
}

/// `2025-03-09`, `9.3.2025`, `3/9/2025`
pub(super) fn numeric(text: &str, tokens: &[Token], order: DateOrder) -> Option<(Date, usize)> {
    let ((a, a_digits), (b, b_digits), (c, c_digits)) = (number(tokens, 0)?, number(tokens, 1)?, number(tokens, 2)?);
    let mark = separator(text, tokens, 0)?;
    if !["-", "/", "."].contains(&mark) || separator(text, tokens, 1)? != mark || b_digits > 2 {
        return None;
    }
    let date = match (a_digits, c_digits) {
        (4, 1..=2) => day(a, b, c),
        (1..=2, 4) => in_order(a, b, common_year(text, c), mark, order),
        (1..=2, 2) if mark != "-" => in_order(a, b, 2000 + c, mark, order),
        _ => None,
    };
    Some((date?, 3))
}

fn in_order(a: i32, b: i32, year: i32, mark: &str, order: DateOrder) -> Option<Date> {
    let month_first = b > 12 || (a <= 12 && mark != "." && order == DateOrder::MonthFirst);
    if month_first { day(year, a, b) } else { day(year, b, a) }
}

/// `令和7年3月9日`
fn with_era(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let word = |at: usize| tokens.get(at).filter(|token| token.number.is_none()).map(|token| &text[token.span.clone()]);
    let first = word(0)?;
    // The first year of an era is written 元年.
    let (era, year, at) = match first.strip_suffix("元年") {
        Some(era) => (era, 1, 1),
        None => (first, number(tokens, 1).filter(|_| word(2) == Some("年"))?.0, 3),
    };
    let (_, before) = ERAS.iter().find(|(name, _)| era.ends_with(name))?;
    let (month, day_of_month) =
        (number(tokens, at)?.0, number(tokens, at + 2).filter(|_| word(at + 1) == Some("月"))?.0);
    Some((day(before + year, month, day_of_month)?, at + 3))
}

/// The Thai solar calendar counts this many years more.
const BUDDHIST_ERA: i32 = 543;

/// Converts a year of the Thai solar calendar, if the text is Thai.
fn common_year(text: &str, year: i32) -> i32 {
    let years = i32::from(YEARS.start) + BUDDHIST_ERA..i32::from(YEARS.end) + BUDDHIST_ERA;
    if years.contains(&year) && text.contains(is_thai) { year - BUDDHIST_ERA } else { year }
}

/// `2025年3月9日`, `2025년 3월 9일`, `9 tháng 3 năm 2025`, `2025. gada 9. marts`
fn with_units(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let ((a, _), (b, _)) = (number(tokens, 0)?, number(tokens, 2)?);
    let word = |at: usize| tokens.get(at).map(|token| &text[token.span.clone()]);
    match (word(1)?, word(3)) {
        ("gada", Some(name)) => Some((day(a, month(name)?.into(), b)?, 4)),
        ("年", Some("月")) | ("년", Some("월")) => Some((day(a, b, number(tokens, 4)?.0)?, 5)),
        ("tháng", Some("năm")) => Some((day(number(tokens, 4)?.0, b, a)?, 5)),
        ("tháng", _) => Some((day(number(tokens, 3)?.0, b, a)?, 4)),
        _ => None,
    }
}

/// Words between the parts of a date: "5th of", "5 de", "1er", "г.", "2025 m."
const FILLERS: &[&str] = &[
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "the",
    "de",
    "del",
    "di",
    "er",
    "den",
    "г",
    "о",
    "º",
    "ª",
    "d",
    "da",
    "m",
    "พ.ศ",
    "ค.ศ",
    "ที่",
];

/// `March 9, 2025`, `9 March 2025`, `9 de marzo de 2025`, `2025 March 9`
fn with_name(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let mut parts: [(i32, usize); 2] = [(0, 0); 2];
    let mut numbers = 0;
    let mut named: Option<i32> = None;
    for (at, token) in tokens.iter().enumerate().take(8) {
        match token.number {
            Some(number) => {
                parts[numbers] = number;
                numbers += 1;
            }
            None => {
                let word = &text[token.span.clone()];
                // The name of the month comes before or after the first number.
                match month(word).filter(|_| named.is_none() && numbers <= 1) {
                    Some(month) => named = Some(month.into()),
                    None if at > 0 && FILLERS.contains(&word.to_lowercase().as_str()) => {}
                    None => return None,
                }
            }
        }
        if numbers == 2 {
            let month = named?;
            let ((a, a_digits), (b, b_digits)) = (parts[0], parts[1]);
            let date = match (a_digits, b_digits) {
                (1..=2, 4) => day(common_year(text, b), month, a),
                (4, 1..=2) => day(a, month, b),
                _ => None,
            };
            return Some((date?, at + 1));
        }
    }
    None
}

/// `Oct 14 09:12:45 CEST 2008`
fn with_time_before_year(text: &str, tokens: &[Token]) -> Option<(Date, usize)> {
    let month = month(&text[tokens.first().filter(|token| token.number.is_none())?.span.clone()])?;
    let (day_of_month, _) = number(tokens, 1)?;
    // The hour, the minute and perhaps the second.
    let last = (3..=4).take_while(|&at| separator(text, tokens, at - 1) == Some(":")).last()?;
    let after_zone = last + 1 + usize::from(number(tokens, last + 1).is_none());
    let (year, digits) = number(tokens, after_zone)?;
    let date = day(year, month.into(), day_of_month).filter(|_| digits == 4)?;
    Some((date, after_zone + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_languages_are_found() {
        for text in [
            "March 9, 2025",
            "Published on Sunday, Mar. 9th, 2025 at 8:30",
            "9 March 2025",
            "Sun Mar 9 08:30:15 CET 2025",
            "Sun Mar 9 08:30 2025",
            "9. März 2025, 8.30 Uhr",
            "9 de marzo de 2025",
            "le 9 mars 2025",
            "9 marca 2025",
            "9 марта 2025 г.",
            "2025年3月9日",
            "2025년 3월 9일",
            "ngày 9 tháng 3 năm 2025",
            "2025 m. kovo 9 d.",
            "2025. gada 9. marts",
            "2025. gada 9. martā",
            "令和7年3月9日",
            "今日は令和7年3月9日です",
            "9 มีนาคม 2568",
            "วันที่ 9 มี.ค. 2568",
            "9 มีนาคม พ.ศ. 2568",
            "๙ มีนาคม ๒๕๖๘",
            "เผยแพร่ 09/03/2568",
            "९ मार्च २०२५",
            "٩ مارس ٢٠٢٥",
            "9.3.2025",
            "09/03/2025",
            "2025/3/9",
        ] {
            let found = find(text, DateOrder::DayFirst).map(|(date, _)| date);
            assert_eq!(found.as_deref(), Some("2025-03-09"), "{text}");
        }
        assert_eq!(find("令和元年5月1日", DateOrder::DayFirst).unwrap().0, "2019-05-01");
        assert_eq!(find("09/03/2568", DateOrder::DayFirst), None);
        let (date, span) = find("on 3/9/2025 we", DateOrder::MonthFirst).unwrap();
        assert_eq!((date.as_str(), span), ("2025-03-09", 3..11));
        assert_eq!(find("In May 300 people came, 45 in June 2024", DateOrder::DayFirst), None);
    }
}
