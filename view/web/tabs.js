/** Tabs by the pattern of the ARIA guide: arrow keys move between them. */

import { element } from "./dom.js";

export class Tabs {
  #tabs = new Map();
  #onSelect;

  /** @param {(name: string) => void} onSelect */
  constructor(label, onSelect) {
    this.#onSelect = onSelect;
    this.list = element("div", { role: "tablist", "aria-label": label, onkeydown: (event) => this.#onKey(event) });
  }

  /** Adds a tab for a panel. */
  add(name, label, panel) {
    const id = `mt-tab-${name}`;
    panel.id = `mt-panel-${name}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", id);
    const tab = element("button", { type: "button", role: "tab", id, "aria-controls": panel.id, onclick: () => this.select(name) }, label);
    this.#tabs.set(name, { tab, panel });
    this.list.append(tab);
  }

  select(name) {
    if (!this.#tabs.has(name)) return;
    this.selected = name;
    for (const [other, { tab, panel }] of this.#tabs) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      panel.toggleAttribute("data-selected", other === name);
    }
    const { tab } = this.#tabs.get(name);
    this.list.scrollLeft = tab.offsetLeft - this.list.offsetLeft - (this.list.clientWidth - tab.offsetWidth) / 2;
    this.#onSelect(name);
  }

  #onKey(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    // Some tabs are hidden on wide screens.
    const shown = [...this.#tabs].filter(([, { tab }]) => tab.offsetParent !== null);
    const at = shown.findIndex(([name]) => name === this.selected);
    const [name, { tab }] = shown[(at + step + shown.length) % shown.length];
    this.select(name);
    tab.focus();
    event.preventDefault();
  }
}
