//! Words beside dates, which say what a date is of.

use crate::text::parts::{Part, has_any, parts};

/// Before a date: it is that of the last change. In lower case.
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

/// Before a date: it is that of something else than the page, of a member or of an answer. In lower case.
const OTHERS: &[&str] = &[
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
];

/// What says that a date is that of publication, in lower case.
const LABELS: &[&str] = &[
    "publish",
    "publié",
    "publica",
    "pubblica",
    "publicer",
    "publiser",
    "publikov",
    "posted",
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

/// The words that belong to a date or a time of day, beside the days of the week: what says no more than that something has
/// one, prepositions and zones. In lower case.
const WORDS_OF_DATES: &[&str] = &[
    "date", "dated", "datum", "fecha", "data", "дата", "tarih", "日期", "时间", "時間", "on", "at", "am", "pm", "um",
    "uhr", "h", "le", "el", "il", "em", "om", "den", "op", "på", "pa", "à", "às", "a", "kl", "klo", "gmt", "utc",
    "cet", "cest", "bst", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt",
];

/// The days of the week in English, in lower case.
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

static PARTS_OF_CHANGES: [Part; CHANGES.len()] = parts(CHANGES);
static PARTS_OF_LABELS: [Part; LABELS.len()] = parts(LABELS);
static PARTS_OF_OTHERS: [Part; OTHERS.len()] = parts(OTHERS);

/// Whether a text says that a date is that of a change.
pub(in crate::metadata) fn says_change(text: &str) -> bool {
    has_any(&text.to_lowercase(), &PARTS_OF_CHANGES)
}

/// Whether a text says that a date is that of something else than the page.
pub(in crate::metadata) fn says_other(text: &str) -> bool {
    has_any(&text.to_lowercase(), &PARTS_OF_OTHERS)
}

/// Whether a text says that a date is that of publication.
pub(in crate::metadata) fn says_published(text: &str) -> bool {
    has_any(&text.to_lowercase(), &PARTS_OF_LABELS)
}

/// Whether a word belongs to a date or a time of day.
pub(in crate::metadata) fn is_of_date(word: &str) -> bool {
    let word = word.to_lowercase();
    [WORDS_OF_DATES, ENGLISH_DAYS, OTHER_DAYS].iter().any(|words| words.contains(&word.as_str()))
}
