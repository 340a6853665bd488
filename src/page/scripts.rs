//! The JSON in the scripts of a page, read within the time.

use crate::html::limits::Budget;
use crate::text::json;
use serde_json::Value;

/// Returns the values of a script, one after another, as [`json::values`] does. If the time is up, a part of them.
pub(crate) fn values(script: &str, budget: Budget) -> Vec<Value> {
    let is_over = || budget.is_over();
    json::values(script, budget.has_time_limit().then_some(&is_over))
}
