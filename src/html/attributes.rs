//! Attributes that the crate reads. The parser drops all others.

macro_rules! define_keys {
    ($($key:ident $name:literal,)*; $($custom:ident)*) => {
        /// Key of an attribute that the tree keeps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum AttrKey {
            /// Not an attribute: holds the name of an element that [`crate::html::tag::Tag`] does not list.
            ElementName,
            $(#[doc = concat!("`", $name, "`")] $key,)*
            $(#[doc = "An attribute that a selector of the caller names."] $custom,)*
        }

        impl AttrKey {
            /// Keys of attributes that only the caller's selectors name.
            const CUSTOM: &[AttrKey] = &[$(AttrKey::$custom,)*];

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
                    AttrKey::ElementName $(| AttrKey::$custom)* => "",
                    $(AttrKey::$key => $name,)*
                }
            }
        }
    };
}

define_keys! {
    About "about", Align "align", Allowfullscreen "allowfullscreen", Alt "alt", Alttext "alttext", AriaChecked "aria-checked", AriaHidden "aria-hidden", AriaLabel "aria-label",
    AriaLevel "aria-level", Charset "charset", Checked "checked", Cite "cite", Class "class", Colspan "colspan",
    Content "content", DataChecked "data-checked", DataEmbedUrl "data-embed-url", DataHref "data-href", DataLang "data-lang", DataLanguage "data-language", DataLazySrc "data-lazy-src",
    DataNosnippet "data-nosnippet", DataOembedUrl "data-oembed-url", DataOriginal "data-original",
    DataShortcode "data-shortcode", DataTweetid "data-tweetid", DataVideoId "data-video-id", DataVideoid "data-videoid",
    DataVimeoId "data-vimeo-id", DataYoutubeId "data-youtube-id",
    DataSrc "data-src", DataSrcset "data-srcset", Datetime "datetime", Dir "dir", Display "display",
    Encoding "encoding", Height "height", Hidden "hidden", Href "href", HttpEquiv "http-equiv", Id "id",
    Itemprop "itemprop", Itemscope "itemscope", Itemtype "itemtype", Lang "lang", Language "language",
    Name "name", Open "open", Popover "popover", Property "property", Rel "rel", Resource "resource",
    Reversed "reversed", Role "role", Rowspan "rowspan", Scope "scope", Shadowrootmode "shadowrootmode", Slot "slot",
    Src "src", Srcset "srcset", Start "start", StyleAttr "style", Title "title", Type "type", Typeof "typeof", Url "url", Value "value", VideoId "video-id", Videoid "videoid", Vocab "vocab", Width "width",
    XmlLang "xml:lang",
    ;
    Custom0 Custom1 Custom2 Custom3 Custom4 Custom5 Custom6 Custom7 Custom8 Custom9 Custom10 Custom11 Custom12 Custom13
    Custom14 Custom15 Custom16 Custom17 Custom18 Custom19 Custom20 Custom21 Custom22 Custom23 Custom24 Custom25
    Custom26 Custom27 Custom28 Custom29 Custom30 Custom31
}

// The arena stores sets of keys as the bits of a `u128`. All custom keys share the last bit.
const _: () = assert!(AttrKey::ALL.len() < 127);

impl AttrKey {
    /// The key in a set of keys. Custom attributes share one bit.
    #[inline]
    pub(crate) fn bit(self) -> u128 {
        1 << (self as u8).min(127)
    }

    /// Whether the key is that of an attribute in [`CustomAttrs`].
    pub(crate) fn is_custom(self) -> bool {
        self as u8 >= AttrKey::Custom0 as u8
    }
}

/// Attributes that the tree keeps for the caller's selectors, although the crate does not read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CustomAttrs {
    /// In lower case.
    names: Vec<String>,
}

impl CustomAttrs {
    /// Maximum number of attributes.
    pub const MAX: usize = AttrKey::CUSTOM.len();

    /// Adds an attribute by its name in lower case, unless the tree keeps it anyway. Returns false if there is no room.
    #[must_use]
    pub fn add(&mut self, name: &str) -> bool {
        if self.key_of(name).is_none() {
            self.names.push(name.to_owned());
        }
        self.names.len() <= CustomAttrs::MAX
    }

    /// Returns the key of one of these attributes. The name may be in any case.
    pub fn key(&self, name: &str) -> Option<AttrKey> {
        let at = self.names.iter().position(|other| other.eq_ignore_ascii_case(name))?;
        AttrKey::CUSTOM.get(at).copied()
    }

    /// Returns the key of any attribute that the tree keeps, by its name in lower case.
    pub fn key_of(&self, name: &str) -> Option<AttrKey> {
        AttrKey::from_name(name).or_else(|| self.key(name))
    }

    /// Whether there are no such attributes.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
