/** Chromium, a server for the site, and what a page must never do. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { chromium } from "playwright-core";

export const root = new URL("../../", import.meta.url);
export const fixture = (name) => new URL(`tests/pages/${name}/source.html`, root);

/** Chromium asks its maker for updates and lists unless it is told not to. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const launch = () => chromium.launch({ executablePath, args: QUIET });

/** Starts Chromium with an extension. */
export const launchWithExtension = (folder, profile) =>
  chromium.launchPersistentContext(profile, {
    executablePath,
    headless: false,
    // The flag for debugging allows a test to click the button of an extension.
    args: ["--headless=new", ...QUIET, "--enable-unsafe-extension-debugging", `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves a folder on a free port. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    try {
      const body = await readFile(new URL(`.${path.endsWith("/") ? `${path}index.html` : path}`, folder));
      response.writeHead(200, { "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/**
 * Opens a page of which every console error, exception, dialog, popup and request to elsewhere is noted.
 * @param {import("playwright-core").Browser | import("playwright-core").BrowserContext} browser
 */
export async function openWatched(browser, url, options = {}) {
  const context = browser.newContext ? await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options }) : browser;
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => (faults.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => faults.push(`popup: ${popup.url()}`));
  const own = new URL(url).origin;
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!["data:", "about:", "blob:"].includes(protocol) && origin !== own && request.url() !== url) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, context, faults, assertNoFaults: () => assert.deepEqual(faults, []) };
}

const axeSource = await readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Checks accessibility. The page that is shown in the frame is not ours, so it is left out. */
export async function assertAccessible(page) {
  // The policy of the pages forbids to add scripts, but not to evaluate them from outside.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, { iframes: false }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  assert.deepEqual(found, []);
}

/**
 * Payloads that would run a script, load something or leave the page, if they could. They come from the tests of the HTML output
 * and from what the view itself adds: frames, styles, forms and mutations while markup is parsed twice.
 */
export const VECTORS = [
  "<script>parent.hit('script')</script>",
  "<img src=x onerror=\"parent.hit('onerror')\">",
  "<svg onload=\"parent.hit('svg')\"><script>parent.hit('svg script')</script></svg>",
  "<svg><animate onbegin=\"parent.hit('animate')\" attributeName=x dur=1s></svg>",
  "<svg><a xlink:href=\"javascript:parent.hit('xlink')\"><text y=20>click</text></a></svg>",
  "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>parent.hit('use')</script></svg>#x\"></svg>",
  "<iframe srcdoc=\"<script>top.hit('srcdoc')</script>\"></iframe>",
  "<iframe src=\"javascript:top.hit('frame')\"></iframe>",
  "<object data=\"data:text/html,<script>top.hit('object')</script>\"></object>",
  "<embed src=\"data:text/html,<script>top.hit('embed')</script>\">",
  "<a href=\"javascript:parent.hit('link')\" id=javascript-link>a link that runs a script, which must not happen</a>",
  "<a href=\"https://elsewhere.example/\" id=outer-link>a link to another site, which the frame must not follow</a>",
  "<form action=\"https://elsewhere.example/form\"><button id=submit>send</button><input autofocus onfocus=\"parent.hit('focus')\"></form>",
  "<meta http-equiv=refresh content=\"0;url=https://elsewhere.example/refresh\">",
  "<base href=\"https://elsewhere.example/\"><img src=relative.png><link rel=stylesheet href=style.css>",
  "<link rel=preload as=image href=https://elsewhere.example/preload.png><link rel=dns-prefetch href=//elsewhere.example>",
  "<style>@import url(https://elsewhere.example/import.css); p { background: url('https://elsewhere.example/bg.png') }</style>",
  "<p style=\"background-image: url(https://elsewhere.example/inline.png)\">A paragraph with a picture behind it.</p>",
  "<video src=https://elsewhere.example/v.mp4 poster=https://elsewhere.example/p.png onerror=\"parent.hit('video')\" autoplay></video>",
  "<img srcset=\"https://elsewhere.example/set.png 2x\"><picture><source srcset=https://elsewhere.example/source.png><img></picture>",
  "<input type=image src=https://elsewhere.example/input.png><body background=https://elsewhere.example/body.png>",
  "<details open ontoggle=\"parent.hit('toggle')\"><summary>More</summary>Text</details>",
  "<noscript><p title=\"</noscript><img src=x onerror=parent.hit('noscript')>\"></noscript>",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=parent.hit('mxss')&gt;\"></style></table></mtext></math>",
  "<svg></p><style><a id=\"</style><img src=1 onerror=parent.hit('style')>\">",
  "<template shadowrootmode=open><img src=x onerror=\"parent.hit('shadow')\"><script>parent.hit('shadow script')</script></template>",
  "<template shadowrootmode=closed><template><img src=x onerror=\"parent.hit('nested')\"></template></template>",
  "<textarea></textarea><img src=x onerror=\"parent.hit('textarea')\"></textarea>",
  "<title></title><img src=x onerror=\"parent.hit('title')\"></title>",
  "</script><script>hit('end of data')</script><!--<script>",
  "<p>&lt;img src=x onerror=hit('text')&gt; is a text about markup, and stays a text wherever it is shown.</p>",
  "<div id=mt-view>An element with an id that the view uses, and </div><div id=mt-data>another one</div>",
  "<a ping=https://elsewhere.example/ping href=# target=_top>ping</a><area href=javascript:parent.hit('area')>",
  "<p contenteditable onfocus=\"parent.hit('editable')\" autofocus tabindex=0>Text that could be edited.</p>",
];

/** A page with a payload between paragraphs of prose. */
export const pageWith = (vector) =>
  `<!DOCTYPE html><html><head><title>On rivers</title></head><body><article><h1>On rivers</h1>
<p>Rivers carry water, and with it sand, from the mountains to the sea, and so they shape the land that people live on.</p>
${vector}
<p>Where a river meets the sea, it drops what it has carried, and a delta grows, which is good soil for the fields.</p>
</article></body></html>`;

/** Waits until nothing more can come of a payload: a task, a frame and the events of broken images are over. */
export const settle = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 60))));
