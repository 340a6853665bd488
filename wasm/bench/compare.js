// Extracts the same annotated pages with this package and with others in Node: word F1, milliseconds a page, bytes to download.
//
//     node bench/compare.js FOLDER [PAGES]
//
// FOLDER has WCXB's layout: html/<id>.html.gz and ground-truth/<id>.json. PAGES pages are taken at even distances, all by
// default. Build the package first.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
import { JSDOM, VirtualConsole } from "jsdom";
import { parseHTML } from "linkedom";
import { extract } from "../pkg/node.js";

const [folder, limit = "Infinity"] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node bench/compare.js FOLDER [PAGES]");
  process.exit(2);
}

const quiet = new VirtualConsole();
const jsdomOf = (html) => new JSDOM(html, { virtualConsole: quiet }).window.document;
const linkedomOf = (html) => parseHTML(html).document;
/** Text of HTML, with a space between its elements, which the words are counted by. */
const textOf = (html) => linkedomOf(`<!DOCTYPE html><html><body>${html.replaceAll("<", " <")}</body></html>`).body.textContent;

/** Each extractor returns its text or its HTML. Only the extraction is timed. */
const extractors = {
  maintext: { text: (html) => extract(html).text },
  "readability, linkedom": { text: (html) => new Readability(linkedomOf(html)).parse()?.textContent ?? "" },
  "readability, jsdom": { text: (html) => new Readability(jsdomOf(html)).parse()?.textContent ?? "" },
  "defuddle, linkedom": { html: async (html) => (await Defuddle(linkedomOf(html), "https://example.org/", { useAsync: false })).content },
};

/** Bytes of an extractor with what it needs in a browser, gzipped. A browser has a DOM. */
function download(source) {
  const stdin = { contents: source, resolveDir: import.meta.dirname };
  const { outputFiles } = buildSync({ stdin, bundle: true, minify: true, format: "esm", platform: "browser", write: false });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

const size = {
  maintext:
    download('export * from "../pkg/browser.js"') +
    gzipSync(readFileSync(new URL("../pkg/bindings_bg.wasm", import.meta.url)), { level: 9 }).length,
  readability: download('export * from "@mozilla/readability"'),
  defuddle: download('export { default } from "defuddle"'),
};

function tokens(text) {
  const counts = new Map();
  for (const [token] of text.toLowerCase().matchAll(/[\p{L}\p{N}\p{M}_]+/gu)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** The F1 of the words as multisets; 0 for an empty text, unless the expected one is empty too. */
function wordF1(expected, found) {
  const [gold, got] = [tokens(expected), tokens(found)];
  const sum = (counts) => [...counts.values()].reduce((total, count) => total + count, 0);
  if (gold.size === 0 || got.size === 0) return Number(gold.size === got.size);
  let common = 0;
  for (const [token, count] of gold) common += Math.min(count, got.get(token) ?? 0);
  return (2 * common) / (sum(gold) + sum(got));
}

const names = readdirSync(join(folder, "html")).filter((name) => name.endsWith(".html.gz")).sort();
const step = Math.max(1, names.length / Number(limit));
const pages = [];
for (let at = 0; at < names.length; at += step) {
  const id = names[Math.floor(at)].replace(/\.html\.gz$/, "");
  const gold = JSON.parse(readFileSync(join(folder, "ground-truth", `${id}.json`), "utf8"));
  const text = gold.ground_truth.main_content;
  // Only this package decodes bytes, so all get text; pages in other encodings than UTF-8 are few.
  if (text !== null) pages.push({ id, html: gunzipSync(readFileSync(join(folder, "html", `${id}.html.gz`))).toString(), text });
}

const results = Object.fromEntries(Object.keys(extractors).map((name) => [name, { f1: 0, milliseconds: [], failed: 0 }]));
console.error(`${pages.length} pages`);
for (const { html, text } of pages) {
  for (const [name, run] of Object.entries(extractors)) {
    const result = results[name];
    const start = performance.now();
    let output = "";
    try {
      output = await (run.text ?? run.html)(html);
    } catch {
      result.failed += 1;
    }
    result.milliseconds.push(performance.now() - start);
    result.f1 += wordF1(text, run.html ? textOf(output) : output);
  }
}

console.log("| extractor | word F1 | ms a page, mean | ms a page, median | failed | KB to download, gzipped |");
console.log("| --- | --- | --- | --- | --- | --- |");
for (const [name, { f1, milliseconds, failed }] of Object.entries(results)) {
  const mean = milliseconds.reduce((sum, time) => sum + time, 0) / pages.length;
  const median = milliseconds.sort((a, b) => a - b)[pages.length >> 1];
  const bytes = size[name.split(",")[0]];
  const cells = [name, (f1 / pages.length).toFixed(3), mean.toFixed(1), median.toFixed(1), failed, Math.round(bytes / 1000)];
  console.log(`| ${cells.join(" | ")} |`);
}
