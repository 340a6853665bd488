import load, { initSync as loadSync } from "./bindings.js";
import { setReady } from "./module.js";

export { Article } from "./article.js";
export { DocumentArticle, extractDocument } from "./document.js";
export { ExtractError } from "./error.js";
export { cleanText, extract, isArticle } from "./extract.js";

let loading = null;

/** Loads the module, streamed while it is compiled. A second call waits for the first. */
export function init(source) {
  loading ??= Promise.resolve(load(source === undefined ? undefined : { module_or_path: source })).then(
    setReady,
    (error) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Loads the module from bytes or a compiled module. */
export function initSync(module) {
  loadSync({ module });
  loading = Promise.resolve();
  setReady();
}
