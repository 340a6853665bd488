// `maintext explain` in Chromium: one file, opened from the disk.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { VECTORS, assertAccessible, fixture, launch, openWatched, pageWith, root, settle } from "./browser.js";

const program = process.env.MAINTEXT ?? fileURLToPath(new URL("target/debug/maintext", root));

let browser, folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "maintext-explain-"));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Explains a page and opens the explanation. */
async function explained(source, options = {}, flags = []) {
  const out = join(folder, "explanation.html");
  execFileSync(program, ["explain", ...flags, "--out", out, source]);
  const opened = await openWatched(browser, pathToFileURL(out).href, options);
  await opened.page.waitForSelector("#mt-view[data-ready]");
  return opened;
}

const open = (name, options) => explained(fileURLToPath(fixture(name)), options);

test("blocks are marked on both sides, by other means than color", async () => {
  const { page, context, assertNoFaults } = await open("harbour-news");
  const inFrame = page.frameLocator("iframe").locator("mt-block");
  const kept = inFrame.and(page.frameLocator("iframe").locator("[data-status=kept]"));
  assert.equal(await kept.count(), 4);
  assert.equal(await page.locator(".mt-result mt-block").count(), 4);
  const lineOf = (block) => block.evaluate((element) => getComputedStyle(element).textDecorationLine);
  assert.equal(await lineOf(kept.first()), "underline");
  assert.equal(await lineOf(page.frameLocator("iframe").locator("[data-status=dropped]").first()), "line-through");
  assertNoFaults();
  await context.close();
});

test("every block of the fixtures is found on the page", async () => {
  for (const name of ["harbour-news", "wiki-article", "forum-divs", "newspaper-theme-arabic", "table-layout", "shadow-roots"]) {
    const { page, context, assertNoFaults } = await open(name);
    const blocks = await page.locator(".mt-blocks button").count();
    const marked = await page.evaluate(() => {
      const found = new Set();
      const visit = (root) => {
        for (const element of root.querySelectorAll("*")) {
          if (element.dataset?.block !== undefined) found.add(element.dataset.block);
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      visit(document.querySelector("iframe").contentDocument);
      return found.size;
    });
    // A byline whose name is in another shadow root is not in one place.
    assert.equal(marked, name === "shadow-roots" ? blocks - 1 : blocks, name);
    assertNoFaults();
    await context.close();
  }
});

test("pointing at a block shows it on the other side and says why", async () => {
  const { page, context, assertNoFaults } = await open("harbour-news");
  const frame = page.frameLocator("iframe");
  await frame.getByText("Engineers replaced the timber").hover();
  assert.match(await page.locator(".mt-verdict").innerText(), /Kept: .*within article/);
  assert.equal(await page.locator(".mt-result [data-active]").innerText(), await frame.locator("[data-active]").innerText());
  await frame.getByText("The village that votes").first().hover();
  assert.match(await page.locator(".mt-verdict").innerText(), /Dropped: all of it is links, within aside/);
  await page.locator(".mt-result mt-block").first().hover();
  assert.match(await frame.locator("[data-active]").innerText(), /^The harbour at Lower Wick/);
  await frame.getByRole("heading", { name: "Harbour reopens" }).hover();
  assert.match(await page.locator(".mt-verdict").innerText(), /Left out because it is the title/);
  assertNoFaults();
  await context.close();
});

test("contributions in the table add up to the logit of the score", async () => {
  const { page, context } = await open("harbour-news");
  const data = JSON.parse(await page.locator("#mt-data").textContent());
  for (const { score, evidence, rest } of data.explanation.blocks) {
    const sum = evidence.reduce((sum, [, , logit]) => sum + logit, rest);
    assert.ok(Math.abs(1 / (1 + Math.exp(-sum)) - score) < 0.002, `${sum} ${score}`);
  }
  await page.getByRole("tab", { name: "Blocks" }).click();
  await page.locator(".mt-blocks button").nth(10).click();
  await page.getByText("How the score adds up").click();
  const numbers = await page.locator(".mt-reasons tbody td:nth-child(3)").allInnerTexts();
  const shown = numbers.reduce((sum, number) => sum + Number(number.replace("−", "-")), 0);
  const sum = Number((await page.locator(".mt-reasons tfoot td").nth(1).innerText()).replace("−", "-"));
  assert.ok(Math.abs(shown - sum) < 0.1, `${shown} ${sum}`);
  await context.close();
});

test("search and filter leave the blocks that fit", async () => {
  const { page, context } = await open("harbour-news");
  await page.getByRole("tab", { name: "Blocks" }).click();
  await page.getByText("Kept 4").click();
  assert.equal(await page.locator(".mt-blocks li:visible").count(), 4);
  await page.getByText("All 43").click();
  await page.getByRole("searchbox").fill("engineers");
  assert.equal(await page.locator(".mt-blocks li:visible").count(), 1);
  assert.equal(await page.getByRole("status").innerText(), "1 of 43 blocks");
  await context.close();
});

test("keys move through blocks and tabs", async () => {
  const { page, context } = await open("harbour-news");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.match(await page.locator(".mt-facts").innerText(), /^block 2 of 43/);
  await page.keyboard.press("k");
  assert.match(await page.locator(".mt-facts").innerText(), /^block 1 of 43/);
  await page.getByRole("tab", { name: "Result" }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Blocks" }).getAttribute("aria-selected"), "true");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await context.close();
});

test("metadata have their sources", async () => {
  const { page, context } = await open("pull-quotes-and-cards");
  await page.getByRole("tab", { name: "Metadata" }).click();
  const rows = await page.locator(".mt-metadata tbody tr").allInnerTexts();
  assert.ok(rows.some((row) => /Authors\s+Tamsin Vale, Ostra\s+byline text/.test(row)), rows.join("\n"));
  await context.close();
});

test("one pane at a time fits 400 and 320 pixels, and right-to-left text is right to left", async () => {
  for (const width of [400, 320]) {
    const { page, context, assertNoFaults } = await open("newspaper-theme-arabic", { viewport: { width, height: 800 } });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} pixels`);
    assert.equal(await page.locator("iframe").isVisible(), false);
    await page.getByRole("tab", { name: "Page" }).click();
    assert.equal(await page.locator("iframe").isVisible(), true);
    await page.getByRole("tab", { name: "Result" }).click();
    const direction = await page.locator(".mt-result p").last().evaluate((element) => getComputedStyle(element).direction);
    assert.equal(direction, "rtl");
    assertNoFaults();
    await context.close();
  }
});

test("axe finds no violations, light and dark, wide and narrow", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 400]) {
      const { page, context } = await open("wiki-article", { colorScheme, viewport: { width, height: 800 } });
      await page.keyboard.press("j");
      for (const tab of ["Blocks", "Metadata", "Result"]) {
        await page.getByRole("tab", { name: tab }).click();
        await assertAccessible(page);
      }
      await context.close();
    }
  }
});

test("plain text is shown line by line", async () => {
  const source = join(folder, "lines.txt");
  writeFileSync(source, "Home\n<script>hit('plain')</script>\nThe pier is open again, ten weeks after a storm tore the planking from it, and boats leave every hour.\n");
  const { page, context, assertNoFaults } = await explained(source, {}, ["--plain"]);
  assert.equal(await page.frameLocator("iframe").locator("mt-block").count(), 3);
  assertNoFaults();
  await context.close();
});

test("nothing of a page runs, loads or leaves the frame", async () => {
  for (const vector of VECTORS) {
    const source = join(folder, "vector.html");
    writeFileSync(source, pageWith(vector));
    const { page, context, faults } = await openAfter(source);
    const frame = page.frameLocator("iframe");
    for (const id of ["#javascript-link", "#outer-link", "#submit"]) {
      const target = frame.locator(id);
      if ((await target.count()) > 0) await target.click({ force: true, timeout: 2000 });
    }
    await settle(page);
    assert.deepEqual(await page.evaluate(() => window.hits), [], vector);
    assert.deepEqual(faults, [], vector);
    const { url, isThere } = await page.evaluate(() => {
      const { contentDocument: page } = document.querySelector("iframe");
      return { url: page?.URL, isThere: page?.body.textContent.includes("Rivers carry water") };
    });
    assert.deepEqual({ url, isThere }, { url: "about:srcdoc", isThere: true }, vector);
    await context.close();
  }
});

/** Opens an explanation in a window in which `hit` notes what has run. */
async function openAfter(source) {
  const out = join(folder, "vector-explained.html");
  execFileSync(program, ["explain", "--out", out, source]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(() => {
    window.hits = [];
    window.hit = (name) => window.hits.push(name);
  });
  const opened = await openWatched(context, pathToFileURL(out).href);
  await opened.page.waitForSelector("#mt-view[data-ready]");
  return opened;
}
