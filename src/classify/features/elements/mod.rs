//! The elements of a page: their names, and the elements that resemble each other.

pub(super) mod categories;
pub(super) mod names;
pub(super) mod names_around;
pub(super) mod path_groups;
pub(super) mod siblings;
