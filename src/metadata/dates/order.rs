//! Whether a page writes the day or the month first: by its language, unless its own dates say otherwise.

use super::written::{Day, Told, may_be_open, told};
use super::{LONGEST, Order};
use crate::html::attributes::AttrKey;
use crate::metadata::page::{Called, Page};
use rustc_hash::FxHashSet;

/// In which order the page writes day and month.
pub(crate) fn date_order(page: &Page) -> Order {
    of_page(page, std::iter::empty())
}

/// The same, where the page's metadata has these dates. The language's order holds unless all dates that tell say the
/// other one: those with a day above 12, and those that stand elsewhere as a day that reads in one way only.
pub(in crate::metadata) fn of_page<'p>(page: &'p Page, declared_dates: impl Iterator<Item = &'p str> + Clone) -> Order {
    let by_language = Order::of_language(page.lang().unwrap_or_default());
    let attributes = page.called(Called::DATE).filter_map(|node| page.tree.attr(node, AttrKey::Datetime));
    let elements = page.called(Called::DATE).map(|node| page.tree.text(node));
    let lines = page.around_text().map(|block| page.blocks.text(block));
    let texts = declared_dates.chain(attributes).chain(elements).chain(lines).filter(|text| text.len() <= LONGEST);
    // On nearly all pages every date reads in one way only.
    if !texts.clone().any(may_be_open) {
        return by_language;
    }
    let told: Vec<Told> = texts.filter_map(told).collect();
    let sure: FxHashSet<Day> = told.iter().filter_map(Told::day).collect();
    let mut orders = told.iter().filter_map(|told| match *told {
        Told::Order(order) => Some(order),
        Told::Open { day_first, month_first } => match (sure.contains(&day_first), sure.contains(&month_first)) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        },
        Told::Day(_) => None,
    });
    let first = orders.next().unwrap_or(by_language);
    if orders.all(|order| order == first) { first } else { by_language }
}
