// Writes the TypeScript types of the JSON schemas: `node types.js FILE`.

import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const parts = ["/* Written by wasm/types.js from schema/*.json. */"];
for (const name of ["article", "chunk"]) {
  const schema = JSON.parse(readFileSync(new URL(`../schema/${name}.schema.json`, import.meta.url), "utf8"));
  parts.push(await compile(schema, name, { bannerComment: "", additionalProperties: false }));
}
writeFileSync(process.argv[2], parts.join("\n"));
