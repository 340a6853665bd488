//! The comments below a story.
//!
//! Names and microdata say which regions of a page hold comments. The elements that repeat in a region are the comments, and
//! each of them is read for its author, date and text. The posts of a thread are main text, not comments.

mod below_story;
mod items;
mod json_ld;
mod lines;
mod read;
mod regions;

use crate::metadata::{Context, DateOrder, PageType};

pub(crate) use below_story::{blocks_below_story, may_have_comments};

/// A reader's comment on a story, or a review of a product.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Comment {
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) text: String,
    pub(crate) depth: usize,
}

impl Comment {
    /// The name of the author, if the page gives it.
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// The date of the comment in the format of [`Metadata::published`](crate::Metadata::published). `None` if the page gives no
    /// date, or only says how long ago the comment was written.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The text. Paragraphs are separated by an empty line. Never empty.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of its strings.
    pub(crate) fn size(&self) -> usize {
        let optional = [&self.author, &self.date].into_iter().flatten();
        self.text.len() + optional.map(String::len).sum::<usize>()
    }

    /// The depth in the discussion: 0 for a comment on the story, 1 for a reply to it, and so on. 0 if the page does not show
    /// which comments are replies.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

/// Returns the comments of a page, in document order.
pub(crate) fn comments(context: &Context, page_type: Option<PageType>, order: DateOrder) -> Vec<Comment> {
    let items = below_story::items(context, page_type);
    let comments: Vec<Comment> = items.iter().flat_map(|items| read::comments(context, items, order)).collect();
    if comments.is_empty() && page_type != Some(PageType::Thread) {
        return json_ld::comments(context, order);
    }
    comments
}
