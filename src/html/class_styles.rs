//! Emphasis by the classes of exported documents.
//!
//! Editors that export HTML (Google Docs, LibreOffice) write each style of a document as a class with a letter and
//! a number, and rules for them in the page: `.c1{font-weight:700}`. Only such rules are read. Rules with names written by
//! people are the design of a site, and say nothing about the words.

use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Maximum number of bytes of a style sheet that is read. Exports have less than 50,000, while sites have more.
const MAX_BYTES: usize = 50_000;

/// Maximum number of classes that are kept.
const MAX_CLASSES: usize = 256;

/// What a class does to its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClassStyle {
    /// The weight of the font is 600 or more.
    pub is_bold: bool,
    pub is_italic: bool,
}

/// The styles of the classes of an exported document.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClassStyles {
    classes: FxHashMap<String, ClassStyle>,
}

impl ClassStyles {
    /// Reads a style sheet.
    pub fn read(&mut self, sheet: &str) {
        // Exports number their classes from 0 or 1: those of Google Docs, and of LibreOffice.
        static FIRST: Lazy<[Finder; 2]> = Lazy::new(|| [".c1{", ".T1"].map(Finder::new));
        let bytes = sheet.as_bytes();
        let may_be_exported = (".c1{font-weight:700}".len()..=MAX_BYTES).contains(&bytes.len());
        if !may_be_exported || !FIRST.iter().any(|name| name.find(bytes).is_some()) {
            return;
        }
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            let style = style_of(declarations);
            if style == ClassStyle::default() {
                continue;
            }
            for class in selectors.split(',').filter_map(numbered_class) {
                if self.classes.len() < MAX_CLASSES {
                    let known = self.classes.entry(class.to_owned()).or_default();
                    known.is_bold |= style.is_bold;
                    known.is_italic |= style.is_italic;
                }
            }
        }
    }

    /// Returns what the classes of an element do to its words.
    pub fn of(&self, classes: &str) -> ClassStyle {
        let mut style = ClassStyle::default();
        if self.classes.is_empty() {
            return style;
        }
        // Elements of exports have few classes.
        for class in classes.split_ascii_whitespace().take(8) {
            if let Some(other) = self.classes.get(class) {
                style.is_bold |= other.is_bold;
                style.is_italic |= other.is_italic;
            }
        }
        style
    }
}

fn style_of(declarations: &str) -> ClassStyle {
    let mut style = ClassStyle::default();
    for (property, value) in super::inline_style::declarations(declarations) {
        if property.eq_ignore_ascii_case("font-weight") {
            style.is_bold = matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900");
        } else if property.eq_ignore_ascii_case("font-style") {
            style.is_italic = matches!(value, "italic" | "oblique");
        }
    }
    style
}

/// Returns the class of a selector such as `.c1` or `span.s12` if its name is one or two letters and a number.
fn numbered_class(selector: &str) -> Option<&str> {
    let (element, class) = selector.trim().split_once('.')?;
    let letters = class.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_numbered = (1..=2).contains(&letters)
        && class.len() > letters
        && class.bytes().skip(letters).all(|byte| byte.is_ascii_digit());
    let is_plain = element.is_empty() || element.eq_ignore_ascii_case("span");
    (is_numbered && is_plain).then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sheet: &str, classes: &str) -> (bool, bool) {
        let mut styles = ClassStyles::default();
        styles.read(sheet);
        let style = styles.of(classes);
        (style.is_bold, style.is_italic)
    }

    #[test]
    fn numbered_classes_have_the_emphasis_of_their_rules() {
        let sheet = "ol{margin:0}.c1{font-weight:700}.c4{font-style:italic;font-weight:400}\n.T1, span.s2 { font-weight: bold !important; }";
        assert_eq!(of(sheet, "c3 c1"), (true, false));
        assert_eq!(of(sheet, "c4"), (false, true));
        assert_eq!(of(sheet, "c1 c4"), (true, true));
        assert_eq!(of(sheet, "T1"), (true, false));
        assert_eq!(of(sheet, "s2"), (true, false));
        assert_eq!(of(sheet, "c3"), (false, false));
    }

    #[test]
    fn rules_with_names_written_by_people_are_not_read() {
        let sheet = ".c1{color:red}.title{font-weight:700}.c1 b.c2{font-weight:700}p.c5{font-weight:700}.c1:hover{font-weight:700}";
        for class in ["title", "c1", "c2", "c5"] {
            assert_eq!(of(sheet, class), (false, false), "{class}");
        }
        assert_eq!(of("", "c1"), (false, false));
    }
}
