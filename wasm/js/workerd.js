// Cloudflare Workers compile modules when they are deployed.
import module from "./bindings_bg.wasm";
import { initSync } from "./browser.js";

export * from "./browser.js";

initSync(module);
