import { readFileSync } from "node:fs";
import { initSync } from "./browser.js";

export * from "./browser.js";

initSync(readFileSync(new URL("./bindings_bg.wasm", import.meta.url)));
