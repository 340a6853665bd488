// What the package returns has its types, which are written from the JSON schemas.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { extract } from "../pkg/node.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

test("TypeScript accepts what the package returns, and rejects misuse", () => {
  const slugs = ["harbour-news", "comments-below-story", "recipe", "menus-only"];
  const values = slugs.map((slug) => {
    const article = extract(readFileSync(here(`../../tests/pages/${slug}/source.html`)), { url: "https://example.org/" });
    const { metadata, comments, blocks, links, images } = article;
    const record = { metadata, comments, blocks, links, images, json: article.toJSON(), chunks: article.chunks() };
    return JSON.stringify({ ...record, contributions: article.contributions(0), limit: article.exceededLimit });
  });
  const folder = mkdtempSync(here("../build/types-"));
  try {
    writeFileSync(
      `${folder}/values.mts`,
      `import type { ArticleRecord, Block, Chunk, Comment, Contribution, ExceededLimit, Image, Link, Metadata } from "../../pkg/index.js";
interface All { metadata: Metadata; comments: Comment[]; blocks: Block[]; links: Link[]; images: Image[]; json: ArticleRecord;
  chunks: Chunk[]; contributions: Contribution[]; limit: ExceededLimit | null }
${values.map((value, number) => `export const value${number}: All = ${value};`).join("\n")}\n`,
    );
    writeFileSync(
      `${folder}/use.mts`,
      `import { type Article, ExtractError, extract, extractDocument, init } from "../../pkg/index.js";
import { createWorker } from "../../pkg/worker.js";
await init();
const article: Article = extract("<p>one", { url: new URL("https://e.org/"), excludedSelector: ["nav"] });
export const first: string = article.text.slice(article.blocks[0].start ?? 0, article.blocks[0].end ?? 0);
export const element: Element | null = extractDocument(document).element(article.blocks[0]);
const { markdown, json } = await createWorker().extract(new Uint8Array(), {}, ["markdown", "json"]);
export const site: string | null = json.metadata.site_name;
export const lines: string[] = markdown.split("\\n");
try { extract("") } catch (error) { if (error instanceof ExtractError && error.code === "limit") console.log(error.limit?.found) }
// @ts-expect-error unknown option
extract("", { preferences: 1 });
// @ts-expect-error not a page
extract(7);
// @ts-expect-error bytes are no property
export const start: number = article.blocks[0].char_start;
`,
    );
    const options = "--noEmit --strict --module nodenext --target es2024 --lib es2024,dom,dom.iterable --types node --skipLibCheck false";
    const files = [`${folder}/values.mts`, `${folder}/use.mts`];
    const tsc = here("../node_modules/typescript/bin/tsc");
    try {
      execFileSync(process.execPath, [tsc, ...options.split(" "), ...files], { cwd: here(".."), encoding: "utf8" });
    } catch (error) {
      assert.fail(error.stdout);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
