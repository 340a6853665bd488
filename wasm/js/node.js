import { readFileSync } from "node:fs";
import { initSync } from "./browser.js";

export { Article, ExtractError, cleanText, extract, init, initSync, isArticle } from "./browser.js";

initSync(readFileSync(new URL("./bindings_bg.wasm", import.meta.url)));
