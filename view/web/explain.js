/** The entry of the page that `maintext explain` writes. */

import { element } from "./dom.js";
import { View } from "./view.js";

const read = (id) => document.getElementById(id).textContent;

const { name, page, explanation } = JSON.parse(read("mt-data"));
const { blocks, confidence, threshold } = explanation;
const kept = blocks.filter((block) => block.kept).length;
const facts = [
  `${kept} of ${blocks.length} blocks kept`,
  `confidence ${confidence.toFixed(2)}`,
  ...(threshold === null ? [] : [`threshold ${threshold.toFixed(2)}`]),
];
document.getElementById("mt-header").replaceChildren(
  element("h1", {}, name),
  element("p", {}, `${facts.join(", ")}.`),
);
const root = document.getElementById("mt-view");
const view = new View(root, { frameStyles: read("mt-frame-styles"), markStyles: read("mt-mark-styles") });
await view.show(explanation, page);
root.dataset.ready = "";
