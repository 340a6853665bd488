//! Declarations of the `style` attribute.

/// Returns the properties and values of an inline style, without `!important`.
pub(crate) fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).map(|(property, value)| {
        let value = value.split('!').next().unwrap_or(value);
        (property.trim(), value.trim())
    })
}

/// Whether an inline style sets a property to one of the values.
pub(crate) fn says(style: &str, property: &str, values: &[&str]) -> bool {
    declarations(style).any(|(name, value)| {
        name.eq_ignore_ascii_case(property) && values.iter().any(|other| value.eq_ignore_ascii_case(other))
    })
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn declarations_match_in_any_case_and_with_important() {
        assert!(says("color: red; Font-Weight : BOLD !important", "font-weight", &["normal", "bold"]));
        assert!(!says("font-weight: bolder", "font-weight", &["bold"]));
        assert!(!says("font-weight", "font-weight", &[""]));
    }
}
