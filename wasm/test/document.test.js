// Documents as a browser has them, here in jsdom. playground/ tests the package in Chromium.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { extract, extractDocument } from "../pkg/node.js";

const pages = new URL("../../tests/pages/", import.meta.url);
const source = (slug) => readFileSync(new URL(`${slug}/source.html`, pages), "utf8");
const documentOf = (html, url) => new JSDOM(html, { url }).window.document;
/** The text without white space and soft hyphens, which the library normalizes. */
const letters = (text) => text.replace(/[\s\u00ad\u200b]+/g, "");

test("blocks of rendered pages lead to the elements with their text", () => {
  let [found, paragraphs] = [0, 0];
  // jsdom leaves declarative shadow roots in their templates.
  for (const slug of readdirSync(pages).filter((slug) => slug !== "shadow-roots")) {
    const article = extractDocument(documentOf(source(slug)));
    for (const block of article.blocks.filter(({ kept }) => kept)) {
      const element = article.element(block);
      if (article.source !== "page") continue;
      assert.ok(element, `${slug}: ${block.path}`);
      assert.equal(element.localName, block.tag, slug);
      const start = letters(block.text).slice(0, 20);
      if (block.kind !== "paragraph") continue;
      paragraphs += 1;
      found += letters(element.textContent).includes(start);
    }
  }
  assert.ok(paragraphs >= 140, `only ${paragraphs} paragraphs`);
  assert.equal(found, paragraphs);
});

test("rendered page without scripts gives the text of its source", () => {
  for (const slug of ["harbour-news", "forum-divs", "recipe", "article-hebrew"]) {
    assert.equal(extractDocument(documentOf(source(slug))).text, extract(source(slug)).text, slug);
  }
});

test("shadow roots and their slots are read in place, and lead to the elements in them", () => {
  const document = documentOf("<title>Pier</title><body><x-story><p slot=lead>The pier at Lower Wick is open again, after a storm.</p></x-story>");
  const host = document.querySelector("x-story");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML =
    "<h2>Pier opens again</h2><slot name=lead>none</slot><p>Engineers replaced the timber with steel &amp; grating, which lets waves pass.</p>";
  const article = extractDocument(document, { contentSelector: "body" });
  assert.equal(
    article.text,
    "Pier opens again\n\nThe pier at Lower Wick is open again, after a storm.\n\n" +
      "Engineers replaced the timber with steel & grating, which lets waves pass.",
  );
  const elements = article.blocks.map((block) => article.element(block));
  assert.deepEqual(elements, [root.querySelector("h2"), host.querySelector("p"), root.querySelector("p")]);
});

test("links are resolved against the address of the document", () => {
  const document = documentOf("<p>Boats leave from <a href=/pier>the pier</a> every hour.", "https://example.org/news/1");
  assert.equal(extractDocument(document, { contentSelector: "p" }).links[0].url, "https://example.org/pier");
});

test("document that has changed since leads nowhere instead of to another element", () => {
  const document = documentOf("<div><p>The pier at Lower Wick is open again, after a storm.</div>");
  const article = extractDocument(document, { contentSelector: "p" });
  document.querySelector("p").replaceWith(document.createElement("ul"));
  assert.equal(article.element(0), null);
});
