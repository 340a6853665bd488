/** Compares screenshots by the mean lightness of the cells of a grid, which differs little from font to font. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FILE = new URL("./screens.json", import.meta.url);
const [COLUMNS, ROWS] = [24, 15];

/** Maximum of the mean difference of all cells and of the difference of a single one, from 0 to 255. Chosen by hand: other fonts move
 * lines of text, while a missing pane, a covered part or wrong colors make a difference of 15 and more. */
const MAX_MEAN = 7;
const MAX_CELL = 90;

/** The lightness of each cell of a screenshot. The browser decodes the picture itself. */
async function grid(page, browser) {
  const picture = (await page.screenshot()).toString("base64");
  const blank = await browser.newPage();
  const cells = await blank.evaluate(
    async ([picture, columns, rows]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const { width, height } = image;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const sums = new Array(columns * rows).fill(0);
      const counts = new Array(columns * rows).fill(0);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const cell = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
          const at = (y * width + x) * 4;
          sums[cell] += (data[at] + data[at + 1] + data[at + 2]) / 3;
          counts[cell] += 1;
        }
      }
      return sums.map((sum, cell) => Math.round(sum / counts[cell]));
    },
    [picture, COLUMNS, ROWS],
  );
  await blank.close();
  return cells;
}

/** Compares a page with what is kept under a name. With the variable SAVE_SCREENS, keeps it instead. */
export async function assertLooksLike(name, page, browser) {
  const kept = existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};
  const found = await grid(page, browser);
  if (process.env.SAVE_SCREENS) {
    const sorted = Object.entries({ ...kept, [name]: found }).sort();
    writeFileSync(FILE, `{\n${sorted.map(([name, cells]) => `${JSON.stringify(name)}: ${JSON.stringify(cells)}`).join(",\n")}\n}\n`);
    return;
  }
  assert.ok(name in kept, `no screenshot is kept for ${name}; set SAVE_SCREENS=1`);
  const differences = found.map((value, cell) => Math.abs(value - kept[name][cell]));
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  assert.ok(mean <= MAX_MEAN, `${name}: mean difference ${mean.toFixed(1)}`);
  assert.ok(Math.max(...differences) <= MAX_CELL, `${name}: a cell differs by ${Math.max(...differences)}`);
}
