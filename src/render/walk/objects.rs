//! Elements without text: images and formulas.

use super::super::assembly::Gap;
use super::super::document::{Embed, Event, Image};
use super::super::{images, math};
use super::{Content, MAX_ANCESTORS, Walk};
use crate::html::attributes::AttrKey;
use crate::html::tag::Tag;
use crate::html::tree::NodeId;
use crate::page::blocks::RawBlock;

impl<'t> Walk<'t> {
    pub(super) fn embed(&mut self, node: NodeId, embed: Embed<'t>) {
        self.approach(node);
        self.wrote(Content::Image, node);
        self.assembly.embed(embed);
    }

    pub(super) fn image(&mut self, image: NodeId) {
        let tree = self.tree;
        if self.formula_ends.contains(&image) || !self.objects.shows(image) {
            return;
        }
        if let Some(text) = images::character(tree, image) {
            self.approach(image);
            self.wrote(Content::Image, image);
            return self.assembly.text(text, None);
        }
        if let Some(tex) = math::of_image(tree, image) {
            return self.formula(image, tex, false);
        }
        if !self.shown.images {
            return;
        }
        let Some(source) = images::source(tree, image, &mut self.urls) else { return };
        let repeats = source == self.last_image || self.is_fallback(image) || images::is_preview(tree, image);
        if !repeats {
            self.last_image.clone_from(&source);
            self.approach(image);
            self.wrote(Content::Image, image);
            self.assembly.image(Image { url: source, alt: images::description(tree, image) });
        }
    }

    pub(super) fn input(&mut self, input: NodeId) {
        let tree = self.tree;
        if !tree.attr(input, AttrKey::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
            return;
        }
        // A checkbox beside blocks folds them. That of a task is in the block of its words, before them.
        let next = self.cursor.advance(input).filter(|&next| self.kept[next]);
        if next.is_some() && next.map(|next| self.blocks.list[next].node) == self.holder(input) {
            self.assembly.task(tree.attr(input, AttrKey::Checked).is_some());
        }
    }

    /// The block-level element around a node.
    fn holder(&self, node: NodeId) -> Option<NodeId> {
        self.tree.ancestors(node).take(MAX_ANCESTORS).find(|&around| self.tree.tag(around).is_block())
    }

    pub(super) fn formula(&mut self, node: NodeId, tex: String, is_display: bool) {
        self.approach(node);
        self.assembly.inline(Event::Math { tex, is_display }, self.passed.take());
        self.wrote(Content::Formula, node);
    }

    /// Prepares for an element without text: it is written in the paragraph of the text beside it if both are in the
    /// same element, or else in a paragraph of its own.
    fn approach(&mut self, node: NodeId) {
        let tree = self.tree;
        let before = tree.text[..tree.text_at[node as usize] as usize].chars().next_back();
        if before.is_some_and(char::is_whitespace) {
            self.assembly.widen(Gap::Space);
        }
        if self.assembly.is_in_leaf() {
            return;
        }
        let holder = self.holder(node);
        let is_beside = |block: &RawBlock| block.first <= node && node <= block.last || holder == Some(block.node);
        let next = self.cursor.advance(node);
        let is_of_last = self.block.is_some_and(|block| is_beside(&self.blocks.list[block]));
        if !is_of_last {
            self.assembly.boundary();
            self.block = next.filter(|&next| is_beside(&self.blocks.list[next]));
        }
    }

    /// Whether the image is in a `<noscript>`, and repeats one before it that scripts show.
    fn is_fallback(&self, image: NodeId) -> bool {
        let noscript = self.tree.ancestors(image).take(4).find(|&node| self.tree.tag(node) == Tag::Noscript);
        let has_image = |noscript: NodeId| {
            let alternative = images::alt(self.tree, image);
            (noscript.saturating_sub(6)..noscript).any(|node| {
                self.tree.tag(node) == Tag::Img
                    && images::alt(self.tree, node) == alternative
                    && images::is_shown(self.tree, node)
            })
        };
        noscript.is_some_and(has_image)
    }

    pub(super) fn script(&mut self, script: NodeId) {
        if let Some((tex, is_display)) = math::of_script(self.tree, script)
            && self.surroundings.keeps(script)
        {
            self.formula(script, tex, is_display);
        }
    }

    /// Writes a formula of KaTeX that has no MathML. Returns the node after it; `None` if the element is none.
    pub(super) fn katex(&mut self, node: NodeId) -> Option<NodeId> {
        let (tex, is_display) = math::of_katex(self.tree, node)?;
        if !self.has_kept_text(node) {
            return None;
        }
        let end = self.pass_word(node);
        self.formula(node, tex, is_display);
        self.passed = None;
        Some(end)
    }

    pub(super) fn math(&mut self, node: NodeId) -> NodeId {
        let is_kept = self.surroundings.keeps(node) || self.has_kept_text(node);
        let end = self.pass_word(node);
        if is_kept && let Some((tex, is_display)) = math::of_math(self.tree, node) {
            let mut around = self.tree.ancestors(node);
            self.formula_ends = std::array::from_fn(|_| around.next().map_or(0, |node| self.tree.end(node)));
            self.formula(node, tex, is_display);
        }
        self.passed = None;
        end
    }
}
