// Runs in the worker: extracts the pages that js/worker.js sends.

import { extract, init } from "./browser.js";

const loaded = init();

self.addEventListener("message", async ({ data: { id, page, options, outputs } }) => {
  try {
    await loaded;
    const article = extract(page, options);
    self.postMessage({ id, result: read(article, outputs) });
  } catch (error) {
    const { code = "other", message, limit = null, partial = null } = error;
    self.postMessage({ id, error: { code, message, limit, partial: partial && read(partial, outputs) } });
  }
});

/** Copies properties of an article, and frees it. */
function read(article, outputs) {
  try {
    return Object.fromEntries(outputs.map((name) => [name, name === "json" ? article.toJSON() : article[name]]));
  } finally {
    article.free();
  }
}
