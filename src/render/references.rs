//! The links and images of the kept blocks.

use super::document::{Element, Event, Source};
use super::text::Rendered;
use super::{Selected, walk};
use crate::page::Page;
use std::ops::Range;

/// A link.
#[derive(Clone, Debug)]
pub(crate) struct LinkData {
    pub url: String,
    /// Its words, in bytes of the text of the article; empty for a link without words.
    pub range: Range<usize>,
}

/// An image.
#[derive(Clone, Debug)]
pub(crate) struct ImageData {
    pub url: String,
    pub alt: String,
    /// The caption, in bytes of the text of the article.
    pub caption: Option<Range<usize>>,
}

/// The links and images of an article, in document order.
#[derive(Clone, Debug, Default)]
pub(crate) struct References {
    pub links: Vec<LinkData>,
    pub images: Vec<ImageData>,
}

/// A figure that is open: its first image, and its caption.
struct Figure {
    first_image: usize,
    caption: Option<Range<usize>>,
}

/// Collects the links and images of the kept blocks.
pub(crate) fn references(selected: &Selected<'_>, rendered: &Rendered) -> References {
    let page = selected.page;
    let document = walk::document(selected);
    let mut found = References::default();
    let mut sources = document.sources.iter().peekable();
    let mut figures: Vec<Figure> = Vec::new();
    let (mut last_link, mut in_link, mut in_caption) = (None, false, false);
    // The end of the text so far.
    let mut end = 0;
    for (at, event) in selected.budget.limited(document.events.iter().enumerate()) {
        let source = sources.next_if(|source| source.event as usize == at);
        if let Some(range) = source.and_then(|source| range_in_text(page, rendered, source)) {
            end = range.end;
            if in_link && let Some(link) = found.links.last_mut() {
                extend(&mut link.range, &range);
            }
            if in_caption && let Some(figure) = figures.last_mut() {
                extend(figure.caption.get_or_insert(range.start..range.start), &range);
            }
        }
        match event {
            Event::Start(Element::Link(url)) => {
                // A link around several blocks is opened in each of them.
                in_link = true;
                if last_link.replace(*url) != Some(*url) {
                    found.links.push(LinkData { url: document.urls[*url as usize].clone(), range: end..end });
                }
            }
            Event::End(Element::Link(_)) => in_link = false,
            Event::Start(Element::Figure) => figures.push(Figure { first_image: found.images.len(), caption: None }),
            Event::Start(Element::Caption) => in_caption = true,
            Event::End(Element::Caption) => in_caption = false,
            Event::End(Element::Figure) => {
                let Some(Figure { first_image, caption: Some(caption) }) = figures.pop() else { continue };
                let images = found.images[first_image..].iter_mut().filter(|image| image.caption.is_none());
                images.for_each(|image| image.caption = Some(caption.clone()));
            }
            Event::Image(image) => {
                let alt: Vec<&str> = image.alt.split_whitespace().collect();
                found.images.push(ImageData { url: image.url.clone(), alt: alt.join(" "), caption: None });
            }
            _ => {}
        }
    }
    found
}

/// Where the text of an event is in the text of the article.
fn range_in_text(page: &Page, rendered: &Rendered, source: &Source) -> Option<Range<usize>> {
    let blocks = &page.blocks.list;
    let at = |block: usize, offset: usize| {
        let in_article = rendered.ranges.get(block)?.as_ref()?;
        Some(in_article.start + offset.checked_sub(blocks.get(block)?.text.start)?)
    };
    let (first, start, end) = (source.block as usize, source.start as usize, source.end as usize);
    // Code may be several blocks.
    let others = blocks.get(first + 1..)?.partition_point(|block| block.text.start < end);
    Some(at(first, start)?..at(first + others, end)?)
}

/// Makes a range reach over another one, or be that if it is empty.
fn extend(range: &mut Range<usize>, other: &Range<usize>) {
    if range.start == range.end {
        range.start = other.start;
    }
    range.end = other.end;
}
