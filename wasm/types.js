// Writes js/schema.d.ts, the TypeScript types of the JSON schemas: `node types.js`.

import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const bannerComment = "/* Written by wasm/types.js from schema/*.json. Do not edit. */";

/** Returns the types of all schemas as one file. */
export async function schemaTypes() {
  const parts = [];
  for (const name of ["article", "chunk"]) {
    const schema = JSON.parse(readFileSync(new URL(`../schema/${name}.schema.json`, import.meta.url), "utf8"));
    parts.push(await compile(schema, name, { bannerComment: "", additionalProperties: false, format: false }));
  }
  return [bannerComment, ...parts].join("\n");
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(new URL("js/schema.d.ts", import.meta.url), await schemaTypes());
}
