/** Extracts pages outside of the thread of the page, so that it never waits. */

import { extract, init } from "./maintext/browser.js";

const ready = init(new URL("./maintext/bindings_bg.wasm", import.meta.url));

function decode(page, charset) {
  if (typeof page === "string") return page;
  try {
    return new TextDecoder(charset ?? "utf-8").decode(page);
  } catch {
    return new TextDecoder().decode(page);
  }
}

function outputs(page, options, { links, images, frontMatter, comments }) {
  const start = performance.now();
  const article = extract(page, options);
  try {
    const text = article.toText({ comments });
    return {
      milliseconds: performance.now() - start,
      text,
      markdown: article.toMarkdown({ links, images, frontMatter }),
      html: article.toHtml({ links, images }),
      json: JSON.stringify(article, null, 2),
      source: article.source,
      explanation: article.explanation,
      page: { text: decode(page, article.charset), isPlain: options.plain === true },
    };
  } finally {
    article.free();
  }
}

self.addEventListener("message", async ({ data: { id, page, options, rendering } }) => {
  try {
    await ready;
    self.postMessage({ id, result: outputs(page, options, rendering) });
  } catch (error) {
    self.postMessage({ id, error: { code: error.code ?? "other", message: error.message } });
  }
});
