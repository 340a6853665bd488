import { extractBytes, extractText, isArticle as hasMainText } from "./bindings.js";
import { Article } from "./article.js";
import { ExtractError } from "./error.js";
import { checked } from "./module.js";

/** Extracts the main content of a page. */
export function extract(page, options = {}) {
  return new Article(extractInner(page, options));
}

/** Extracts an article in the module's memory. */
export function extractInner(page, options) {
  const json = optionsJson(options);
  return checked(() => (typeof page === "string" ? extractText(page, json) : extractBytes(bytesOf(page), json)));
}

/** Returns whether a page has main text, in a fraction of the time of an extraction. */
export function isArticle(page, options = {}) {
  const isText = typeof page === "string";
  const bytes = isText ? new TextEncoder().encode(page) : bytesOf(page);
  return checked(() => hasMainText(bytes, isText, optionsJson(options)));
}

/** Returns the main text of lines without markup. */
export function cleanText(text, options = {}) {
  const article = extract(text, { ...options, plain: true });
  try {
    return article.text;
  } finally {
    article.free();
  }
}

function bytesOf(page) {
  if (page instanceof Uint8Array) return page;
  if (page instanceof ArrayBuffer) return new Uint8Array(page);
  if (ArrayBuffer.isView(page)) return new Uint8Array(page.buffer, page.byteOffset, page.byteLength);
  throw new TypeError(`expected the page as a string, a Uint8Array or an ArrayBuffer, found ${describe(page)}`);
}

function describe(value) {
  return value === null ? "null" : (value?.constructor?.name ?? typeof value);
}

function optionsJson(options) {
  const { url, excludedSelector, excludedSelectors, ...rest } = options ?? {};
  for (const [name, value] of Object.entries(rest)) {
    // JSON has no such numbers.
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new ExtractError("invalid_option", `invalid option: ${name}: expected a finite number, found ${value}`);
    }
  }
  const excluded = [excludedSelector ?? [], excludedSelectors ?? []].flat();
  return JSON.stringify({ ...rest, url: url == null ? undefined : String(url), excludedSelectors: excluded });
}
