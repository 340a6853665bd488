// The crate's fixtures give the bytes that the crate's own tests expect.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { extract } from "../pkg/node.js";

const root = new URL("../../tests/", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const slugs = (folder) => readdirSync(new URL(`${folder}/`, root)).sort();

test("pages give the text that the crate's tests expect", () => {
  let exact = 0;
  for (const slug of slugs("pages")) {
    const about = JSON.parse(read(`pages/${slug}/expected.json`));
    const article = extract(read(`pages/${slug}/source.html`));
    assert.equal(article.title, about.title, slug);
    // Of the other pages the crate has no exact text: only that the word F1 is high enough.
    if (about.known_difference) continue;
    assert.equal(article.text, read(`pages/${slug}/expected.txt`).trimEnd(), slug);
    exact += 1;
  }
  assert.ok(exact >= 30, `only ${exact} pages`);
});

test("outputs are byte for byte those of the crate", () => {
  for (const slug of slugs("outputs")) {
    const about = JSON.parse(read(`outputs/${slug}/expected.json`));
    const { url, select, exclude, links, images, tsv_tables: tsvTables, comments, front_matter: frontMatter } = about;
    const page = read(`outputs/${slug}/source.html`);
    const article = extract(page, { url, contentSelector: select, excludedSelector: exclude });
    assert.equal(article.toMarkdown({ links, images, frontMatter }), read(`outputs/${slug}/expected.md`), slug);
    assert.equal(article.toHtml({ links, images }), read(`outputs/${slug}/expected.html`), slug);
    assert.equal(article.toText({ links, images, tsvTables, comments }), about.text, slug);
    assert.equal(article.title, about.title, slug);
    const kinds = article.toJSON().blocks.map((block) => (block.level ? `${block.kind} ${block.level}` : block.kind));
    assert.deepEqual(kinds, about.kinds, slug);
  }
});

test("metadata are those of the crate", () => {
  const found = slugs("metadata").map((slug) => {
    const { metadata } = JSON.parse(read(`metadata/${slug}/expected.json`));
    const { sources: expectedSources = {}, page_type: pageType, ...expected } = metadata;
    const { sources, ...fields } = extract(read(`metadata/${slug}/source.html`)).metadata;
    const filled = Object.entries(fields).filter(([, value]) => value !== null && value.length > 0);
    assert.deepEqual(Object.fromEntries(filled), { ...expected, ...(pageType && { page_type: snake(pageType) }) }, slug);
    for (const [field, source] of Object.entries(expectedSources)) {
      if (field !== "Date") assert.equal(sources[snake(field)], snake(source), `${slug}: ${field}`);
    }
    return slug;
  });
  assert.ok(found.length >= 25, `only ${found.length} pages`);
});

/** Enum values are written as Rust names them in these files. */
const snake = (name) => name.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
