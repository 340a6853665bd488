/** The metadata of a page with the sources. */

import { element } from "./dom.js";

const label = (name) => {
  if (name === "url") return "URL";
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
};

const SOURCES = {
  json_ld: "JSON-LD",
  open_graph: "OpenGraph",
  twitter_card: "Twitter card",
  dublin_core: "Dublin Core",
  citation: "citation_ tags",
  rdfa: "RDFa",
  url: "the URL",
  lang_attribute: "lang attribute",
  title_element: "title element",
  detected: "detected from the text",
};

/** @param {Record<string, unknown>} metadata with `sources` */
export function metadataTable(metadata) {
  const { sources, ...fields } = metadata;
  const rows = Object.entries(fields).map(([name, value]) => {
    const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
    const source = sources?.[name];
    return element(
      "tr",
      { class: text === "" ? "mt-empty" : null },
      element("th", { scope: "row" }, label(name)),
      element("td", { dir: "auto" }, text === "" ? "not found" : String(text)),
      element("td", {}, source === undefined ? "" : (SOURCES[source] ?? source.replaceAll("_", " "))),
    );
  });
  const head = ["Field", "Value", "Source"].map((name) => element("th", { scope: "col" }, name));
  return element("table", { class: "mt-metadata" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
}
