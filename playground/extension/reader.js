/** Shows the article of a tab in reader view, and copies it as Markdown. */

import { extract, init } from "./maintext/browser.js";

const byId = (id) => document.getElementById(id);
const tab = Number(new URLSearchParams(location.search).get("tab"));

/** Runs in the tab: returns its markup as it is now, with the shadow roots that the page has opened. */
function readPage() {
  const shadowRoots = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot === null) continue;
      shadowRoots.push(element.shadowRoot);
      visit(element.shadowRoot);
    }
  };
  visit(document);
  const html = document.documentElement;
  return { page: `<!DOCTYPE html><html lang="${html.lang}" dir="${html.dir}">${html.getHTML({ shadowRoots })}</html>`, url: location.href };
}

function show(article) {
  const { metadata, title, confidence } = article;
  document.title = title ?? "Reader";
  document.documentElement.lang = metadata.language ?? "";
  byId("title").textContent = title ?? "";
  byId("byline").textContent = [metadata.authors.join(", "), article.date?.slice(0, 10), metadata.site_name].filter(Boolean).join(" · ");
  // The library promises that its HTML has no scripts; the policy of this page would not run them either.
  byId("article").innerHTML = article.html;
  for (const link of byId("article").querySelectorAll("a")) link.rel = "noopener noreferrer";
  return confidence;
}

async function copy(markdown) {
  try {
    await navigator.clipboard.writeText(markdown);
    byId("status").textContent = "The Markdown is in the clipboard.";
  } catch {
    // The window may not have the focus yet.
    byId("status").textContent = "Click the button to copy the Markdown.";
  }
}

async function start() {
  const [[{ result }]] = await Promise.all([chrome.scripting.executeScript({ target: { tabId: tab }, func: readPage }), init(chrome.runtime.getURL("maintext/bindings_bg.wasm"))]);
  const article = extract(result.page, { url: result.url });
  show(article);
  if (article.text === "") {
    byId("status").textContent = "This page has no main text.";
    return;
  }
  const heading = article.title === null ? "" : `# ${article.title}\n\n`;
  const markdown = `${heading}${article.markdown}`;
  byId("copy").hidden = false;
  byId("copy").addEventListener("click", () => copy(markdown));
  await copy(markdown);
}

byId("close").addEventListener("click", async () => {
  await chrome.tabs.update(tab, { active: true }).catch(() => null);
  window.close();
});
try {
  await start();
} catch (error) {
  byId("status").textContent = `This page cannot be read: ${error.message}`;
}
document.documentElement.dataset.ready = "";
