//! Words beside dates, which name the event of the date. All lists are in lower case.

use crate::text::substrings::{Substring, contains_any, substrings};

/// Parts of words for a change of the page.
const CHANGES: &[&str] = &[
    "update",
    "modif",
    "revis",
    "edited",
    "aktualisier",
    "geändert",
    "mis à jour",
    "mise à jour",
    "actualiza",
    "aggiorna",
    "atualiza",
    "bijgewerkt",
    "oppdatert",
    "opdateret",
    "uppdaterad",
    "aktualizac",
    "обновлен",
    "更新",
    "last reviewed",
    "güncelle",
    "reviewed",
    "수정",
    "업데이트",
    "تحديث",
    "تعديل",
    "עודכן",
    "עדכון",
    "अपडेट",
    "अद्यतन",
    "संशोधित",
    "อัปเดต",
    "อัพเดต",
    "แก้ไข",
    "ปรับปรุง",
];

/// Parts of labels for an event of something else, such as a member, a reply, a person or an offer.
const OTHER_EVENTS: &[&str] = &[
    "joined",
    "registered",
    "member since",
    "founded",
    "last post",
    "last reply",
    "last visit",
    "last seen",
    "dabei seit",
    "registriert",
    "mitglied seit",
    "inscrit",
    "inscription",
    "registrado",
    "iscritto",
    "zarejestrowany",
    "регистрация",
    "注册",
    "born",
    "geboren",
    "deadline",
    "expires",
    "expiry",
    "valid until",
    "valid through",
    "valable",
    "jusqu",
    "gültig bis",
];

/// The same, but only at the end of a text, since they may be part of other words.
const OTHER_EVENT_ENDS: &[&str] = &["due", "due date", "due by"];

/// Whole words of such labels.
const OTHER_EVENT_WORDS: &[&str] = &[
    "apply",
    "begins",
    "birth",
    "birthday",
    "closes",
    "closing",
    "commit",
    "commits",
    "committed",
    "dead",
    "death",
    "deadline",
    "delivery",
    "died",
    "dob",
    "due",
    "ends",
    "event",
    "expired",
    "expires",
    "limit",
    "límite",
    "limite",
    "nacida",
    "nacido",
    "nació",
    "nascida",
    "nascido",
    "nata",
    "nato",
    "né",
    "née",
    "opens",
    "starts",
    "vence",
    "vencimiento",
    "when",
    "wann",
    "quand",
    "cuándo",
    "geb",
    "gestorben",
    "frist",
    "bewerbungsfrist",
    "einsendeschluss",
    "anmeldeschluss",
    "abgabefrist",
    "meldeschluss",
    "scadenza",
    "geburtsdatum",
    "geburtstag",
    "родился",
    "родилась",
    "срок",
    "截止",
    "締切",
];

/// Words and signs directly before a date that is a deadline or the end of something, or a day of birth or death.
const OTHER_EVENT_PREPOSITIONS: &[&str] =
    &["by", "until", "till", "bis", "hasta", "até", "fino", "tot", "до", "*", "†"];

/// How many words before a date belong to its label.
const LABEL_WORDS: usize = 4;

/// Parts of words for the publication of the page.
const PUBLICATIONS: &[&str] = &[
    "publish",
    "publié",
    "publica",
    "pubblica",
    "publicer",
    "publiser",
    "publikov",
    "posted",
    "submitted",
    "written on",
    "created",
    "veröffentlicht",
    "erstellt",
    "erschienen",
    "gepost",
    "geplaatst",
    "gepubliceerd",
    "opublikowan",
    "közzét",
    "julkaist",
    "yayın",
    "опублик",
    "δημοσι",
    "发布",
    "發布",
    "发表",
    "發表",
    "公開",
    "投稿",
    "掲載",
    "配信",
    "게시",
    "입력",
    "등록",
    "작성",
    "نشر",
    "פורסם",
    "प्रकाशित",
    "เผยแพร่",
];

/// Words that belong to a date or a time of day: labels, prepositions, and time zones. Days of the week are listed below.
const DATE_WORDS: &[&str] = &[
    "date", "dated", "datum", "fecha", "data", "дата", "tarih", "日期", "时间", "時間", "on", "at", "am", "pm", "um",
    "uhr", "h", "le", "el", "il", "em", "om", "den", "op", "på", "pa", "à", "às", "a", "kl", "klo", "gmt", "utc",
    "cet", "cest", "bst", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt",
];

/// The days of the week in English.
pub(in crate::metadata) const ENGLISH_DAYS: &[&str] = &[
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The same in other languages.
const OTHER_DAYS: &[&str] = &[
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "mandag",
    "tirsdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lørdag",
    "søndag",
    "måndag",
    "tisdag",
    "lördag",
    "söndag",
    "poniedziałek",
    "wtorek",
    "środa",
    "czwartek",
    "piątek",
    "sobota",
    "niedziela",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];

static CHANGE_PARTS: [Substring; CHANGES.len()] = substrings(CHANGES);
static OTHER_EVENT_PARTS: [Substring; OTHER_EVENTS.len()] = substrings(OTHER_EVENTS);
static PUBLICATION_PARTS: [Substring; PUBLICATIONS.len()] = substrings(PUBLICATIONS);

/// Whether a text names a change of the page.
pub(in crate::metadata) fn names_change(text: &str) -> bool {
    contains_any(&text.to_lowercase(), &CHANGE_PARTS)
}

/// Whether a text names an event of something other than the page.
pub(in crate::metadata) fn names_other_event(text: &str) -> bool {
    let text = text.to_lowercase();
    let label = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '@'));
    contains_any(&text, &OTHER_EVENT_PARTS)
        || OTHER_EVENT_ENDS.iter().any(|end| label.ends_with(end))
        || ends_with_other_event(label)
}

/// Whether the last words before a date name an event of something else.
fn ends_with_other_event(label: &str) -> bool {
    let label = label.rsplit(['|', '·', '•', '\n', '\t']).next().unwrap_or_default();
    let words = label.split_whitespace().rev();
    let is_preposition = |word: &str| OTHER_EVENT_PREPOSITIONS.contains(&word.trim_end_matches(':'));
    words.clone().next().is_some_and(is_preposition)
        || words
            .take(LABEL_WORDS)
            .any(|word| OTHER_EVENT_WORDS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether a text names the publication of the page.
pub(in crate::metadata) fn names_publication(text: &str) -> bool {
    contains_any(&text.to_lowercase(), &PUBLICATION_PARTS)
}

/// Whether a word belongs to a date or a time of day.
pub(in crate::metadata) fn is_date_word(word: &str) -> bool {
    let word = word.to_lowercase();
    [DATE_WORDS, ENGLISH_DAYS, OTHER_DAYS].iter().any(|words| words.contains(&word.as_str()))
}
