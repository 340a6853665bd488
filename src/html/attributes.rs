//! Attributes that the crate reads. The parser drops all others.

macro_rules! define_keys {
    ($($key:ident $name:literal,)*) => {
        /// Key of an attribute that the tree keeps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum AttrKey {
            /// Not an attribute: holds the name of an element that [`crate::html::tag::Tag`] does not list.
            ElementName,
            $(#[doc = concat!("`", $name, "`")] $key,)*
        }

        impl AttrKey {
            /// All keys of attributes.
            pub const ALL: &[AttrKey] = &[$(AttrKey::$key,)*];

            /// Returns the key of an attribute by its name in lower case; `None` if the crate does not read it.
            pub fn from_name(name: &str) -> Option<AttrKey> {
                match name {
                    $($name => Some(AttrKey::$key),)*
                    _ => None,
                }
            }

            /// Returns the attribute's name.
            pub fn name(self) -> &'static str {
                match self {
                    AttrKey::ElementName => "",
                    $(AttrKey::$key => $name,)*
                }
            }
        }
    };
}

define_keys! {
    About "about", Align "align", Alt "alt", Alttext "alttext", AriaHidden "aria-hidden", AriaLabel "aria-label",
    AriaLevel "aria-level", Charset "charset", Checked "checked", Cite "cite", Class "class", Colspan "colspan",
    Content "content", DataLang "data-lang", DataLanguage "data-language", DataLazySrc "data-lazy-src",
    DataNosnippet "data-nosnippet", DataOriginal "data-original",
    DataSrc "data-src", DataSrcset "data-srcset", Datetime "datetime", Dir "dir", Display "display",
    Encoding "encoding", Height "height", Hidden "hidden", Href "href", HttpEquiv "http-equiv", Id "id",
    Itemprop "itemprop", Itemscope "itemscope", Itemtype "itemtype", Lang "lang", Language "language",
    Name "name", Open "open", Popover "popover", Property "property", Rel "rel", Resource "resource",
    Reversed "reversed", Role "role", Rowspan "rowspan", Scope "scope", Shadowrootmode "shadowrootmode", Slot "slot",
    Src "src", Srcset "srcset", Start "start", StyleAttr "style", Title "title", Type "type", Typeof "typeof", Value "value", Vocab "vocab", Width "width",
    XmlLang "xml:lang",
}

// Sets of keys are stored as the bits of a `u64`.
const _: () = assert!(AttrKey::ALL.len() < 64);
