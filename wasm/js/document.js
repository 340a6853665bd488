import { Article } from "./article.js";
import { extractInner } from "./extract.js";

/** An article whose blocks lead back to the elements of a document. */
export class DocumentArticle extends Article {
  #root;

  constructor(inner, document) {
    super(inner);
    this.#root = document.documentElement;
  }

  /** Returns the nearest block-level element of a block; null if the document has changed, or if the text is not shown. */
  element(block) {
    const { path } = typeof block === "number" ? this.blocks[block] : block;
    if (this.source !== "page" && this.source !== "best_guess") return null;
    const [first, ...steps] = path.split(" > ");
    return first === "html" ? steps.reduce(child, this.#root) : null;
  }
}

/** Extracts the main content of a document as the browser shows it, with its shadow roots. */
export function extractDocument(document, options = {}) {
  const url = options.url ?? (document.URL?.startsWith("http") ? document.URL : undefined);
  return new DocumentArticle(extractInner(serialize(document), { ...options, url }), document);
}

/** Returns the child of an element that a step of a path, such as `p:nth-child(2)`, names. */
function child(parent, step) {
  if (parent === null) return null;
  const [, name, number] = /^(.*?)(?::nth-child\((\d+)\))?$/s.exec(step);
  const elements = shownChildren(parent).filter((node) => node.nodeType === 1);
  const found = number === undefined ? elements.find((element) => nameOf(element) === name) : elements[number - 1];
  return found !== undefined && nameOf(found) === name ? found : null;
}

/** Returns the children of an element in the flat tree: a shadow root takes the place of its host's children. */
function shownChildren(element) {
  if (element.shadowRoot) return [...element.shadowRoot.childNodes];
  if (element.localName === "slot") {
    const assigned = element.assignedNodes?.() ?? [];
    if (assigned.length > 0) return assigned;
  }
  return [...element.childNodes];
}

const nameOf = (element) => element.localName.toLowerCase();

/** Elements without content and end tag. */
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** Elements whose text is written as it is. With scripts enabled, `<noscript>` has text only. */
const RAW = new Set("iframe noembed noframes noscript plaintext script style xmp".split(" "));

/** Returns the flat tree of a document as HTML. */
function serialize(document) {
  const root = document.documentElement;
  const doctype = document.doctype ? `<!DOCTYPE ${document.doctype.name}>` : "";
  const hosts = [...document.querySelectorAll("*")].some((element) => element.shadowRoot);
  return doctype + (hosts ? flattened(root) : root.outerHTML);
}

/** Writes the flat tree below a node. It does not recurse: documents may be nested deeply. */
function flattened(root) {
  const out = [];
  // What is left to write, the next one last: nodes, and end tags as strings.
  const open = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node === "string") {
      out.push(node);
    } else if (node.nodeType === 3) {
      out.push(RAW.has(node.parentNode?.localName) ? node.data : escapeText(node.data));
    } else if (node.nodeType === 1) {
      const name = nameOf(node);
      const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`);
      out.push(`<${name}${attributes.join("")}>`);
      if (VOID.has(name)) continue;
      open.push(`</${name}>`);
      // The content of a template is not shown.
      if (name !== "template") open.push(...shownChildren(node).reverse());
    }
  }
  return out.join("");
}

const escapeText = (text) => text.replace(/[&<>\u00a0]/g, (char) => ESCAPES[char]);
const escapeAttribute = (value) => value.replace(/[&"\u00a0]/g, (char) => ESCAPES[char]);
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\u00a0": "&nbsp;" };
