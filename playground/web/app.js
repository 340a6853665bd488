import { EXAMPLES } from "./examples.js";
import { LatestExtractor } from "./extractor.js";
import { fillForm, fromHash, readForm, toHash, toOptions } from "./settings.js";
import { element } from "./view/dom.js";
import { View } from "./view/view.js";
import { gunzip, isGzip, isWarc, pagesOfWarc } from "./warc.js";

const byId = (id) => document.getElementById(id);

/** Pages above this are not read: a browser would be busy for long. */
const MAX_BYTES = 64 << 20;

/**
 * The tabs with an output: label, file ending, type, and the text.
 * @type {Record<string, [string, string, string, (result: object) => string]>}
 */
const OUTPUTS = {
  result: ["Reader", "html", "text/html", (result) => result.html],
  markdown: ["Markdown", "md", "text/markdown", (result) => result.markdown],
  text: ["Text", "txt", "text/plain", (result) => result.text],
  json: ["JSON", "json", "application/json", (result) => result.json],
};

class Playground {
  #extractor = new LatestExtractor();
  #settings;
  #example = null;
  /** The pages that were opened: one, or those of an archive. */
  #records = [];
  #record = null;
  #result = null;
  #panels = {};

  async start() {
    const { settings, example, tab } = fromHash(location.hash);
    this.#settings = settings;
    const [frameStyles, markStyles] = await Promise.all(["frame.css", "marks.css"].map(async (name) => (await fetch(`view/${name}`)).text()));
    const panels = Object.entries(OUTPUTS).filter(([name]) => name !== "result");
    for (const [name] of panels) this.#panels[name] = element("pre", { class: "pg-output", tabindex: "0", dir: "auto" });
    const outputs = panels.map(([name, [label]]) => [name, label, this.#panels[name]]);
    this.view = new View(byId("view"), { frameStyles, markStyles }, outputs);
    byId("mt-tab-result").textContent = OUTPUTS.result[0];
    fillForm(byId("options"), settings);
    this.#showPreference();
    this.#listen();
    if (tab !== null) this.view.tabs.select(tab);
    await this.openExample(EXAMPLES.some(([name]) => name === example) ? example : EXAMPLES[0][0]);
  }

  #listen() {
    const examples = byId("examples");
    examples.append(...EXAMPLES.map(([name, label]) => element("option", { value: name }, label)));
    examples.addEventListener("change", () => this.openExample(examples.value));
    byId("records").addEventListener("change", ({ target }) => this.#use(this.#records[target.selectedIndex]));
    byId("preference").addEventListener("input", ({ target }) => this.#change({ preference: Number(target.value) }));
    byId("options").addEventListener("input", ({ currentTarget }) => this.#change(readForm(currentTarget)));
    byId("options").addEventListener("submit", (event) => event.preventDefault());
    byId("options").addEventListener("reset", ({ currentTarget }) => setTimeout(() => this.#change(readForm(currentTarget))));
    byId("view").addEventListener("mt-tab", () => this.#afterTab());
    byId("open").addEventListener("click", () => byId("file").click());
    byId("file").addEventListener("change", ({ target }) => this.openFile(target.files[0]).then(() => (target.value = "")));
    this.#listenToPaste();
    this.#listenToDrop(document);
    byId("copy").addEventListener("click", () => this.#copy(this.#output().text, "Copied."));
    byId("share").addEventListener("click", () => this.#copy(location.href, "Copied a link with the options."));
    byId("download").addEventListener("click", () => this.#download());
  }

  #listenToPaste() {
    const dialog = byId("paste-dialog");
    byId("paste").addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("close", () => {
      const text = byId("pasted").value;
      if (dialog.returnValue === "use" && text.trim() !== "") this.#open([{ name: "pasted", page: text }]);
    });
    // Pasting anywhere else opens the page as well.
    document.addEventListener("paste", (event) => {
      if (event.target.closest?.("input, textarea, dialog")) return;
      const text = event.clipboardData.getData("text/html") || event.clipboardData.getData("text/plain");
      if (text.trim() !== "") this.#open([{ name: "pasted", page: text }]);
    });
  }

  /** Files can be dropped everywhere, also on the page in the frame. */
  #listenToDrop(target) {
    const drop = byId("drop");
    target.addEventListener("dragenter", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      drop.hidden = false;
      event.preventDefault();
    });
    if (target !== document) return;
    drop.addEventListener("dragleave", () => (drop.hidden = true));
    target.addEventListener("dragover", (event) => event.preventDefault());
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.hidden = true;
      const [file] = event.dataTransfer.files;
      if (file !== undefined) this.openFile(file);
    });
  }

  async openExample(name) {
    const page = new Uint8Array(await (await fetch(`examples/${name}.html`)).arrayBuffer());
    this.#example = name;
    byId("examples").value = name;
    await this.#open([{ name, page }], name);
  }

  /** @param {File | undefined} file */
  async openFile(file) {
    if (file === undefined) return;
    try {
      if (file.size > MAX_BYTES) throw new Error(`it has ${file.size >> 20} MB; at most ${MAX_BYTES >> 20} MB are read here`);
      let bytes = new Uint8Array(await file.arrayBuffer());
      if (isGzip(bytes)) bytes = await gunzip(bytes);
      if (!isWarc(bytes)) return await this.#open([{ name: file.name, page: bytes }]);
      const pages = await pagesOfWarc(bytes);
      if (pages.length === 0) throw new Error("it has no responses with HTML");
      await this.#open(pages.map((page) => ({ ...page, name: page.url })));
    } catch (error) {
      this.#say(`${file.name}: ${error.message}`, true);
    }
  }

  async #open(records, example = null) {
    this.#example = example;
    if (example === null) byId("examples").selectedIndex = -1;
    this.#records = records;
    byId("records-label").hidden = records.length < 2;
    byId("records").replaceChildren(...records.map(({ name }, index) => element("option", {}, `${index + 1}. ${name}`)));
    await this.#use(records[0]);
  }

  async #use(record) {
    this.#record = record;
    await this.#run();
  }

  #change(changed) {
    Object.assign(this.#settings, changed);
    this.#showPreference();
    return this.#run();
  }

  #showPreference() {
    const { preference } = this.#settings;
    const amount = Math.abs(preference) > 2 ? "much more" : Math.abs(preference) > 0 ? "more" : "";
    const text = preference === 0 ? "balanced" : `${amount} ${preference > 0 ? "recall" : "precision"}`;
    byId("preference").value = String(preference);
    byId("preference").setAttribute("aria-valuetext", text);
    byId("preference-value").textContent = text;
  }

  async #run() {
    this.#updateLink();
    const { options, rendering } = toOptions(this.#settings, this.#record);
    const { page, name } = this.#record;
    try {
      const result = await this.#extractor.run({ page, options, rendering });
      if (result === null) return;
      this.#result = result;
      byId("view").removeAttribute("data-stale");
      await this.view.show(result.explanation, result.page);
      this.#listenToDrop(this.view.frame.contentDocument);
      for (const [panel, [, , , text]] of Object.entries(OUTPUTS)) if (panel in this.#panels) this.#panels[panel].textContent = text(result);
      const { blocks, confidence } = result.explanation;
      const kept = blocks.filter((block) => block.kept).length;
      const source = result.source === "page" ? "" : `, text from ${result.source.replaceAll("_", " ")}`;
      this.#say(`${kept} of ${blocks.length} blocks kept, confidence ${confidence.toFixed(2)}${source}, ${result.milliseconds.toFixed(0)} ms`);
    } catch (error) {
      // What is shown is that of the page before.
      byId("view").setAttribute("data-stale", "");
      this.#say(`${name}: ${error.message}`, true);
    } finally {
      document.documentElement.dataset.ready = String(Number(document.documentElement.dataset.ready ?? 0) + 1);
    }
  }

  #afterTab() {
    const hasOutput = this.view.tabs.selected in OUTPUTS;
    byId("copy").disabled = !hasOutput;
    byId("download").disabled = !hasOutput;
    this.#updateLink();
  }

  #updateLink() {
    const tab = this.view.tabs.selected === "result" ? null : this.view.tabs.selected;
    const hash = toHash(this.#settings, { example: this.#example, tab });
    history.replaceState(null, "", hash === "" ? location.pathname : `#${hash}`);
  }

  #output() {
    const [, ending, type, text] = OUTPUTS[this.view.tabs.selected];
    return { ending, type, text: this.#result === null ? "" : text(this.#result) };
  }

  async #copy(text, message) {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(message);
    } catch {
      this.#say("The browser does not allow copying here.", true);
    }
  }

  #download() {
    const { ending, type, text } = this.#output();
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    element("a", { href: url, download: `article.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  #say(message, isError = false) {
    const status = byId("status");
    status.textContent = message;
    status.toggleAttribute("data-error", isError);
  }
}

await new Playground().start();
