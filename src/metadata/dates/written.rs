//! Dates as people write them.

use super::months::month;
use super::{Order, YEARS, day};
use jiff::civil;
use memchr::memchr2_iter;
use std::ops::Range;

/// The shortest date is 1/2/25.
const LEAST_DIGITS: usize = 4;

/// A number or a word of a text, with where it stands.
struct Token {
    span: Range<usize>,
    /// A number and how many digits it has.
    number: Option<(i32, usize)>,
}

/// The first date in a text that people read, and where it stands.
pub(crate) fn find(text: &str, order: Order) -> Option<(String, Range<usize>)> {
    if !has_digits(text) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (date, length) = at_token(text, &tokens[at..], order)?;
        Some((date.to_string(), tokens[at].span.start..tokens[at + length - 1].span.end))
    })
}

/// What the first date in a text says of the order in which a page writes day and month.
#[derive(Debug, PartialEq)]
pub(super) enum Told {
    /// Nothing: it can be read in one way only.
    Day(Day),
    /// Its day is above 12, and stands here.
    Order(Order),
    /// It can be read in two ways.
    Open { day_first: Day, month_first: Day },
}

pub(super) type Day = civil::Date;

impl Told {
    /// The day that it is, where that is sure.
    pub fn day(&self) -> Option<Day> {
        match *self {
            Told::Day(day) => Some(day),
            _ => None,
        }
    }
}

/// See [`Told`].
pub(super) fn told(text: &str) -> Option<Told> {
    if !has_digits(text) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let read = |order| at_token(text, &tokens[at..], order).map(|(date, _)| date);
        let (day_first, month_first) = (read(Order::DayFirst)?, read(Order::MonthFirst)?);
        if day_first != month_first {
            return Some(Told::Open { day_first, month_first });
        }
        let is_numeric = numeric(text, &tokens[at..], Order::DayFirst).is_some();
        let numbers = [at, at + 1].map(|at| number(&tokens, at).map_or(0, |(number, _)| number));
        Some(match numbers {
            [13..=31, 1..=12] if is_numeric && between(text, &tokens, at) != Some(".") => Told::Order(Order::DayFirst),
            [1..=12, 13..=31] if is_numeric => Told::Order(Order::MonthFirst),
            _ => Told::Day(day_first),
        })
    })
}

/// Whether a text has numbers as in 3/9/2025, of which each may be the month: asked of many texts.
pub(super) fn may_be_open(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut before: Option<usize> = None;
    memchr2_iter(b'/', b'-', bytes).any(|mark| {
        let Some(first) = before.replace(mark).filter(|&first| bytes[first] == bytes[mark]) else { return false };
        let digits = bytes[..first].iter().rev().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        match (month_number(&bytes[first - digits..first]), month_number(&bytes[first + 1..mark])) {
            (Some(first), Some(second)) => first != second && bytes.get(mark + 1).is_some_and(u8::is_ascii_digit),
            _ => false,
        }
    })
}

/// The number that some bytes are, where a month may have it.
fn month_number(digits: &[u8]) -> Option<u8> {
    let number = match *digits {
        [one @ b'0'..=b'9'] => one - b'0',
        [ten @ b'0'..=b'1', one @ b'0'..=b'9'] => (ten - b'0') * 10 + (one - b'0'),
        _ => return None,
    };
    (1..=12).contains(&number).then_some(number)
}

/// Whether a text has enough digits for a date: nearly all have not.
fn has_digits(text: &str) -> bool {
    let digits = match text.is_ascii() {
        true => text.bytes().filter(u8::is_ascii_digit).count(),
        false => text.chars().filter(|&c| digit(c).is_some()).take(LEAST_DIGITS).count(),
    };
    // Years of eras are short: 令和7年3月9日.
    digits >= LEAST_DIGITS || digits > 1 && ERAS.iter().any(|(era, _)| text.contains(era))
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let digit = digit(c);
        // Thai abbreviations have dots within: "มี.ค."
        let is_within = || text[..at].ends_with(is_thai) && text[at + 1..].starts_with(is_thai);
        let is_of_word = c.is_alphabetic() || is_mark(c) || c == '.' && is_within();
        if digit.is_none() && !is_of_word {
            continue;
        }
        let end = at + c.len_utf8();
        match (tokens.last_mut().filter(|token| token.span.end == at), digit) {
            (Some(Token { span, number: Some((value, digits)) }), Some(digit)) if *digits < 9 => {
                *value = *value * 10 + digit;
                *digits += 1;
                span.end = end;
            }
            (Some(Token { span, number: None }), None) => span.end = end,
            _ => tokens.push(Token { span: at..end, number: digit.map(|digit| (digit, 1)) }),
        }
    }
    tokens
}

/// Vowel signs and the like, which stand within words.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e47}'..='\u{e4e}')
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e4e}')
}

/// The digit's value, in the scripts that have digits of their own on pages.
fn digit(c: char) -> Option<i32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some((u32::from(c) - u32::from(zero)) as i32)
}

/// The date that the tokens begin with, and how many they are.
fn at_token(text: &str, tokens: &[Token], order: Order) -> Option<(civil::Date, usize)> {
    numeric(text, tokens, order)
        .or_else(|| with_units(text, tokens))
        .or_else(|| with_name(text, tokens))
        .or_else(|| of_era(text, tokens))
}

fn number(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    tokens.get(at)?.number
}

fn between<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<&'t str> {
    Some(text[tokens.get(at)?.span.end..tokens.get(at + 1)?.span.start].trim())
}

/// `2025-03-09`, `9.3.2025`, `3/9/2025`
fn numeric(text: &str, tokens: &[Token], order: Order) -> Option<(civil::Date, usize)> {
    let ((a, a_digits), (b, b_digits), (c, c_digits)) = (number(tokens, 0)?, number(tokens, 1)?, number(tokens, 2)?);
    let mark = between(text, tokens, 0)?;
    if !["-", "/", "."].contains(&mark) || between(text, tokens, 1)? != mark || b_digits > 2 {
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

fn in_order(a: i32, b: i32, year: i32, mark: &str, order: Order) -> Option<civil::Date> {
    let month_first = b > 12 || (a <= 12 && mark != "." && order == Order::MonthFirst);
    if month_first { day(year, a, b) } else { day(year, b, a) }
}

/// The eras of Japan, and the years before their first ones.
const ERAS: &[(&str, i32)] = &[("令和", 2018), ("平成", 1988), ("昭和", 1925)];

/// `令和7年3月9日`
fn of_era(text: &str, tokens: &[Token]) -> Option<(civil::Date, usize)> {
    let word = |at: usize| tokens.get(at).filter(|token| token.number.is_none()).map(|token| &text[token.span.clone()]);
    let first = word(0)?;
    // The first year of an era is written as a word.
    let (era, year, at) = match first.strip_suffix("元年") {
        Some(era) => (era, 1, 1),
        None => (first, number(tokens, 1).filter(|_| word(2) == Some("年"))?.0, 3),
    };
    let (_, before) = ERAS.iter().find(|(name, _)| era.ends_with(name))?;
    let (month, day_of_month) =
        (number(tokens, at)?.0, number(tokens, at + 2).filter(|_| word(at + 1) == Some("月"))?.0);
    Some((day(before + year, month, day_of_month)?, at + 3))
}

/// The years by which Buddhist years are ahead, in which Thailand counts.
const BUDDHIST: i32 = 543;

/// The year of our era, where a text in Thai has one.
fn common_year(text: &str, year: i32) -> i32 {
    let years = i32::from(YEARS.start) + BUDDHIST..i32::from(YEARS.end) + BUDDHIST;
    if years.contains(&year) && text.contains(is_thai) { year - BUDDHIST } else { year }
}

/// `2025年3月9日`, `2025년 3월 9일`, `9 tháng 3 năm 2025`, `2025. gada 9. marts`
fn with_units(text: &str, tokens: &[Token]) -> Option<(civil::Date, usize)> {
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

/// What may stand between the parts of a date: "5th of", "5 de", "1er", "г.", "2025 m."
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
fn with_name(text: &str, tokens: &[Token]) -> Option<(civil::Date, usize)> {
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
                // A name is looked up where it can belong to a date: first, or behind the first number.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_people() {
        for text in [
            "March 9, 2025",
            "Published on Sunday, Mar. 9th, 2025 at 8:30",
            "9 March 2025",
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
            let found = find(text, Order::DayFirst).map(|(date, _)| date);
            assert_eq!(found.as_deref(), Some("2025-03-09"), "{text}");
        }
        assert_eq!(find("令和元年5月1日", Order::DayFirst).unwrap().0, "2019-05-01");
        assert_eq!(find("09/03/2568", Order::DayFirst), None);
        let (date, span) = find("on 3/9/2025 we", Order::MonthFirst).unwrap();
        assert_eq!((date.as_str(), span), ("2025-03-09", 3..11));
        assert_eq!(find("In May 300 people came, 45 in June 2024", Order::DayFirst), None);
    }

    #[test]
    fn what_a_date_tells_of_the_order() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let open = || Told::Open { day_first: day("2025-03-09"), month_first: day("2025-09-03") };
        for (text, expected) in [
            ("Posted 09/03/2025", Some(open())),
            ("09-03-2025, 8:30", Some(open())),
            ("25/03/2025", Some(Told::Order(Order::DayFirst))),
            ("03-25-2025", Some(Told::Order(Order::MonthFirst))),
            // A point stands behind days: that tells nothing of other marks.
            ("25.03.2025", Some(Told::Day(day("2025-03-25")))),
            ("March 9, 2025", Some(Told::Day(day("2025-03-09")))),
            ("2025-03-09T08:30:00Z", Some(Told::Day(day("2025-03-09")))),
            ("3/3/2025", Some(Told::Day(day("2025-03-03")))),
            ("Page 2/25", None),
        ] {
            assert_eq!(told(text), expected, "{text}");
            assert_eq!(may_be_open(text), matches!(expected, Some(Told::Open { .. })), "{text}");
        }
    }
}
