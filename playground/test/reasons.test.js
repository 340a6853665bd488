// The sentences of the view, without a browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isDoubtful, reasons, sentences } from "../../view/web/reasons.js";

const evidence = (entries) => Object.entries(entries).map(([name, [value, logit]]) => ({ name, description: name, value, logit }));

/** A block of a menu, whose evidence is given as values and logits. */
const block = (changes = {}, entries = {}) => ({
  text: "Sport",
  kind: "list_item",
  tag: "li",
  path: "html > body > nav:nth-child(1) > ul:nth-child(1) > li:nth-child(5)",
  score: 0.02,
  kept: false,
  hidden: false,
  decision: "score",
  words: 1,
  linkDensity: 1,
  alike: 7,
  evidence: evidence(entries),
  rest: 0,
  ...changes,
});

test("a link in a menu is dropped for what a reader can check", () => {
  const menu = block({}, { LinkDensity: [1, -0.9], ToNavigation: [2, -0.6], PathBlocks: [8, -0.3], PathGroup: [null, -0.4] });
  assert.deepEqual(sentences(menu, 0.45), [
    "Dropped: all of it is links, within `nav`, like 7 siblings.",
    "Its score is 0.02; the threshold of this page is 0.45.",
  ]);
});

test("contributions of one kind are added up, and only those of the right sign are reasons", () => {
  const canceled = block({}, { LinkDensity: [1, -0.9], Links: [1, 0.95], ToNavigation: [2, -0.6] });
  assert.deepEqual(reasons(canceled), ["within `nav`"]);
  const against = block({ kept: true, score: 0.6 }, { LinkDensity: [1, -0.9], EndsSentence: [1, 1.2] });
  assert.deepEqual(sentences(against, 0.45).slice(0, 2), ["Kept: it ends like a sentence.", "What speaks against it: all of it is links."]);
});

test("weak evidence and evidence without meaning are no reasons", () => {
  assert.deepEqual(reasons(block({}, { LinkDensity: [1, -0.05], Base: [null, -3], NoSuchFeature: [1, -2] })), []);
});

test("every decision of the library has a sentence", () => {
  const source = readFileSync(new URL("../../src/select/decision.rs", import.meta.url), "utf8");
  const names = [...source.matchAll(/=> "(\w+)"/g)].map(([, name]) => name);
  assert.ok(names.length >= 25 && names.includes("link_card"), names.join(" "));
  for (const decision of names) {
    for (const kept of [true, false]) {
      const told = sentences(block({ decision, kept }), 0.45);
      assert.ok(!told[0].includes("by the rule"), told[0]);
      assert.match(told[0], /^[A-Z].*\.$/);
    }
  }
});

test("a rule that overrules the score says so", () => {
  const heading = block({ decision: "heading", kept: true, kind: "heading", score: 0.2 });
  assert.deepEqual(sentences(heading, 0.45), [
    "Kept because the heading belongs to the text under it.",
    "Its own score is 0.20; the threshold of this page is 0.45. The rule overruled the score.",
  ]);
});

test("a block near the threshold is doubtful, one that a rule decides is not", () => {
  assert.ok(isDoubtful(block({ score: 0.3 }), 0.45));
  assert.ok(!isDoubtful(block({ score: 0.02 }), 0.45));
  assert.ok(isDoubtful(block({ decision: "region" }), 0.45));
  assert.ok(!isDoubtful(block({ decision: "title", score: 0.45 }), 0.45));
});
