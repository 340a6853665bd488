import { element } from "./dom.js";
import { isDoubtful } from "./reasons.js";

/** The four states of a block, with a sign for each. */
export const STATUSES = {
  kept: { sign: "✓", label: "Kept" },
  "kept-doubtful": { sign: "✓?", label: "Kept, doubtful" },
  "dropped-doubtful": { sign: "✕?", label: "Dropped, doubtful" },
  dropped: { sign: "✕", label: "Dropped" },
};

/** What blocks can be filtered by: a name, a label, and whether a status belongs to it. */
export const FILTERS = [
  ["all", "All", () => true],
  ["kept", "Kept", (status) => status.startsWith("kept")],
  ["dropped", "Dropped", (status) => status.startsWith("dropped")],
  ["doubtful", "Doubtful", (status) => status.endsWith("doubtful")],
];

export function statusOf(block, threshold) {
  return (block.kept ? "kept" : "dropped") + (isDoubtful(block, threshold) ? "-doubtful" : "");
}

/** A sign and, for screen readers, a word. */
export function badge(status, isSpelledOut = false) {
  const { sign, label } = STATUSES[status];
  const word = element("span", { class: isSpelledOut ? null : "mt-unseen" }, label);
  return element("span", { class: "mt-badge", "data-status": status }, element("span", { "aria-hidden": "true" }, sign), " ", word);
}
