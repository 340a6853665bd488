/** The page and the result side by side, with each block marked on both, and the reasons for the block that is pointed at. */

import { mark } from "./align.js";
import { explain } from "./details.js";
import { element } from "./dom.js";
import { clean, parsePage, roots, show } from "./frame.js";
import { metadataTable } from "./metadata.js";
import { FILTERS, STATUSES, badge, statusOf } from "./status.js";
import { Tabs } from "./tabs.js";

/**
 * What `maintext_view::explanation` writes.
 * @typedef {object} Explanation
 * @property {string | null} title
 * @property {number} confidence
 * @property {number | null} threshold
 * @property {string} html the result
 * @property {Record<string, unknown>} metadata
 * @property {[string, string][]} evidence names and descriptions
 * @property {import("./reasons.js").Block[]} blocks
 */

export class View {
  /** @type {Explanation} */
  #explanation;
  #statuses = [];
  #active = null;
  #isPinned = false;
  #filter = "all";
  #isTableOpen = false;
  #page = null;
  #items = [];

  /**
   * @param {HTMLElement} root
   * @param {{ frameStyles: string, markStyles: string }} styles for the frame
   * @param {[name: string, label: string, panel: HTMLElement][]} outputs to show in tabs beside the result
   */
  constructor(root, { frameStyles, markStyles }, outputs = []) {
    this.#buildPanes(outputs);
    this.styles = frameStyles + markStyles;
    document.head.append(element("style", {}, markStyles));
    root.classList.add("mt-view");
    root.append(this.tools, element("div", { class: "mt-panes" }, this.original, this.side), this.details);
    document.addEventListener("keydown", (event) => this.#onKey(event));
    this.root = root;
    this.tabs.select("result");
  }

  #buildPanes(outputs) {
    this.frame = element("iframe", { title: "The original page", sandbox: "allow-same-origin" });
    this.original = element("section", { class: "mt-original" }, this.frame);
    this.result = element("div", { class: "mt-result", tabindex: "0" });
    this.list = element("ol", { class: "mt-blocks" });
    const blocks = element("section", {}, this.list);
    this.metadata = element("section", { tabindex: "0" });
    this.tabs = new Tabs("What is shown", (name) => {
      this.root?.setAttribute("data-tab", name);
      this.root?.dispatchEvent(new CustomEvent("mt-tab", { detail: name }));
      this.#reveal("tab");
    });
    this.side = element("div", { class: "mt-side" });
    this.tabs.add("page", "Page", this.original);
    const panels = [["result", "Result", this.result], ...outputs, ["blocks", "Blocks", blocks], ["metadata", "Metadata", this.metadata]];
    for (const [name, label, panel] of panels) {
      this.side.append(panel);
      this.tabs.add(name, label, panel);
    }
    this.details = element("aside", { class: "mt-details", "aria-label": "Why", tabindex: "0" });
    this.reasons = element("div", { class: "mt-reasons", "aria-live": "polite" });
    this.details.append(this.reasons);
    this.#buildTools();
    this.#listen(this.result, "result");
  }

  #buildTools() {
    const filters = FILTERS.map(([name, label]) => {
      const input = element("input", { type: "radio", name: "mt-filter", value: name, checked: name === "all", onchange: () => this.filter(name) });
      return element("label", {}, input, element("span", {}, label, " ", element("span", { class: "mt-count", "data-filter": name })));
    });
    this.search = element("input", { type: "search", placeholder: "Search blocks", "aria-label": "Search blocks", oninput: () => this.#applyFilter() });
    this.found = element("span", { class: "mt-found", role: "status" });
    this.tools = element(
      "div",
      { class: "mt-tools" },
      this.tabs.list,
      element("fieldset", {}, element("legend", { class: "mt-unseen" }, "Blocks to show"), ...filters),
      this.search,
      this.found,
    );
  }

  /**
   * Shows an explanation. The page in the frame stays where it is if only decisions differ.
   * @param {Explanation} explanation
   * @param {{ text: string, isPlain: boolean }} page the source
   */
  async show(explanation, page) {
    explanation = unpacked(explanation);
    const before = this.#explanation?.blocks;
    const isSamePage =
      this.#page?.text === page.text && this.#page.isPlain === page.isPlain && before.length === explanation.blocks.length &&
      before.every((block, index) => block.text === explanation.blocks[index].text);
    this.#explanation = explanation;
    this.#page = page;
    this.#statuses = explanation.blocks.map((block) => statusOf(block, explanation.threshold));
    this.#fillResult();
    this.#fillList();
    this.metadata.replaceChildren(metadataTable(explanation.metadata));
    if (!isSamePage) {
      this.#active = null;
      this.#isPinned = false;
      const parsed = parsePage(page.text, page.isPlain);
      mark(parsed, explanation.blocks);
      const shown = await show(this.frame, parsed, this.styles);
      this.#listen(shown, "page");
      // What a user types in the page goes to this page.
      shown.addEventListener("keydown", (event) => this.#onKey(event));
    }
    this.#applyFilter();
    this.#setStatuses();
    this.#explain();
  }

  #fillResult() {
    const { title, html, metadata } = this.#explanation;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    clean(parsed, { keepsLinks: true });
    const kept = this.#explanation.blocks.map((block, index) => ({ ...block, index })).filter((block) => block.kept);
    mark(parsed.body, kept, (at) => kept[at].index);
    const byline = [metadata.authors?.join(", "), metadata.published ?? metadata.modified, metadata.site_name].filter(Boolean);
    this.result.lang = metadata.language ?? "";
    this.result.dir = "auto";
    this.result.replaceChildren(
      ...(title === null ? [] : [element("h1", { dir: "auto" }, title)]),
      ...(byline.length === 0 ? [] : [element("p", { class: "mt-byline" }, byline.join(" · "))]),
      ...(kept.length === 0 ? [element("p", { class: "mt-byline" }, "No main text was found.")] : []),
      ...[...parsed.body.childNodes].map((node) => document.importNode(node, true)),
    );
  }

  #fillList() {
    this.#items = this.#explanation.blocks.map((block, index) => {
      const score = element("span", { class: "mt-score", title: "score" }, block.score.toFixed(2));
      const text = element("span", { class: "mt-text", dir: "auto" }, block.text.slice(0, 200));
      const button = element("button", { type: "button", "data-block": index, tabindex: "-1" }, badge(this.#statuses[index]), text, score);
      return element("li", { "data-kind": block.kind }, button);
    });
    this.list.replaceChildren(...this.#items);
    this.#listen(this.list, "list");
    const first = this.list.querySelector("button");
    if (first) first.tabIndex = 0;
    for (const [name, , belongs] of FILTERS) {
      this.tools.querySelector(`.mt-count[data-filter=${name}]`).textContent = String(this.#statuses.filter(belongs).length);
    }
  }

  /** The marks of blocks in the page, the result and the list. */
  #marks(block) {
    const wanted = block === undefined ? "[data-block]" : `[data-block="${block}"]`;
    const pages = this.frame.contentDocument ? roots(this.frame.contentDocument) : [];
    return [...pages, this.result, this.list].map((root) => [...root.querySelectorAll(wanted)]);
  }

  #setStatuses() {
    for (const marked of this.#marks().flat()) {
      const index = Number(marked.dataset.block);
      if (marked.localName === "mt-block") {
        marked.dataset.status = this.#statuses[index];
        marked.toggleAttribute("data-muted", !this.#isShown[index]);
      }
    }
  }

  #isShown = [];

  filter(name) {
    this.#filter = name;
    this.#applyFilter();
    this.#setStatuses();
  }

  #applyFilter() {
    if (this.#explanation === undefined) return;
    const wanted = this.search.value.trim().toLowerCase();
    const [, , belongs] = FILTERS.find(([name]) => name === this.#filter);
    const isSearched = (text) => wanted === "" || text.toLowerCase().includes(wanted);
    this.#isShown = this.#explanation.blocks.map((block, index) => belongs(this.#statuses[index]) && isSearched(block.text));
    this.#items.forEach((item, index) => (item.hidden = !this.#isShown[index]));
    const count = this.#isShown.filter(Boolean).length;
    this.found.textContent = wanted === "" && this.#filter === "all" ? "" : `${count} of ${this.#items.length} blocks`;
    const first = this.#isShown.indexOf(true);
    if (wanted !== "" && first !== -1) this.#activate(first, "search");
    this.#setStatuses();
  }

  /** Listens to what is pointed at, focused and clicked. */
  #listen(root, from) {
    if (root.mtListens) return;
    root.mtListens = true;
    const blockOf = (event) => {
      const target = event.composedPath().find((node) => node.dataset?.block !== undefined);
      return target === undefined ? null : Number(target.dataset.block);
    };
    const point = (event) => {
      const block = blockOf(event);
      if (block !== null && !this.#isPinned) this.#activate(block, from);
    };
    root.addEventListener("mouseover", point);
    root.addEventListener("focusin", (event) => {
      const block = blockOf(event);
      if (block !== null) this.#activate(block, from);
    });
    root.addEventListener("click", (event) => {
      const block = blockOf(event);
      this.#isPinned = block !== null && !(this.#isPinned && block === this.#active);
      if (block !== null) this.#activate(block, from);
    });
  }

  #activate(block, from) {
    if (block === this.#active) return;
    if (this.#active !== null) this.#marks(this.#active).flat().forEach((marked) => marked.removeAttribute("data-active"));
    this.#active = block;
    this.#explain();
    this.#reveal(from);
  }

  #explain() {
    const { blocks, threshold } = this.#explanation;
    this.details.toggleAttribute("data-empty", this.#active === null);
    if (this.#active === null) {
      const kinds = Object.entries(STATUSES).map(([status]) => badge(status, true));
      this.reasons.replaceChildren(element("p", { class: "mt-legend" }, "Point at a block, or move with the keys j and k, to see why it was kept or dropped. ", ...kinds));
      return;
    }
    const block = this.#active;
    this.#isTableOpen = this.reasons.querySelector("details")?.open ?? this.#isTableOpen;
    explain(this.reasons, blocks[block], {
      threshold,
      status: this.#statuses[block],
      number: block,
      of: blocks.length,
      isOpen: this.#isTableOpen,
    });
    this.details.scrollTop = 0;
  }

  /** Marks the active block everywhere, and scrolls it into view where the pointer is not. */
  #reveal(from) {
    if (this.#active === null || this.#active === undefined || this.#explanation === undefined) return;
    const sides = this.#marks(this.#active);
    const [inList] = sides.at(-1);
    for (const marks of sides) {
      marks.forEach((marked) => marked.setAttribute("data-active", ""));
      const [first] = marks;
      const side = first === undefined ? null : first === inList ? "list" : this.result.contains(first) ? "result" : "page";
      if (first !== undefined && side !== from) this.#scrollTo(first);
    }
    if (inList !== undefined) {
      this.list.querySelectorAll("button[tabindex='0']").forEach((button) => (button.tabIndex = -1));
      inList.tabIndex = 0;
    }
  }

  /** Scrolls the pane or the frame of a mark, but never the outer page. On narrow screens the details cover a part of the pane. */
  #scrollTo(target) {
    const isInFrame = target.ownerDocument !== document;
    const pane = isInFrame ? target.ownerDocument.scrollingElement : target.closest(".mt-side > *");
    if (pane === null || target.getClientRects().length === 0) return;
    const outer = (isInFrame ? this.frame : pane).getBoundingClientRect();
    const height = Math.max(60, Math.min(outer.bottom, this.details.getBoundingClientRect().top) - outer.top);
    const box = target.getBoundingClientRect();
    const top = isInFrame ? box.top : box.top - outer.top;
    if (top >= 8 && top + Math.min(box.height, height) <= height - 8) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollTo({ top: pane.scrollTop + top - height / 3, behavior: isCalm ? "auto" : "smooth" });
  }

  /** Moves to the next or the previous block that is shown. */
  move(step) {
    const count = this.#items.length;
    let at = this.#active ?? (step > 0 ? -1 : count);
    do at += step;
    while (at >= 0 && at < count && !this.#isShown[at]);
    if (at < 0 || at >= count) return;
    this.#isPinned = true;
    this.#activate(at, "keys");
    if (this.list.contains(document.activeElement)) this.list.querySelector(`[data-block="${at}"]`).focus();
  }

  #onKey(event) {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
    const isInList = this.list.contains(target);
    const step = { j: 1, k: -1, ...(isInList ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (step !== undefined) this.move(step);
    else if (event.key === "/") this.search.focus();
    else if (event.key === "Escape") this.#isPinned = false;
    else return;
    event.preventDefault();
  }
}

/** Replaces the numbers of evidence by names and descriptions. */
function unpacked(explanation) {
  const named = ([position, value, logit]) => {
    const [name, description] = explanation.evidence[position];
    return { name, description, value, logit };
  };
  return { ...explanation, blocks: explanation.blocks.map((block) => ({ ...block, evidence: block.evidence.map(named) })) };
}
