// The playground in Chromium.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { archive } from "./archive.js";
import { VECTORS, assertAccessible, fixture, launch, openWatched, pageWith, root, serve, settle } from "./browser.js";
import { assertLooksLike } from "./screens.js";

let browser, server;
before(async () => {
  browser = await launch();
  server = await serve(new URL("playground/site/", root));
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function open(hash = "", options = {}) {
  const opened = await openWatched(browser, server.url + hash, options);
  await opened.page.waitForSelector("html[data-ready]", { state: "attached" });
  return opened;
}

/** Does something after which a page is extracted again, and waits for that. */
async function rerun(page, act) {
  const runs = () => page.evaluate(() => Number(document.documentElement.dataset.ready));
  const before = await runs();
  await act();
  await page.waitForFunction((before) => Number(document.documentElement.dataset.ready) > before, before);
}

async function paste(page, html) {
  await page.getByRole("button", { name: "Paste HTML" }).click();
  await page.getByRole("textbox", { name: "HTML of a page" }).fill(html);
  await rerun(page, () => page.getByRole("button", { name: "Extract" }).click());
}

/** Drops a file on the page, as from a file manager. */
async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
      return transfer;
    },
    [name, Buffer.from(bytes).toString("base64")],
  );
  await page.dispatchEvent("main", "dragenter", { dataTransfer: data });
  assert.ok(await page.locator("#drop").isVisible());
  await page.dispatchEvent("#drop", "drop", { dataTransfer: data });
  assert.ok(await page.locator("#drop").isHidden());
}

const tab = (page, name) => page.getByRole("tab", { name, exact: true }).click();
const output = (page) => page.locator("[data-selected].pg-output").innerText();
const status = (page) => page.locator("#status").innerText();

const RIVERS = pageWith("<p>A word <a href='https://e.example/'>with a link</a>, and some more words that make it a sentence.</p>");

test("all ten examples are extracted without faults", async () => {
  const { page, context, assertNoFaults } = await open();
  const names = await page.locator("#examples option").evaluateAll((options) => options.map((option) => option.value));
  assert.equal(names.length, 10);
  for (const name of names.reverse()) {
    await rerun(page, () => page.selectOption("#examples", name));
    assert.match(await status(page), /^[1-9]\d* of \d+ blocks kept/, name);
    assert.ok((await page.frameLocator("iframe").locator("mt-block").count()) > 5, name);
  }
  assertNoFaults();
  await context.close();
});

test("outputs are those of the library", async () => {
  const { page, context } = await open("#example=harbour-news");
  const expected = readFileSync(new URL("tests/pages/harbour-news/expected.txt", root), "utf8").trimEnd();
  await tab(page, "Text");
  assert.equal(await output(page), expected);
  await tab(page, "Markdown");
  assert.match(await output(page), /^The harbour at Lower Wick/);
  await tab(page, "JSON");
  assert.equal(JSON.parse(await output(page)).text, expected);
  await context.close();
});

test("pasted HTML is shown, and options apply at once", async () => {
  const { page, context, assertNoFaults } = await open();
  await paste(page, RIVERS);
  await tab(page, "Markdown");
  assert.match(await output(page), /A word \[with a link\]\(https:\/\/e\.example\/\)/);
  await page.getByText("Options").click();
  await rerun(page, () => page.getByLabel("Links in Markdown").uncheck());
  assert.match(await output(page), /A word with a link,/);
  await rerun(page, () => page.getByLabel("Content selector").fill("h1"));
  assert.match(await status(page), /^0 of 4 blocks|^1 of 4 blocks/);
  await page.getByLabel("Content selector").fill("div >>");
  await page.waitForSelector("#status[data-error]");
  assert.match(await status(page), /selector `div >>`/);
  await rerun(page, () => page.getByRole("button", { name: "Reset" }).click());
  assert.match(await output(page), /A word \[with a link\]/);
  assertNoFaults();
  await context.close();
});

test("slider keeps more or less, and the page in the frame stays", async () => {
  const { page, context, assertNoFaults } = await open("#example=shop-category");
  await page.frameLocator("iframe").locator("body").evaluate((body) => (body.dataset.same = "yes"));
  const kept = async () => Number((await status(page)).split(" ")[0]);
  const balanced = await kept();
  const slider = page.getByRole("slider");
  await slider.focus();
  await rerun(page, () => page.keyboard.press("End"));
  assert.ok((await kept()) > balanced);
  assert.equal(await slider.getAttribute("aria-valuetext"), "much more recall");
  await rerun(page, () => page.keyboard.press("Home"));
  assert.ok((await kept()) < balanced);
  assert.equal(await page.frameLocator("iframe").locator("body[data-same=yes]").count(), 1);
  assert.equal(await page.locator(".mt-result mt-block").count(), await kept());
  assertNoFaults();
  await context.close();
});

test("many moves of the slider end with the last one", async () => {
  const { page, context } = await open("#example=shop-category");
  await page.getByRole("slider").focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => location.hash.includes("preference=3"));
  const later = await open("#example=shop-category&preference=3");
  const expected = await status(later.page);
  await page.waitForFunction((kept) => document.getElementById("status").textContent.startsWith(kept), expected.split(",")[0]);
  await context.close();
  await later.context.close();
});

test("a dropped file is read, also compressed", async () => {
  const { page, context, assertNoFaults } = await open();
  const source = readFileSync(fixture("recipe"));
  await rerun(page, () => drop(page, "recipe.html", source));
  assert.match(await page.locator(".mt-result h1").innerText(), /^Bread that/);
  await rerun(page, () => drop(page, "wiki.html.gz", gzipSync(readFileSync(fixture("wiki-article")))));
  assert.equal(await page.locator(".mt-result h1").innerText(), "Lower Wick");
  await drop(page, "broken.html.gz", gzipSync(source).subarray(0, 300));
  await page.waitForSelector("#status[data-error]");
  assert.match(await status(page), /broken\.html\.gz: the gzip file is damaged/);
  await drop(page, "paper.pdf", "%PDF-1.7 is not a page");
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("PDF"));
  assertNoFaults();
  await context.close();
});

test("pages of a web archive can be chosen", async () => {
  const { page, context, assertNoFaults } = await open();
  const names = ["harbour-news", "recipe", "wiki-article"];
  const pages = names.map((name) => [`https://e.example/${name}`, readFileSync(fixture(name), "utf8")]);
  pages.push(["https://e.example/latin", RIVERS.replace("On rivers", "Über Flüsse").replace("Rivers carry", "Flüsse carry")]);
  for (const compressed of [true, false]) {
    await rerun(page, () => drop(page, "crawl.warc.gz", archive(pages, { compressed })));
    const records = page.getByLabel("In the archive");
    assert.deepEqual(await records.locator("option").allInnerTexts(), pages.map(([url], index) => `${index + 1}. ${url}`));
    for (const [index, expected] of ["The harbour at Lower Wick", "This loaf needs", "Lower Wick is", "Flüsse carry"].entries()) {
      await rerun(page, () => records.selectOption({ index: (index + 1) % 4 }));
      await rerun(page, () => records.selectOption({ index }));
      assert.ok((await page.locator(".mt-result").innerText()).includes(expected), expected);
    }
  }
  assertNoFaults();
  await context.close();
});

test("pointing at a block marks both sides and gives reasons", async () => {
  const { page, context, assertNoFaults } = await open("#example=harbour-news");
  await page.frameLocator("iframe").getByText("Engineers replaced").hover();
  assert.match(await page.locator(".mt-verdict").innerText(), /^✓.*Kept: /s);
  assert.equal(await page.locator(".mt-result [data-active]").count(), 1);
  await page.locator(".mt-result mt-block").last().hover();
  assert.match(await page.frameLocator("iframe").locator("[data-active]").innerText(), /^The council paid/);
  await tab(page, "Blocks");
  await page.locator(".mt-blocks button").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator(".mt-verdict").innerText(), /Dropped: within nav, like 7 siblings/);
  assertNoFaults();
  await context.close();
});

test("a link holds options, example and tab", async () => {
  const { page, context } = await open("#example=recipe&tab=markdown&preference=-1.5&frontMatter=true&contentSelector=main");
  assert.equal(await page.locator("#examples").inputValue(), "recipe");
  assert.equal(await page.getByRole("slider").inputValue(), "-1.5");
  assert.equal(await page.getByRole("tab", { name: "Markdown" }).getAttribute("aria-selected"), "true");
  assert.match(await output(page), /^---\n/);
  await page.getByText("Options").click();
  assert.equal(await page.getByLabel("Content selector").inputValue(), "main");
  await page.getByLabel("A guess").check();
  await page.waitForFunction(() => location.hash.includes("bestGuess=true"));
  const again = await open(new URL(page.url()).hash);
  assert.equal(new URL(again.page.url()).hash, new URL(page.url()).hash);
  await again.context.close();
  const odd = await open("#preference=1e9&example=../../etc&tab=nothing&unknown=1&plain=maybe");
  assert.equal(await odd.page.getByRole("slider").inputValue(), "4");
  odd.assertNoFaults();
  await odd.context.close();
  await context.close();
});

test("outputs are copied and downloaded", async () => {
  const { page, context } = await open("#example=recipe&tab=markdown", { permissions: ["clipboard-read", "clipboard-write"] });
  const shown = (await output(page)).trimEnd();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.waitForFunction(() => document.getElementById("status").textContent === "Copied.");
  assert.equal((await clipboard()).trimEnd(), shown);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("link"));
  assert.equal(await clipboard(), page.url());
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  assert.equal(download.suggestedFilename(), "article.md");
  assert.equal(readFileSync(await download.path(), "utf8").trimEnd(), shown);
  await tab(page, "Metadata");
  assert.ok(await page.getByRole("button", { name: "Download" }).isDisabled());
  await context.close();
});

test("nothing of a pasted page runs, loads or leaves the frame", async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => {
    window.hits = [];
    window.hit = (name) => window.hits.push(name);
  });
  const { page, faults } = await openWatched(context, server.url);
  await page.waitForSelector("html[data-ready]", { state: "attached" });
  for (const vector of VECTORS) {
    await paste(page, pageWith(vector));
    const frame = page.frameLocator("iframe");
    for (const id of ["#javascript-link", "#outer-link", "#submit"]) {
      const target = frame.locator(id);
      if ((await target.count()) > 0) await target.click({ force: true, timeout: 2000 });
    }
    await settle(page);
    assert.deepEqual(await page.evaluate(() => window.hits), [], vector);
    assert.deepEqual(faults, [], vector);
    assert.ok(await page.evaluate(() => document.querySelector("iframe").contentDocument.body.textContent.includes("Rivers carry")), vector);
  }
  await context.close();
});

test("the same payloads do run where nothing stops them", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.hits = [];
    window.hit = (name) => window.hits.push(name);
  });
  let running = 0;
  for (const vector of VECTORS) {
    await page.route("**/*", (route) => (route.request().url().startsWith(server.url) ? route.continue() : route.abort()));
    await page.goto(`${server.url}view/view.css`);
    await page.setContent(pageWith(vector)).catch(() => null);
    await settle(page).catch(() => null);
    running += (await page.evaluate(() => window.hits.length).catch(() => 1)) > 0 ? 1 : 0;
  }
  assert.ok(running >= 10, `only ${running} payloads ran`);
  await context.close();
});

test("axe finds no violations in any tab, light and dark, wide and narrow", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1440, 390]) {
      const { page, context } = await open("#example=documentation-code", { colorScheme, viewport: { width, height: 850 } });
      await page.keyboard.press("j");
      for (const name of ["Reader", "Markdown", "JSON", "Blocks", "Metadata"]) {
        await tab(page, name);
        await assertAccessible(page);
      }
      await page.getByText("Options").click();
      await assertAccessible(page);
      await page.getByRole("button", { name: "Paste HTML" }).click();
      await assertAccessible(page);
      await context.close();
    }
  }
});

test("nothing is wider than the window at 320 pixels", async () => {
  const { page, context } = await open("#example=newspaper-theme-arabic", { viewport: { width: 320, height: 700 } });
  await page.keyboard.press("j");
  await page.getByText("Options").click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await context.close();
});

test("screens look as they did", async () => {
  const screens = [
    ["wide", { width: 1440, height: 900 }, "#example=harbour-news", "light"],
    ["wide dark", { width: 1440, height: 900 }, "#example=recipe&tab=markdown", "dark"],
    ["medium", { width: 800, height: 900 }, "#example=documentation-code&tab=blocks", "light"],
    ["narrow", { width: 390, height: 844 }, "#example=newspaper-theme-arabic", "light"],
  ];
  for (const [name, viewport, hash, colorScheme] of screens) {
    const { page, context } = await open(hash, { viewport, colorScheme, reducedMotion: "reduce" });
    await page.keyboard.press("j");
    await assertLooksLike(name, page, context);
    await context.close();
  }
});
