import { ExtractError, count } from "./error.js";
import { checked, generation } from "./module.js";

/** The main content of a page. Outputs are written when they are first asked for, and kept. */
export class Article {
  #inner;
  #generation = generation();
  #outputs = new Map();

  /** @param inner the article in the module's memory */
  constructor(inner) {
    this.#inner = inner;
  }

  #article() {
    if (this.#generation !== generation()) throw new ExtractError("freed", "the article was lost when memory ran out");
    if (this.#inner === null) throw new ExtractError("freed", "the article was freed");
    return this.#inner;
  }

  #output(name, write) {
    if (!this.#outputs.has(name)) this.#outputs.set(name, checked(() => write(this.#article())));
    return this.#outputs.get(name);
  }

  get title() {
    return this.#output("title", (article) => article.title() ?? null);
  }

  get text() {
    return this.#output("text", (article) => article.text());
  }

  get markdown() {
    return this.#output("markdown", (article) => article.markdown(true, true, false));
  }

  get html() {
    return this.#output("html", (article) => article.html(true, true));
  }

  get metadata() {
    return this.#output("metadata", (article) => JSON.parse(article.metadata()));
  }

  get date() {
    return this.#output("date", (article) => article.date() ?? null);
  }

  get comments() {
    return this.#output("comments", (article) => JSON.parse(article.comments()));
  }

  get blocks() {
    return this.#output("blocks", (article) => JSON.parse(article.blocks()));
  }

  get links() {
    return this.#output("links", (article) => JSON.parse(article.links()));
  }

  get images() {
    return this.#output("images", (article) => JSON.parse(article.images()));
  }

  get confidence() {
    return this.#output("confidence", (article) => article.confidence());
  }

  get isArticle() {
    return this.#output("isArticle", (article) => article.isArticle());
  }

  get source() {
    return this.#output("source", (article) => JSON.parse(article.source()));
  }

  get charset() {
    return this.#output("charset", (article) => article.charset() ?? null);
  }

  toText({ links = false, images = false, tsvTables = false, comments = false } = {}) {
    return checked(() => this.#article().textWith(links, images, tsvTables, comments));
  }

  toMarkdown({ links = true, images = true, frontMatter = false } = {}) {
    return checked(() => this.#article().markdown(links, images, frontMatter));
  }

  toHtml({ links = true, images = true } = {}) {
    return checked(() => this.#article().html(links, images));
  }

  chunks({ maxChars = 2000, overlap = 0 } = {}) {
    return checked(() => JSON.parse(this.#article().chunks(count("maxChars", maxChars), count("overlap", overlap))));
  }

  get explanation() {
    return this.#output("explanation", (article) => JSON.parse(article.explanation()));
  }

  contributions(block) {
    const index = indexOf(block);
    return checked(() => JSON.parse(this.#article().contributions(index)));
  }

  blockMarkdown(block) {
    const index = indexOf(block);
    return checked(() => this.#article().blockMarkdown(index) ?? null);
  }

  /** The limit that an output exceeded, so that it was cut. */
  get exceededLimit() {
    const limit = checked(() => this.#article().exceededLimit());
    return limit === undefined ? null : JSON.parse(limit);
  }

  toJSON() {
    return checked(() => JSON.parse(this.#article().json()));
  }

  toString() {
    return this.text;
  }

  free() {
    if (this.#generation === generation()) this.#inner?.free();
    this.#inner = null;
  }
}

/** Returns the number of a block that was given as such or as one of `blocks`. */
function indexOf(block) {
  return count("block", typeof block === "number" ? block : block?.index);
}

if (Symbol.dispose) Article.prototype[Symbol.dispose] = Article.prototype.free;
