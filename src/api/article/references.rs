//! Shown and images of an article.

use super::Article;
use crate::render::Shown;
use crate::render::references::{ImageData, LinkData, References, references};
use std::ops::Range;

/// A link in the main text.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    article: &'a Article,
    data: &'a LinkData,
}

impl<'a> Link<'a> {
    /// Returns the URL, with the scheme `http`, `https`, `mailto` or `tel`. It is absolute if the URL of the page is
    /// known.
    pub fn url(&self) -> &'a str {
        &self.data.url
    }

    /// Returns the words of the link; empty for a link around an image.
    pub fn text(&self) -> &'a str {
        &self.article.text()[self.range()]
    }

    /// Returns the byte range of the words in [`Article::text`].
    pub fn range(&self) -> Range<usize> {
        self.data.range.clone()
    }

    /// Returns [`Link::range`] in characters (Unicode scalar values), by which Python slices strings.
    pub fn char_range(&self) -> Range<usize> {
        self.article.rendered().char_range(&self.data.range)
    }
}

/// An image in the main text.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    article: &'a Article,
    data: &'a ImageData,
    is_main: bool,
}

impl<'a> Image<'a> {
    /// Returns the URL, with the scheme `http` or `https`. It is absolute if the URL of the page is known. For an image
    /// that a script loads later, it is the URL that the script would load; for an image of several sizes, that of the
    /// largest one.
    pub fn url(&self) -> &'a str {
        &self.data.url
    }

    /// Returns the alternative text; empty if there is none.
    pub fn alt(&self) -> &'a str {
        &self.data.alt
    }

    /// Returns the caption of the figure around the image, if the main text has it.
    pub fn caption(&self) -> Option<&'a str> {
        self.article.text().get(self.data.caption.clone()?)
    }

    /// Whether this is the main image of the page: the first one whose URL is
    /// [`Metadata::image`](crate::Metadata::image), in any size. `false` for all images if the page declares no main
    /// image, or one that is not in the main text.
    pub fn is_main(&self) -> bool {
        self.is_main
    }
}

impl Article {
    /// Returns the links in the main text, in document order, as [`Article::markdown`] has them.
    ///
    /// ```
    /// use maintext::{Extractor, Input};
    ///
    /// let page = "<p>Boats leave from <a href='/pier'>the old pier</a>, every hour, until the sun sets.";
    /// let article = Extractor::default().extract(Input::html(page).with_url("https://example.org/"))?;
    /// let link = article.links().next().unwrap();
    /// assert_eq!((link.url(), link.text()), ("https://example.org/pier", "the old pier"));
    /// assert_eq!(&article.text()[link.range()], "the old pier");
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn links(&self) -> impl ExactSizeIterator<Item = Link<'_>> {
        self.references().links.iter().map(|data| Link { article: self, data })
    }

    /// Returns the images in the main text, in document order, as [`Article::markdown`] has them.
    ///
    /// ```
    /// use maintext::{Extractor, Options};
    ///
    /// let page = "<meta property=og:image content='https://example.org/old-pier.jpg?width=1200'>\
    ///     <p>Boats leave from the old pier, every hour, until the sun sets.</p>\
    ///     <figure><img src='https://example.org/old-pier.jpg' alt='A pier'><figcaption>The pier in March.</figcaption></figure>\
    ///     <p>The first one leaves at six, and the last one comes home at ten.";
    /// let article = Extractor::new(Options::new().with_content_selector("body")?).extract(page)?;
    /// let image = article.images().next().unwrap();
    /// assert_eq!((image.url(), image.alt()), ("https://example.org/old-pier.jpg", "A pier"));
    /// assert_eq!(image.caption(), Some("The pier in March."));
    /// assert!(image.is_main());
    /// # Ok::<(), maintext::Error>(())
    /// ```
    pub fn images(&self) -> impl ExactSizeIterator<Item = Image<'_>> {
        let images = &self.references().images;
        let main = self.metadata().image().and_then(|main| {
            let same = images.iter().position(|image| image.url == main);
            let name = image_name(main)?;
            same.or_else(|| images.iter().position(|image| image_name(&image.url) == Some(name)))
        });
        images.iter().enumerate().map(move |(index, data)| Image { article: self, data, is_main: main == Some(index) })
    }

    pub(super) fn references(&self) -> &References {
        self.references.get_or_init(|| {
            let rendered = self.rendered();
            let References { links, images } = self.in_time(|budget| {
                let shown = Shown { links: true, images: true };
                references(&self.selected(&self.selection, shown, budget), rendered)
            });
            References {
                links: self.limits.cut(links, |link| link.url.len() + link.range.len()),
                images: self.limits.cut(images, |image| image.url.len() + image.alt.len()),
            }
        })
    }

    /// The links that overlap a range of bytes of the text.
    pub(super) fn links_in(&self, range: &Range<usize>) -> impl Iterator<Item = Link<'_>> + use<'_> {
        let links = &self.references().links;
        let first = links.partition_point(|link| link.range.end <= range.start);
        let end = range.end;
        links[first..].iter().take_while(move |link| link.range.start < end).map(|data| Link { article: self, data })
    }
}

/// The file name of an image without the size that servers append (`-1024x683`), its extension and its query; `None` if
/// it is too short to tell images apart.
fn image_name(url: &str) -> Option<&str> {
    /// Many images have shorter names, such as `image` or `1`. Chosen by hand.
    const MIN_LENGTH: usize = 6;
    let path = url.split(['?', '#']).next()?;
    let name = path.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_size = |part: &str| {
        let sides = part.split_once('x');
        sides.is_some_and(|(width, height)| {
            [width, height].iter().all(|side| !side.is_empty() && side.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    let stem =
        stem.rsplit_once('-').filter(|(_, last)| is_size(last) || *last == "scaled").map_or(stem, |(stem, _)| stem);
    (stem.len() >= MIN_LENGTH).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::image_name;

    #[test]
    fn image_name_is_that_of_all_sizes() {
        assert_eq!(image_name("https://e.org/a/harbour-1024x683.jpg?x=1"), Some("harbour"));
        assert_eq!(image_name("https://e.org/b/harbour.webp"), Some("harbour"));
        assert_eq!(image_name("https://e.org/harbour-scaled.jpg"), Some("harbour"));
        assert_eq!(image_name("https://e.org/harbour-1x.jpg"), Some("harbour-1x"));
        assert_eq!(image_name("https://e.org/1.jpg"), None);
    }
}
