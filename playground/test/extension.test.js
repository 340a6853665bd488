// The extension in Chromium: a click on its button shows the article of the tab and copies Markdown.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertAccessible, launchWithExtension, root, serve } from "./browser.js";

let context, server, folder, id, cdp;
const faults = [];

before(async () => {
  server = await serve(new URL("tests/pages/", root));
  folder = mkdtempSync(join(tmpdir(), "maintext-extension-"));
  context = await launchWithExtension(fileURLToPath(new URL("playground/site-extension/", root)), folder);
  await context.grantPermissions(["clipboard-read"], { origin: server.url });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  id = new URL(worker.url()).host;
  cdp = await context.browser().newBrowserCDPSession();
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!["chrome-extension:", "data:"].includes(protocol) && origin !== new URL(server.url).origin) faults.push(request.url());
  });
});
after(async () => {
  await context?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page, clicks the button of the extension, and waits for the reader. */
async function read(name) {
  const page = await context.newPage();
  const url = `${server.url}${name}/source.html`;
  await page.goto(url);
  await page.bringToFront();
  const { targetInfos } = await cdp.send("Target.getTargets", { filter: [{ type: "tab" }] });
  const { targetId } = targetInfos.find((target) => target.url === url);
  const opening = context.waitForEvent("page");
  await cdp.send("Extensions.triggerAction", { id, targetId });
  const reader = await opening;
  reader.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  reader.on("pageerror", (error) => faults.push(error.message));
  await reader.waitForSelector("html[data-ready]", { state: "attached" });
  return { page, reader };
}

test("one click shows the article and copies its Markdown", async () => {
  const { page, reader } = await read("recipe");
  assert.match(await reader.locator("h1").innerText(), /^Bread that/);
  assert.match(await reader.locator("article").innerText(), /This loaf needs five minutes of work/);
  assert.equal(await reader.locator("nav").count(), 0);
  assert.equal(await reader.getByRole("status").innerText(), "The Markdown is in the clipboard.");
  await page.bringToFront();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^# Bread that bakes itself\n\nThis loaf needs/);
  assert.match(copied, /\n## Method\n\n1\. Stir flour/);
  await assertAccessible(reader);
  await Promise.all([reader.waitForEvent("close"), reader.getByRole("button", { name: "Back to the page" }).click()]);
  assert.deepEqual(faults, []);
});

test("text of shadow roots is read, and right-to-left text is shown so", async () => {
  const shadow = await read("shadow-roots");
  assert.match(await shadow.reader.locator("article").innerText(), /The parish voted/);
  const arabic = await read("newspaper-theme-arabic");
  const direction = await arabic.reader.locator("article p").last().evaluate((element) => getComputedStyle(element).direction);
  assert.equal(direction, "rtl");
  assert.deepEqual(faults, []);
});

test("a page without main text says so", async () => {
  const { reader } = await read("menus-only");
  assert.equal(await reader.getByRole("status").innerText(), "This page has no main text.");
  assert.deepEqual(faults, []);
});
