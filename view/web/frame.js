/**
 * Shows a page in a frame in which nothing of it can run or load: the sandbox allows no scripts and no forms, the policy of the
 * frame forbids every request, and what would cause a request or run a script is removed beforehand.
 */

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'";

const REMOVED =
  "script, link, meta, base, object, embed, applet, iframe, frame, portal, fencedframe, audio, video, source, track, " +
  "animate, animateMotion, animateTransform, set, use, image, feImage, foreignObject, template:not([shadowrootmode])";

/** Attributes that only change how a page looks. Those that begin with `aria-` or `data-` stay as well. */
const KEPT_ATTRIBUTES = new Set(
  (
    "abbr align alt bgcolor border cellpadding cellspacing class color cols colspan datetime dir face headers height hidden " +
    "id label lang open reversed role rows rowspan scope shadowrootmode size slot span start style summary title type valign " +
    "value width wrap xml:lang xml:space " +
    "cx cy d dx dy fill fill-opacity fill-rule font-size offset opacity points r rx ry stroke stroke-width text-anchor " +
    "transform viewbox viewBox x x1 x2 y y1 y2 xmlns accent columnalign columnspacing display displaystyle fence mathvariant " +
    "rowspacing scriptlevel stretchy"
  ).split(" "),
);

/** Addresses that a link of the result may lead to. */
const LINK = /^(https?:|mailto:)/i;

/** Removes what would load something from a style sheet. */
function safeStyles(css) {
  return css.replace(/@import\b[^;]*(;|$)/gi, "").replace(/url\(\s*(?!["']?data:)[^)]*\)/gi, "none");
}

function cleanElement(element, keepsLinks) {
  const link = keepsLinks && element.localName === "a" ? element.getAttribute("href") : null;
  for (const { name, value } of [...element.attributes]) {
    // The browser reports lengths of pictures that are not numbers.
    const isKept = (KEPT_ATTRIBUTES.has(name) && value !== "auto") || name.startsWith("aria-") || name.startsWith("data-");
    if (!isKept || (name !== "style" && /url\(/i.test(value))) element.removeAttribute(name);
  }
  if (element.hasAttribute("style")) element.setAttribute("style", safeStyles(element.getAttribute("style")));
  if (link !== null && LINK.test(link)) {
    element.setAttribute("href", link);
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener noreferrer");
  }
  // The language of code is not a language of people.
  if (element.localName === "pre") element.removeAttribute("lang");
  if (element.localName === "style") element.textContent = safeStyles(element.textContent);
  if (["input", "button", "select", "textarea"].includes(element.localName)) element.setAttribute("disabled", "");
}

/** Removes from a document or a fragment what could run or load something. */
export function clean(root, { keepsLinks = false } = {}) {
  root.querySelectorAll(REMOVED).forEach((element) => element.remove());
  for (const element of root.querySelectorAll("*")) {
    cleanElement(element, keepsLinks);
    if (element.localName === "template") {
      element.setAttribute("shadowrootmode", "open");
      clean(element.content, { keepsLinks });
    }
  }
  for (const image of root.querySelectorAll("img")) {
    const shown = image.ownerDocument.createElement("mt-image");
    shown.textContent = image.getAttribute("alt")?.trim() || "image";
    image.replaceWith(shown);
  }
}

/**
 * Renames event handlers and the address of `base` in the text of a page. The policy forbids both anyway, but the browser would
 * report each of them while it parses the page.
 */
const withoutReports = (page) =>
  page.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/^<base\b.*/is, (base) => base.replace(/\bhref\b/gi, "data-href")).replace(/([\s"'/])on(?=[a-z]+\s*=)/gi, "$1data-on"),
  );

/**
 * Parses a page without running it.
 * @param {string} page
 * @param {boolean} isPlain whether it is text without markup
 */
export function parsePage(page, isPlain) {
  const parsed = new DOMParser().parseFromString(isPlain ? "" : withoutReports(page), "text/html");
  if (isPlain) {
    for (const line of page.split("\n")) parsed.body.append(Object.assign(parsed.createElement("p"), { textContent: line }));
  }
  clean(parsed);
  return parsed;
}

/** Returns the document of a frame as markup, with the policy and a style sheet. */
function markup(page, styles) {
  const policy = page.createElement("meta");
  policy.setAttribute("http-equiv", "Content-Security-Policy");
  policy.setAttribute("content", POLICY);
  page.head.prepend(policy);
  const sheet = page.createElement("style");
  sheet.textContent = styles;
  page.head.append(sheet);
  for (const template of page.querySelectorAll("template")) template.content.append(sheet.cloneNode(true));
  const doctype = page.compatMode === "CSS1Compat" ? "<!DOCTYPE html>" : "";
  return doctype + page.documentElement.outerHTML;
}

/**
 * Shows a document in a sandboxed frame. The frame has the origin of this page, so that this page can mark blocks in it; without
 * `allow-scripts` nothing in it can make use of that.
 * @param {HTMLIFrameElement} frame
 * @param {Document} page from `parsePage`
 * @param {string} styles
 * @returns {Promise<Document>} the document in the frame
 */
export function show(frame, page, styles) {
  return new Promise((resolve) => {
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.addEventListener("load", () => resolve(frame.contentDocument), { once: true });
    frame.srcdoc = markup(page, styles);
  });
}

/** The document of a frame and its shadow roots. */
export function roots(page) {
  const found = [page];
  for (const root of found) {
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) found.push(element.shadowRoot);
  }
  return found;
}
