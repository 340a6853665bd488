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

/// Maximum bytes of a label and the white space around it.
const MAX_LABEL_BYTES: usize = 32;

/// Reads the header lines near the title.
pub(super) fn read(context: &Context) -> Option<MailHeader> {
    let (mut sender, mut date, mut subject) = (None, None, None);
    for block in context.around_text() {
        for (label, value) in context.blocks.text(block).lines().take(MAX_LINES).filter_map(labeled_value) {
            let label = label.to_lowercase();
            for (labels, found) in [(SENDER, &mut sender), (DATE, &mut date), (SUBJECT, &mut subject)] {
                if found.is_none() && labels.contains(&label.as_str()) {
                    *found = Some(value);
                }
            }
        }
    }
    let sender = name_of(sender?)?;
    let (date, subject) = (date.map(str::to_owned), subject.map(str::to_owned));
    (date.is_some() || subject.is_some()).then_some(MailHeader { sender, date, subject })
}

/// Returns the label and the value of a line such as "From: Jane Doe".
fn labeled_value(line: &str) -> Option<(&str, &str)> {
    let head = &line.as_bytes()[..line.len().min(MAX_LABEL_BYTES)];
    let end = memchr::memchr2(b':', b'\t', head)?;
    let (label, value) = (line[..end].trim(), line[end + 1..].trim_end());
    let value = value.trim_start_matches(|c: char| c == ':' || c.is_whitespace());
    (!label.is_empty() && !value.is_empty() && line.len() <= MAX_LINE_BYTES).then_some((label, value))
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
    use super::{labeled_value, name_of};

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
        assert_eq!(labeled_value("From:    Jane Doe"), Some(("From", "Jane Doe")));
        assert_eq!(labeled_value("Von\tJana Muster"), Some(("Von", "Jana Muster")));
        assert_eq!((labeled_value("From Leeds"), labeled_value("From:")), (None, None));
    }
}
