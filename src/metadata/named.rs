//! Enums whose variants have a name in JSON and front matter.

/// The error of parsing a name that is not known, such as that of a [`PageType`](crate::PageType).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} {found:?}: expected one of {expected}")]
pub struct UnknownName {
    kind: &'static str,
    found: String,
    expected: String,
}

impl UnknownName {
    pub(super) fn new(kind: &'static str, found: &str, expected: &[&str]) -> UnknownName {
        UnknownName { kind, found: found.to_owned(), expected: expected.join(", ") }
    }
}

/// Gives an enum `name()`, `Display` and `FromStr`. `kind` is what error messages call it.
macro_rules! named {
    ($type:ident, $kind:literal, $($variant:ident = $name:literal,)*) => {
        impl $type {
            /// Returns the name in JSON and front matter, such as
            #[doc = concat!("`", named!(@first $($name)*), "`.")]
            /// It can be parsed again.
            pub fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)*
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::metadata::named::UnknownName;

            fn from_str(name: &str) -> Result<$type, Self::Err> {
                match name {
                    $($name => Ok($type::$variant),)*
                    _ => Err(Self::Err::new($kind, name, &[$($name),*])),
                }
            }
        }
    };
    (@first $first:literal $($rest:literal)*) => { $first };
}

pub(super) use named;

#[cfg(test)]
mod tests {
    use crate::{MetadataField, MetadataSource, PageType};

    #[test]
    fn names_are_parsed_again() {
        assert_eq!("json_ld".parse(), Ok(MetadataSource::JsonLd));
        assert_eq!(MetadataField::SiteName.to_string(), "site_name");
        assert_eq!(PageType::Profile.name().parse(), Ok(PageType::Profile));
    }

    #[test]
    fn unknown_name_is_an_error_with_the_known_ones() {
        let error = "blog".parse::<PageType>().unwrap_err().to_string();
        assert!(error.starts_with("unknown page type \"blog\": expected one of article, thread"), "{error}");
    }

    #[cfg(feature = "serde")]
    #[test]
    fn names_are_those_of_serde() {
        let field: MetadataField = serde_json::from_str("\"page_type\"").unwrap();
        assert_eq!(field.name(), "page_type");
        let source: MetadataSource = serde_json::from_str("\"twitter_card\"").unwrap();
        assert_eq!(source.name(), "twitter_card");
    }
}
