/** The panel that explains one block. */

import { element, withCode } from "./dom.js";
import { sentences } from "./reasons.js";
import { badge } from "./status.js";

const signed = (number) => (number < 0 ? "−" : "+") + Math.abs(number).toFixed(2);
const NAMES = {
  Base: "Where every block starts",
  Neighbors: "The blocks next to it",
  PathGroup: "The blocks with the same tag path",
  Page: "The page as a whole",
};

function row(label, title, value, logit, max) {
  const bar = element("span", { class: "mt-bar", "data-side": logit < 0 ? "against" : "for" });
  bar.style.setProperty("--share", String(Math.abs(logit) / max));
  return element(
    "tr",
    {},
    element("th", { scope: "row", title }, label),
    element("td", {}, value),
    element("td", {}, signed(logit)),
    element("td", { "aria-hidden": "true" }, bar),
  );
}

/** Rows of the table; the others are added up. */
const MAX_ROWS = 14;

/** The table of what the score is made of, down to the sum. */
function table(block) {
  const listed = block.evidence.slice(0, MAX_ROWS);
  const rest = block.evidence.slice(MAX_ROWS).reduce((sum, { logit }) => sum + logit, block.rest);
  const max = Math.max(...listed.map(({ logit }) => Math.abs(logit)), Math.abs(rest), 0.01);
  const sum = listed.reduce((sum, { logit }) => sum + logit, rest);
  const value = (number) => (number === null ? "" : String(Math.round(number * 1000) / 1000));
  const rows = listed.map(({ name, description, value: of, logit }) => row(NAMES[name] ?? description, name, value(of), logit, max));
  const head = ["Evidence", "Value", "Logit", ""].map((label) => element("th", { scope: "col" }, label));
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows, row("Everything else", null, "", rest, max)),
    element(
      "tfoot",
      {},
      element("tr", {}, element("th", { scope: "row" }, "Sum"), element("td"), element("td", {}, signed(sum)), element("td")),
    ),
  );
}

/**
 * Fills the panel.
 * @param {HTMLElement} panel
 * @param {import("./reasons.js").Block} block
 */
export function explain(panel, block, { threshold, status, number, of, isOpen }) {
  const [verdict, ...others] = sentences(block, threshold);
  const words = `${Math.round(block.words)} word${Math.round(block.words) === 1 ? "" : "s"}`;
  const facts = [`block ${number + 1} of ${of}`, block.kind.replace("_", " "), words];
  if (block.hidden) facts.push("hidden on the page");
  const isDoubtful = status.endsWith("doubtful");
  const why = element(
    "div",
    {},
    element("p", { class: "mt-verdict" }, badge(status, isDoubtful), " ", ...withCode(verdict)),
    ...others.map((sentence) => element("p", {}, ...withCode(sentence))),
  );
  const what = element(
    "div",
    {},
    element("blockquote", { dir: "auto" }, block.text.length > 300 ? `${block.text.slice(0, 300)}…` : block.text),
    element("p", { class: "mt-facts" }, `${facts.join(", ")}. `, block.path === "" ? "" : element("code", {}, block.path)),
  );
  const sum =
    block.evidence.length === 0
      ? element("p", {}, "This scorer does not say what its scores are made of.")
      : element("details", { open: isOpen }, element("summary", {}, "How the score adds up"), table(block));
  panel.replaceChildren(why, what, sum);
}
