//! Comments below a story, as their own part.
//!
//! The page says by names and microdata where its comments are; what repeats there are the comments, and in each of them
//! who wrote it, when, and what. What is main text, such as the posts of a thread, is no comment.

mod below_story;
mod items;
mod json_ld;
mod read;
mod regions;

use crate::metadata::{DateOrder, Page, PageType};

pub(crate) use below_story::{blocks_below_story, may_have_comments};

/// A comment.
///
/// ```
/// let page = "<h1>On rivers</h1><p>Rivers carry water, and with it sand, from the mountains to the sea, and so they \
///     shape the land that people live on.</p><p>Where they slow down, they leave behind what they carried, and \
///     the fields beside them are the better for it, as farmers have known for a long time.</p><ol class=comments><li class=comment><b class=author>Jane Doe</b>\
///     <time datetime=2025-03-09>yesterday</time><p>And fish, do not forget the fish!</p></li></ol>";
/// let article = maintext::extract(page);
/// let comment = &article.comments()[0];
/// assert_eq!((comment.author(), comment.date()), (Some("Jane Doe"), Some("2025-03-09")));
/// assert_eq!((comment.text(), comment.depth()), ("And fish, do not forget the fish!", 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Comment {
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) text: String,
    pub(crate) depth: usize,
}

impl Comment {
    /// Who wrote it, if the page says.
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// When it was written, by RFC 3339 as [`Metadata::published`](crate::Metadata::published) is; `None` also where the
    /// page only says how long ago.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// What it says, an empty line between paragraphs. Never empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// 0 for a comment on the story, 1 for a reply to it, and so on, as far as the page shows it.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

/// The comments of a page of some type, in its order.
pub(crate) fn comments(page: &Page, kind: Option<PageType>, order: DateOrder) -> Vec<Comment> {
    let mut comments = Vec::new();
    for items in below_story::items(page, kind) {
        comments.extend(read::comments(page, &items, order));
    }
    if comments.is_empty() && kind != Some(PageType::Thread) { json_ld::comments(page, order) } else { comments }
}
