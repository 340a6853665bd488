//! Videos, audio and posts of other sites in a page: the address at which a reader finds each.

use super::document::Embed;
use super::urls::UrlResolver;
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::{NodeId, Tree};
use crate::page::blocks::is_hidden;
use crate::page::names::has_any_word;
use url::Url;

/// Frames and players up to this size, in pixels, are invisible.
const MAX_INVISIBLE: f32 = 2.0;

/// Longer titles, in bytes, are texts of their own. Chosen by hand.
const MAX_TITLE: usize = 200;

/// Maximum number of ancestors that are searched for the figure around a frame.
const MAX_FIGURE: usize = 4;

/// Maximum number of children of a player that are searched for its source.
const MAX_SOURCES: usize = 16;

/// Words in the names and addresses of frames that show no content: advertisements, trackers, consent, buttons, forms.
const OTHER_FRAMES: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "advertising",
    "adserver",
    "adservice",
    "adsystem",
    "adsense",
    "adframe",
    "analytics",
    "badge",
    "banner",
    "banners",
    "beacon",
    "button",
    "buttons",
    "captcha",
    "checkout",
    "cmp",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "donate",
    "doubleclick",
    "follow",
    "gdpr",
    "googleads",
    "googlesyndication",
    "googletagmanager",
    "hcaptcha",
    "like",
    "likebox",
    "login",
    "newsletter",
    "paywall",
    "pixel",
    "prebid",
    "recaptcha",
    "share",
    "signup",
    "sponsor",
    "sponsored",
    "subscribe",
    "sync",
    "syndication",
    "tagmanager",
    "tracker",
    "tracking",
    "turnstile",
    "usersync",
];

/// Words in the names and addresses of frames that show content.
const CONTENT_FRAMES: &[&str] = &[
    "audio",
    "chart",
    "charts",
    "document",
    "embed",
    "embedded",
    "episode",
    "graphic",
    "graphics",
    "infographic",
    "interactive",
    "map",
    "maps",
    "player",
    "playlist",
    "podcast",
    "presentation",
    "slideshow",
    "track",
    "video",
    "videos",
    "viewer",
];

/// Words of titles that say nothing about what a player shows.
const TITLE_WORDS: &[&str] = &[
    "audio",
    "content",
    "embed",
    "embedded",
    "external",
    "facebook",
    "from",
    "iframe",
    "instagram",
    "media",
    "player",
    "post",
    "soundcloud",
    "spotify",
    "tiktok",
    "tweet",
    "twitter",
    "video",
    "vimeo",
    "x",
    "youtube",
];

/// Attributes that only elements around embedded objects have.
pub(super) const EMBED_KEYS: &[AttrKey] = &[
    AttrKey::DataOembedUrl,
    AttrKey::DataEmbedUrl,
    AttrKey::DataYoutubeId,
    AttrKey::DataVimeoId,
    AttrKey::DataVideoId,
    AttrKey::DataHref,
];

/// Whether an element may be an embedded object by its name alone.
pub(super) fn is_embed(tree: &Tree, node: NodeId, tag: Tag) -> bool {
    match tag {
        Tag::Iframe | Tag::Video | Tag::Audio | Tag::Object | Tag::Embed => true,
        Tag::Other => matches!(tree.name(node), name if name.contains('-') || name == "oembed"),
        _ => false,
    }
}

/// Returns the embedded object that an element shows; `None` if it shows none.
pub(super) fn embed<'t>(tree: &'t Tree, node: NodeId, urls: &mut UrlResolver) -> Option<Embed<'t>> {
    if is_invisible(tree, node) {
        return None;
    }
    let written = match tree.tag(node) {
        Tag::Iframe => source(tree, node)?.to_owned(),
        Tag::Video | Tag::Audio => {
            let of_child = || tree.children(node).take(MAX_SOURCES).find_map(|child| source(tree, child));
            source(tree, node).or_else(of_child)?.to_owned()
        }
        // Plug-ins are gone, but some of their addresses name a page.
        Tag::Object | Tag::Embed => of_plugin(tree, node)?,
        tag => of_element(tree, node, tag)?,
    };
    let written = if written.starts_with("//") { format!("https:{written}") } else { written };
    let page = Url::parse(&written).ok().and_then(|url| page_of_player(&url));
    let title = title(tree, node);
    let names_other = || has_word(tree, node, &written, OTHER_FRAMES);
    // Most other frames are advertisements.
    let shows_content = || {
        tree.tag(node) != Tag::Iframe
            || title.is_some()
            || tree.attr(node, AttrKey::Allowfullscreen).is_some()
            || tree.ancestors(node).take(MAX_FIGURE).any(|around| tree.tag(around) == Tag::Figure)
            || has_word(tree, node, &written, CONTENT_FRAMES)
    };
    if page.is_none() && (names_other() || !shows_content()) {
        return None;
    }
    let url = urls.image(page.as_deref().unwrap_or(&written))?;
    if title.is_none() {
        // HTML has the URL twice.
        urls.spend(url.len())?;
    }
    Some(Embed { url, title })
}

/// Returns the URL of a post of another site that a quotation shows until a script replaces it; `None` for other
/// quotations.
pub(super) fn post(tree: &Tree, quote: NodeId) -> Option<&str> {
    /// Maximum number of nodes of a post.
    const MAX_NODES: NodeId = 256;
    let class = tree.attr(quote, AttrKey::Class)?;
    let is_post = ["tweet", "embed", "instagram", "-media"].iter().any(|part| class.contains(part));
    if !is_post {
        return None;
    }
    let is_web = |url: &&str| starts_with(url, "http://") || starts_with(url, "https://");
    let cited = || tree.attr(quote, AttrKey::Cite).map(str::trim).filter(is_web);
    let named = || tree.attr(quote, AttrKey::DataEmbedUrl).map(str::trim).filter(is_web);
    let end = tree.end(quote).min(quote + MAX_NODES);
    // The date of a post is a link to it, and comes last.
    let linked = || (quote..end).rev().filter_map(|node| tree.attr(node, AttrKey::Href)).map(str::trim).find(is_web);
    cited().or_else(named).or_else(linked)
}

/// Whether an element is hidden, or too small to be seen.
fn is_invisible(tree: &Tree, node: NodeId) -> bool {
    let size = |key| tree.attr(node, key).and_then(|value| value.trim().trim_end_matches("px").parse::<f32>().ok());
    [AttrKey::Width, AttrKey::Height].into_iter().filter_map(size).any(|size| size <= MAX_INVISIBLE)
        || is_hidden(tree, node)
}

/// The address of a frame or a source, also of one that is loaded late.
fn source(tree: &Tree, node: NodeId) -> Option<&str> {
    use AttrKey::*;
    let values = [Src, DataSrc, DataLazySrc, DataOriginal].into_iter().filter_map(|key| tree.attr(node, key));
    values.map(str::trim).find(|value| {
        let is_script = ["about:", "javascript:", "data:", "blob:"].iter().any(|scheme| starts_with(value, scheme));
        !value.is_empty() && !is_script
    })
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The address of a plug-in's film if it names a page.
fn of_plugin(tree: &Tree, node: NodeId) -> Option<String> {
    let of_child = |child| match tree.tag(child) {
        Tag::Param => tree.attr(child, AttrKey::Value),
        _ => source(tree, child),
    };
    let mut written = source(tree, node).into_iter().chain(tree.children(node).take(MAX_SOURCES).filter_map(of_child));
    written.find_map(|written| {
        let written = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
        page_of_player(&Url::parse(&written).ok()?)
    })
}

/// The address that another element names by its attributes, such as `<lite-youtube videoid>` or an oEmbed wrapper.
fn of_element(tree: &Tree, node: NodeId, tag: Tag) -> Option<String> {
    use AttrKey::*;
    let attr = |key| tree.attr(node, key).map(str::trim).filter(|value| !value.is_empty());
    let is_web = |value: &&str| starts_with(value, "http://") || starts_with(value, "https://");
    let name = if tag == Tag::Other { tree.name(node) } else { "" };
    let class = tree.attr(node, Class).unwrap_or_default();
    let is_of = |player: &str| name.contains(player) || class.contains(player);
    let id = |keys: &[AttrKey]| keys.iter().find_map(|&key| attr(key)).filter(|id| is_id(id));
    let youtube = |id: &str| format!("https://www.youtube.com/watch?v={id}");
    if let Some(url) = [DataOembedUrl, DataEmbedUrl].into_iter().find_map(attr).filter(is_web) {
        return Some(url.to_owned());
    }
    if let Some(id) = attr(DataYoutubeId).filter(|id| is_id(id)) {
        return Some(youtube(id));
    }
    if let Some(id) = attr(DataVimeoId).filter(|id| is_id(id)) {
        return Some(format!("https://vimeo.com/{id}"));
    }
    if let Some(id) = id(&[Videoid, VideoId, DataVideoid, DataVideoId]) {
        if is_of("youtube") {
            return Some(youtube(id));
        }
        if is_of("vimeo") {
            return Some(format!("https://vimeo.com/{id}"));
        }
    }
    if is_of("fb-post") || is_of("fb-video") {
        return attr(DataHref).filter(is_web).map(str::to_owned);
    }
    if name.is_empty() {
        return None;
    }
    match () {
        () if name.contains("twitter") || name.contains("tweet") => {
            id(&[DataTweetid]).map(|id| format!("https://twitter.com/i/status/{id}"))
        }
        () if name.contains("instagram") => id(&[DataShortcode]).map(|id| format!("https://www.instagram.com/p/{id}/")),
        () if name == "oembed" => attr(Url).filter(is_web).map(str::to_owned),
        () if ["video", "audio", "player", "iframe", "embed", "youtube", "vimeo"]
            .iter()
            .any(|word| name.contains(word)) =>
        {
            source(tree, node).filter(is_web).map(str::to_owned)
        }
        () => None,
    }
}

/// Whether a text can be the identifier of a video or a post.
fn is_id(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Returns the page that shows what a player shows, for players whose addresses have a fixed, documented form.
fn page_of_player(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).take(6).collect();
    let parameter = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let id_of = |name: &str| parameter(name).filter(|id| is_id(id));
    let web = |name: &str| parameter(name).filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let youtube = |id: &str| is_id(id).then(|| format!("https://www.youtube.com/watch?v={id}"));
    match (host, &parts[..]) {
        ("youtube.com" | "youtube-nocookie.com", ["embed", "videoseries"]) => {
            Some(format!("https://www.youtube.com/playlist?list={}", id_of("list")?))
        }
        ("youtube.com" | "youtube-nocookie.com" | "m.youtube.com", ["embed" | "v", id]) => {
            // Old addresses have parameters after an ampersand.
            youtube(id.split('&').next().unwrap_or(id))
        }
        ("youtu.be", [id]) => youtube(id),
        ("player.vimeo.com", ["video", id]) => Some(format!("https://vimeo.com/{id}")),
        ("dailymotion.com", ["embed", "video", id]) => Some(format!("https://www.dailymotion.com/video/{id}")),
        ("open.spotify.com", ["embed" | "embed-podcast", kind, id]) => {
            Some(format!("https://open.spotify.com/{kind}/{id}"))
        }
        ("w.soundcloud.com", ["player"]) | ("cdn.embedly.com", ["widgets", _]) | ("cdn.iframe.ly", _) => web("url"),
        ("facebook.com", ["plugins", "post.php" | "video.php"]) => web("href"),
        ("platform.twitter.com", ["embed", _]) => Some(format!("https://twitter.com/i/status/{}", id_of("id")?)),
        ("embed.bsky.app", ["embed", user, "app.bsky.feed.post", post]) => {
            Some(format!("https://bsky.app/profile/{user}/post/{post}"))
        }
        ("instagram.com", [kind @ ("p" | "reel" | "tv"), id, "embed", ..]) => {
            Some(format!("https://www.instagram.com/{kind}/{id}/"))
        }
        ("embed.ted.com", ["talks", talk]) => Some(format!("https://www.ted.com/talks/{talk}")),
        ("clips.twitch.tv", ["embed"]) => Some(format!("https://clips.twitch.tv/{}", id_of("clip")?)),
        ("player.twitch.tv", _) => match (id_of("video"), id_of("channel")) {
            (Some(video), _) => Some(format!("https://www.twitch.tv/videos/{}", video.trim_start_matches('v'))),
            (None, channel) => Some(format!("https://www.twitch.tv/{}", channel?)),
        },
        ("codepen.io", [user, "embed", .., id]) => Some(format!("https://codepen.io/{user}/pen/{id}")),
        ("archive.org", ["embed", id]) => Some(format!("https://archive.org/details/{id}")),
        // Mastodon and others that speak its protocol, on any host.
        (_, [user, id, "embed"]) if user.starts_with('@') => {
            Some(format!("{}/{user}/{id}", url.origin().ascii_serialization()))
        }
        _ => None,
    }
}

/// Whether one of the words is in the names or the address of an element.
fn has_word(tree: &Tree, node: NodeId, url: &str, words: &[&str]) -> bool {
    use AttrKey::*;
    let names = [Id, Class, Name, Title].into_iter().filter_map(|key| tree.attr(node, key));
    let path = url.split(['?', '#']).next().unwrap_or_default();
    // Long addresses are read up to this many bytes.
    let path = path.get(..256).unwrap_or(path);
    names.chain([path]).any(|text| has_any_word(text, words))
}

/// The title of an embedded object if it says what that shows.
fn title(tree: &Tree, node: NodeId) -> Option<&str> {
    let title = [AttrKey::Title, AttrKey::AriaLabel].into_iter().find_map(|key| tree.attr(node, key))?.trim();
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says_more = words.any(|word| !TITLE_WORDS.iter().any(|other| word.eq_ignore_ascii_case(other)));
    (says_more && title.len() <= MAX_TITLE && !title.contains(['<', '>'])).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::parse::parse;
    use crate::page::Page;

    /// The URL and the title of the first embedded object.
    fn found(html: &str) -> Option<(String, Option<String>)> {
        let mut page = Page::from_tree(parse(html));
        page.url = Some("https://e.org/".to_owned());
        let (tree, mut urls) = (&page.tree, UrlResolver::new(&page));
        let found = (1..tree.len() as NodeId).find_map(|node| {
            let is_candidate =
                is_embed(tree, node, tree.tag(node)) || tree.attrs(node).any(|(key, _)| EMBED_KEYS.contains(&key));
            if is_candidate { embed(tree, node, &mut urls) } else { None }
        });
        found.map(|embed| (embed.url, embed.title.map(str::to_owned)))
    }

    fn url(html: &str) -> String {
        found(html).map(|(url, _)| url).unwrap_or_default()
    }

    #[test]
    fn players_lead_to_the_page_of_what_they_show() {
        for (src, page) in [
            ("//www.youtube.com/embed/abc_DEF-1234?rel=0", "https://www.youtube.com/watch?v=abc_DEF-1234"),
            ("https://www.youtube-nocookie.com/embed/abc?start=3", "https://www.youtube.com/watch?v=abc"),
            ("https://www.youtube.com/embed/videoseries?list=PL1", "https://www.youtube.com/playlist?list=PL1"),
            ("https://player.vimeo.com/video/45725193?h=a290", "https://vimeo.com/45725193"),
            ("https://open.spotify.com/embed/track/3xyz?utm=1", "https://open.spotify.com/track/3xyz"),
            ("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=f", "https://soundcloud.com/a/b"),
            ("https://cdn.embedly.com/widgets/media.html?src=x&url=https%3A%2F%2Fe.org%2Fv", "https://e.org/v"),
            ("https://fedi.example/@ann/1122/embed", "https://fedi.example/@ann/1122"),
            ("https://www.instagram.com/p/Cx1/embed/captioned", "https://www.instagram.com/p/Cx1/"),
            ("https://other.example/player/7", "https://other.example/player/7"),
            ("/charts/3.html", "https://e.org/charts/3.html"),
        ] {
            assert_eq!(url(&format!("<iframe src='{src}'></iframe>")), page, "{src}");
        }
        assert_eq!(
            url("<iframe src='about:blank' allowfullscreen data-src='https://other.example/v'></iframe>"),
            "https://other.example/v"
        );
    }

    #[test]
    fn elements_that_become_players_lead_to_the_page() {
        for (html, page) in [
            ("<lite-youtube videoid=abc><a>Play</a></lite-youtube>", "https://www.youtube.com/watch?v=abc"),
            ("<amp-youtube data-videoid=abc></amp-youtube>", "https://www.youtube.com/watch?v=abc"),
            ("<div class=js-youtube data-video-id=abc></div>", "https://www.youtube.com/watch?v=abc"),
            ("<div data-youtube-id=abc></div>", "https://www.youtube.com/watch?v=abc"),
            ("<lite-vimeo videoid=123></lite-vimeo>", "https://vimeo.com/123"),
            ("<figure><oembed url='https://e.org/v/1'></oembed></figure>", "https://e.org/v/1"),
            ("<div data-oembed-url='https://youtu.be/abc'></div>", "https://www.youtube.com/watch?v=abc"),
            ("<amp-twitter data-tweetid=12></amp-twitter>", "https://twitter.com/i/status/12"),
            ("<div class=fb-video data-href='https://e.org/v/9'></div>", "https://e.org/v/9"),
            ("<video controls><source src=/a.webm><source src=/a.mp4></video>", "https://e.org/a.webm"),
            ("<audio src=/a.mp3></audio>", "https://e.org/a.mp3"),
            (
                "<object><param name=movie value='//www.youtube.com/v/abc&fs=1'></object>",
                "https://www.youtube.com/watch?v=abc",
            ),
        ] {
            assert_eq!(url(html), page, "{html}");
        }
    }

    #[test]
    fn advertisements_trackers_and_invisible_frames_are_no_embeds() {
        for html in [
            "<iframe src='https://ads.example/x' width=300 height=250></iframe>",
            "<iframe id=google_ads_iframe_1 src='https://x.example/safeframe'></iframe>",
            "<iframe title='3rd party ad content' src='https://x.example/y'></iframe>",
            "<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-1' height=0 width=0></iframe>",
            "<iframe src='https://x.example/v' width=1 height=1></iframe>",
            "<iframe src='https://x.example/v' style='display:none'></iframe>",
            "<iframe src='https://x.example/consent/frame'></iframe>",
            "<iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe>",
            "<iframe src='javascript:alert(1)'></iframe>",
            "<iframe src='data:text/html,x'></iframe>",
            "<iframe src='https://x.example/r?site=1&type=tv' width=300 height=250></iframe>",
            "<iframe></iframe>",
            "<video src='blob:https://e.org/1'></video>",
            "<x-card data-src='https://e.org/1'></x-card>",
            "<embed src=/film.swf>",
        ] {
            assert_eq!(found(html), None, "{html}");
        }
    }

    #[test]
    fn title_is_kept_if_it_says_what_is_shown() {
        let title =
            |title: &str| found(&format!("<iframe title='{title}' src='https://e.org/video/1'></iframe>")).unwrap().1;
        assert_eq!(title("The ferry, first trip").as_deref(), Some("The ferry, first trip"));
        assert_eq!(title("YouTube video player"), None);
        assert_eq!(title(" "), None);
    }
}
