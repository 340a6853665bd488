import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { Article, ExtractError, cleanText, extract, isArticle } from "../pkg/node.js";
import { checked } from "../pkg/module.js";

const root = new URL("../../", import.meta.url);
const page = (slug) => readFileSync(new URL(`tests/pages/${slug}/source.html`, root), "utf8");
const slugs = readdirSync(new URL("tests/pages/", root));
const schema = (name) => JSON.parse(readFileSync(new URL(`schema/${name}.schema.json`, root), "utf8"));

test("offsets of blocks, links and chunks slice the text, with characters beyond the basic plane", () => {
  const emoji = "<p>🚢🚢 Boats leave <a href='https://e.org/'>the 🚢 pier</a> every hour, as a rule.<p>They carry 🚢 people, and more.";
  for (const html of [emoji, ...slugs.map(page)]) {
    const article = extract(html);
    const slice = ({ start, end }) => article.text.slice(start, end);
    const kept = article.blocks.filter((block) => block.kept);
    for (const block of kept) assert.ok(slice(block).length > 0);
    assert.equal(kept[0] && slice(kept[0]), kept[0] && article.text.slice(0, kept[0].end));
    for (const link of article.links) assert.equal(slice(link), link.text);
    for (const chunk of article.chunks({ maxChars: 200 })) assert.equal(slice(chunk), chunk.text);
  }
  const [first, second] = extract(emoji).blocks;
  assert.equal(extract(emoji).text.slice(second.start, second.end), second.text);
  assert.equal(first.text.length, first.end);
});

test("kinds of blocks are those of the JSON", () => {
  for (const slug of slugs) {
    const article = extract(page(slug));
    const kinds = article.blocks.filter((block) => block.kept).map(({ kind, level }) => [kind, level]);
    assert.deepEqual(kinds, article.toJSON().blocks.map(({ kind, level }) => [kind, level]), slug);
  }
});

test("JSON is valid by the schema", () => {
  const validate = new Ajv({ strict: false }).compile(schema("article"));
  for (const slug of slugs) {
    assert.ok(validate(JSON.parse(JSON.stringify(extract(page(slug))))), `${slug}: ${JSON.stringify(validate.errors)}`);
  }
});

test("bytes in another encoding give the text of the same page as a string", () => {
  const html = "<meta charset=latin1><title>Cafés</title><p>Cafés are places where people meet, drink, and talk for hours.";
  const article = extract(Buffer.from(html, "latin1"));
  assert.equal(article.text, extract(html).text);
  assert.equal(article.charset, "windows-1252");
  assert.equal(extract(html).charset, null);
  const bytes = new TextEncoder().encode(html.replace("latin1", "utf-8"));
  for (const same of [bytes, bytes.buffer, new DataView(bytes.buffer)]) assert.equal(extract(same).text, article.text);
});

test("each error has its code", () => {
  const code = (call) => {
    try {
      call();
    } catch (error) {
      assert.ok(error instanceof ExtractError && error instanceof Error, String(error));
      return error.code;
    }
    return "none";
  };
  assert.equal(code(() => extract(new Uint8Array([0x1f, 0x8b, 8, 0]))), "compressed");
  assert.equal(code(() => extract("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>")), "not_html");
  assert.equal(code(() => extract('{"a": [1, 2, 3]}')), "text_file");
  assert.equal(code(() => extract('{"a": [1, 2, 3]}', { sniffing: false })), "none");
  assert.equal(code(() => extract("", { contentSelector: "div >> p" })), "selector");
  assert.equal(code(() => extract("", { preference: "more" })), "invalid_option");
  assert.equal(code(() => extract("", { preferences: 1 })), "invalid_option");
  assert.equal(code(() => extract("", { maxNodes: -1 })), "invalid_option");
  assert.equal(code(() => extract("", { maxTime: -1 })), "invalid_option");
  assert.equal(code(() => extract("", { preference: NaN })), "invalid_option");
  assert.equal(code(() => extract("<p>one").chunks({ maxChars: -1 })), "invalid_option");
  assert.equal(code(() => extract("<p>one").contributions({})), "invalid_option");
  assert.equal(code(() => extract("<p>one", null).title), "none");
  assert.equal(code(() => extract("12345678901", { maxBytes: 10 })), "limit");
  assert.throws(() => extract(7), { name: "TypeError", message: /found Number/ });
  const article = extract("<p>one");
  article.free();
  article.free();
  assert.equal(code(() => article.text), "freed");
});

test("page beyond a limit is an error with the limit and the article of the part that was read", () => {
  assert.throws(() => extract("<p>one<p>two<p>three", { maxNodes: 5 }), (error) => {
    assert.deepEqual({ ...error.limit, found: 0 }, { option: "maxNodes", limit: 5, found: 0 });
    assert.ok(error.partial instanceof Article);
    assert.equal(error.partial.blocks.length, 1);
    return true;
  });
});

test("time is limited by the clock of JavaScript", () => {
  const long = `<p>${"words, and more words. ".repeat(1e6)}`;
  assert.throws(() => extract(long, { maxTime: 1 }), (error) => error.code === "limit" && error.limit.option === "maxTime");
  assert.equal(extract("<p>one", { maxTime: 60_000 }).blocks.length, 1);
});

test("options change what is extracted", () => {
  const html = "<h2>Pier</h2><p id=a>Boats leave every hour, as a rule, from the new pier.<p id=b>Tickets are <a href=/t>here</a>.";
  assert.equal(extract(html, { contentSelector: "#b" }).text, "Tickets are here.");
  assert.ok(!extract(html, { contentSelector: "body", excludedSelector: ["#a", "h2"] }).text.includes("Boats"));
  const url = new URL("https://example.org/x");
  assert.equal(extract(html, { url, contentSelector: "#b" }).markdown, "Tickets are [here](https://example.org/t).\n");
  const recall = extract(page("harbour-news"), { preference: 3 }).text.length;
  assert.ok(recall > extract(page("harbour-news"), { preference: -3 }).text.length);
  assert.ok(isArticle(page("harbour-news")) && !isArticle("<p>one"));
  assert.equal(cleanText("Home\nNews\nLog in\n"), extract("Home\nNews\nLog in\n", { plain: true }).text);
});

test("article that was dropped is freed by the garbage collector or by using", () => {
  const article = extract("<p>one");
  assert.equal(article.title, null);
  if (Symbol.dispose) article[Symbol.dispose]();
});

test("after a trap the module begins anew: old articles fail, the next page is extracted", () => {
  const old = extract("<p>one");
  const trap = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  assert.throws(() => checked(trap), { name: "ExtractError", code: "out_of_memory" });
  assert.ok(extract(page("harbour-news")).text.length > 500);
  assert.throws(() => old.text, { name: "ExtractError", code: "freed" });
  old.free();
});
