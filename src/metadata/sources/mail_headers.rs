//! The header lines of a message in a mail archive: "From: Jane Doe <jane@example.org>", "Date: ...", "Subject: ...".

use crate::metadata::context::Context;
use crate::metadata::dates::{self, DateOrder};

/// The header of a message. A page has one only if it gives the sender, and the date or the subject.
pub(in crate::metadata) struct MailHeader {
    pub sender: String,
    pub subject: Option<String>,
    /// The date as it is written.
    date: Option<String>,
}

impl MailHeader {
    pub fn date(&self, order: DateOrder) -> Option<String> {
        let written = self.date.as_deref()?;
        dates::value(written, order).or_else(|| Some(dates::find(written, order)?.0))
    }
}

/// Maximum number of lines of a block that are searched: archives show the header before the text, sometimes in the same block.
const MAX_LINES: usize = 16;

/// Maximum bytes of a header line.
const MAX_LINE_BYTES: usize = 300;

const SENDER: &[&str] = &["from", "von", "de", "da", "van", "från", "fra", "от", "od", "sender"];
const DATE: &[&str] = &["date", "datum", "fecha", "data", "дата", "sent", "gesendet", "dato"];
const SUBJECT: &[&str] =
    &["subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "тема", "temat", "ämne", "emne"];

/// Reads the header lines near the title.
pub(super) fn read(context: &Context) -> Option<MailHeader> {
    let lines = || context.around_text().flat_map(|block| context.blocks.text(block).lines().take(MAX_LINES));
    let value = |labels: &'static [&'static str]| lines().find_map(move |line| value_of(line, labels));
    let sender = name_of(value(SENDER)?)?;
    let owned = |value: &str| value.to_owned();
    let (date, subject) = (value(DATE).map(owned), value(SUBJECT).map(owned));
    (date.is_some() || subject.is_some()).then_some(MailHeader { sender, date, subject })
}

/// Returns what follows one of the labels at the beginning of a line.
fn value_of<'t>(line: &'t str, labels: &[&str]) -> Option<&'t str> {
    let line = line.trim();
    if line.len() > MAX_LINE_BYTES {
        return None;
    }
    let (label, value) = line.split_once([':', '\t'])?;
    let value = value.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
    let label = label.trim();
    let is_label = !label.is_empty() && label.len() <= 16 && labels.contains(&label.to_lowercase().as_str());
    (is_label && !value.is_empty()).then_some(value)
}

/// Returns the name in "Jane Doe <jane@example.org>", "jane@example.org (Jane Doe)" or "Jane Doe".
fn name_of(sender: &str) -> Option<String> {
    let before = sender.split(['<', '(', '[']).next().unwrap_or_default();
    let within = || sender.split_once('(').map_or("", |(_, rest)| rest.split(')').next().unwrap_or_default());
    let clean = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '*' | ',' | '«' | '»'));
        let is_name = text.chars().any(char::is_alphabetic) && !text.contains('@') && !text.contains(" at ");
        is_name.then(|| text.to_owned())
    };
    clean(before).or_else(|| clean(within()))
}

#[cfg(test)]
mod tests {
    use super::{SENDER, name_of, value_of};

    #[test]
    fn sender_is_a_name_without_its_address() {
        for sender in [
            "Jane Doe <jane@e.org>",
            "\"Jane Doe\" <jane@e.org>",
            "jane@e.org (Jane Doe)",
            "Jane Doe",
            "Jane Doe (jane at e.org)",
        ] {
            assert_eq!(name_of(sender).as_deref(), Some("Jane Doe"), "{sender}");
        }
        assert_eq!(name_of("jane@e.org"), None);
    }

    #[test]
    fn header_line_begins_with_its_label() {
        assert_eq!(value_of("From:    Jane Doe", SENDER), Some("Jane Doe"));
        assert_eq!(value_of("Von\tJana Muster", SENDER), Some("Jana Muster"));
        assert_eq!((value_of("From Leeds: rain", SENDER), value_of("From:", SENDER)), (None, None));
    }
}
