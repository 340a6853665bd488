/** Pages that were written for the project: names of `tests/pages/`, and labels. */
export const EXAMPLES = [
  ["harbour-news", "News story"],
  ["pull-quotes-and-cards", "Essay with pull quotes"],
  ["comments-below-story", "Story with comments"],
  ["recipe", "Recipe"],
  ["documentation-code", "Documentation with code"],
  ["wiki-article", "Wiki article"],
  ["forum-divs", "Forum thread"],
  ["shop-category", "Shop category"],
  ["newspaper-theme-arabic", "Newspaper in Arabic"],
  ["article-chinese", "Article in Chinese"],
];
