//! The order of day and month on a page: that of its language, unless its own dates show the other one.

use super::order_evidence::{OrderEvidence, may_be_ambiguous, order_evidence};
use super::{DateOrder, MAX_TEXT_BYTES};
use crate::html::attributes::AttrKey;
use crate::metadata::context::Context;
use crate::page::names::NameClasses;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

/// Returns the order of day and month on a page.
pub(crate) fn date_order(context: &Context) -> DateOrder {
    date_order_with(context, std::iter::empty())
}

/// The same, with the dates that the page declares.
///
/// The order of the language holds unless all dates with evidence show the other one. A date has evidence if its day is above
/// 12, or if exactly one of its readings is a date that the page also writes in an unambiguous form.
pub(in crate::metadata) fn date_order_with<'p>(
    context: &'p Context,
    declared_dates: impl Iterator<Item = &'p str> + Clone,
) -> DateOrder {
    let by_language = DateOrder::of_language(context.lang().unwrap_or_default());
    let dates = || context.with(NameClasses::DATE);
    let attributes = dates().filter_map(|node| context.tree.attr(node, AttrKey::Datetime));
    let elements = dates().map(|node| context.tree.text(node));
    let lines = context.around_text().map(|block| context.blocks.text(block));
    let texts = declared_dates.chain(attributes).chain(elements).chain(lines);
    let texts = texts.filter(|text| text.len() <= MAX_TEXT_BYTES);
    // On nearly all pages every date has one reading.
    if !texts.clone().any(may_be_ambiguous) {
        return by_language;
    }
    let evidence: Vec<OrderEvidence> = texts.filter_map(order_evidence).collect();
    let unambiguous: FxHashSet<Date> = evidence.iter().filter_map(OrderEvidence::date).collect();
    let mut orders = evidence.iter().filter_map(|evidence| match *evidence {
        OrderEvidence::Order(order) => Some(order),
        OrderEvidence::Ambiguous { day_first, month_first } => {
            match (unambiguous.contains(&day_first), unambiguous.contains(&month_first)) {
                (true, false) => Some(DateOrder::DayFirst),
                (false, true) => Some(DateOrder::MonthFirst),
                _ => None,
            }
        }
        OrderEvidence::Unambiguous(_) => None,
    });
    let first = orders.next().unwrap_or(by_language);
    if orders.all(|order| order == first) { first } else { by_language }
}
