/**
 * Finds blocks in a document by their text. The extractor and the browser parse a page alike, and blocks are in document order, so
 * the text of each block follows that of the block before it.
 */

/** What a block and the page may have differently: white space, soft hyphens, and characters without width. */
const IGNORED = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** Characters after the last block in which the next one is looked for first. */
const WINDOW = 20_000;

/** Characters of a block's start and end that are enough to find it, if the page has something in between. */
const ENDS = 20;

const SKIPPED = new Set(["SCRIPT", "STYLE", "TITLE", "TEXTAREA", "MT-IMAGE"]);

/**
 * A part of a text node.
 * @typedef {{ node: Text, start: number, end: number }} Piece
 */

/** Yields the text nodes below a node in document order, also those of shadow roots in markup. */
function* textNodes(root) {
  for (let node = root.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) yield node;
    else if (node.localName === "template") {
      if (node.hasAttribute("shadowrootmode")) yield* textNodes(node.content);
    } else if (node.nodeType === Node.ELEMENT_NODE && !SKIPPED.has(node.tagName)) yield* textNodes(node);
  }
}

/** The text of a document without ignored characters, and where it is from. */
class FlatText {
  constructor(root) {
    this.nodes = [];
    this.starts = [];
    const parts = [];
    let length = 0;
    for (const node of textNodes(root)) {
      const text = node.data.replace(IGNORED, "");
      if (text === "") continue;
      this.nodes.push(node);
      this.starts.push(length);
      parts.push(text);
      length += text.length;
    }
    this.text = parts.join("");
  }

  /** @returns {Piece[]} the text nodes between two positions */
  pieces(start, end) {
    const pieces = [];
    for (let at = this.#nodeAt(start); at < this.nodes.length && this.starts[at] < end; at++) {
      const node = this.nodes[at];
      const first = offsetOf(node.data, Math.max(0, start - this.starts[at]));
      const last = offsetOf(node.data, Math.min(end, this.starts[at + 1] ?? this.text.length) - this.starts[at] - 1);
      pieces.push({ node, start: first, end: last + 1 });
    }
    return pieces;
  }

  /** The last node that starts at or before a position, by bisection. */
  #nodeAt(position) {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Where a text has its character number `count` that is not ignored. */
function offsetOf(text, count) {
  for (let offset = 0; offset < text.length; offset++) {
    if (text[offset].search(IGNORED) === -1 && count-- === 0) return offset;
  }
  return text.length - 1;
}

/** Finds a text in another one from a position on; also if the other one has something in between. */
function find(text, wanted, from, to) {
  const haystack = text.slice(from, to);
  const exact = haystack.indexOf(wanted);
  if (exact !== -1) return [from + exact, from + exact + wanted.length];
  if (wanted.length <= 2 * ENDS) return null;
  const start = haystack.indexOf(wanted.slice(0, ENDS));
  if (start === -1) return null;
  const end = haystack.indexOf(wanted.slice(-ENDS), start + ENDS);
  const isNear = end !== -1 && end - start < 2 * wanted.length + 200;
  return isNear ? [from + start, from + end + ENDS] : null;
}

/**
 * Finds the text of each block. A block that is not found has no pieces.
 * @param {Node} root
 * @param {{ text: string }[]} blocks in document order
 * @returns {Piece[][]}
 */
export function align(root, blocks) {
  const flat = new FlatText(root);
  let at = 0;
  return blocks.map((block) => {
    const wanted = block.text.replace(IGNORED, "");
    if (wanted === "") return [];
    const next = find(flat.text, wanted, at, at + WINDOW + wanted.length);
    if (next !== null) at = next[1];
    // Parts that scripts would move come earlier or far later; they must not lead the others astray.
    const found = next ?? (wanted.length > ENDS ? find(flat.text, wanted, 0, flat.text.length) : null);
    return found === null ? [] : flat.pieces(...found);
  });
}

/**
 * Wraps the text of each block in elements `mt-block` with its number.
 * @param {Node} root
 * @param {{ text: string }[]} blocks
 * @param {(number) => number} numberOf the number of a block, from its index in `blocks`
 */
export function mark(root, blocks, numberOf = (index) => index) {
  const byNode = new Map();
  align(root, blocks).forEach((pieces, index) => {
    for (const { node, start, end } of pieces) {
      if (!byNode.has(node)) byNode.set(node, []);
      byNode.get(node).push({ start, end, number: numberOf(index) });
    }
  });
  for (const [node, pieces] of byNode) wrap(node, pieces);
}

/** Wraps parts of a text node, from the last to the first, so that offsets stay valid. */
function wrap(node, pieces) {
  pieces.sort((a, b) => b.start - a.start);
  let limit = node.length;
  for (const { start, end, number } of pieces) {
    if (end > limit) continue;
    const part = node.splitText(start);
    if (end - start < part.length) part.splitText(end - start);
    const element = node.ownerDocument.createElement("mt-block");
    element.dataset.block = String(number);
    part.replaceWith(element);
    element.append(part);
    limit = start;
  }
}
