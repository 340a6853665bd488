import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { extract } from "../pkg/node.js";
import { createWorker } from "../pkg/worker-node.js";

const page = readFileSync(new URL("../../tests/pages/harbour-news/source.html", import.meta.url));

test("worker returns the outputs that were asked for", async () => {
  const worker = createWorker();
  const article = extract(page);
  const [first, second] = await Promise.all([
    worker.extract(page, { url: new URL("https://example.org/") }),
    worker.extract(page.toString(), {}, ["markdown", "blocks", "json"]),
  ]);
  assert.deepEqual(Object.keys(first), ["title", "text", "metadata"]);
  assert.equal(first.text, article.text);
  assert.deepEqual(second, { markdown: article.markdown, blocks: article.blocks, json: article.toJSON() });
  worker.terminate();
});

test("worker rejects with the error of the extraction", async () => {
  const worker = createWorker();
  await assert.rejects(worker.extract(new Uint8Array([0x1f, 0x8b, 8, 0])), { name: "ExtractError", code: "compressed" });
  const beyond = worker.extract("<p>one<p>two<p>three", { maxNodes: 5 }, ["blocks"]);
  await assert.rejects(beyond, (error) => error.limit.option === "maxNodes" && error.partial.blocks.length === 1);
  worker.terminate();
});

test("terminated worker rejects what it has not answered", async () => {
  const worker = createWorker();
  const pending = worker.extract(page);
  worker.terminate();
  await assert.rejects(pending, { code: "worker" });
  await assert.rejects(worker.extract(page), { code: "worker" });
});
