// The entries of the package, as other projects import them.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "node:test";
import { build } from "esbuild";

/** Makes a project that has the package installed. */
function project(t) {
  const folder = mkdtempSync(join(tmpdir(), "maintext-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "node_modules"));
  cpSync(fileURLToPath(new URL("../pkg/", import.meta.url)), join(folder, "node_modules/maintext"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}

const program = `import { extract } from "maintext";
console.log(extract("<p>Boats leave every hour, as a rule, from the new pier.", { contentSelector: "p" }).text);`;
const expected = "Boats leave every hour, as a rule, from the new pier.\n";

test("Node imports the package by its name", (t) => {
  const folder = project(t);
  writeFileSync(join(folder, "main.js"), program);
  assert.equal(execFileSync(process.execPath, ["main.js"], { cwd: folder, encoding: "utf8" }), expected);
});

test("Deno imports the package by its name", { skip: spawnSync("deno", ["--version"]).error && "no Deno" }, (t) => {
  const folder = project(t);
  writeFileSync(join(folder, "main.js"), program);
  const found = execFileSync("deno", ["run", "--allow-read", "main.js"], { cwd: folder, encoding: "utf8" });
  assert.equal(found, expected);
});

test("bundle for browsers extracts once init() has loaded the module", async (t) => {
  const folder = project(t);
  writeFileSync(join(folder, "main.js"), 'export { extract, init } from "maintext";');
  const outfile = join(folder, "bundle.mjs");
  await build({ entryPoints: [join(folder, "main.js")], bundle: true, format: "esm", platform: "browser", outfile });
  assert.ok(!readFileSync(outfile, "utf8").includes("node:fs"));
  const { extract, init } = await import(pathToFileURL(outfile));
  assert.throws(() => extract("<p>one"), { code: "not_initialized" });
  const module = readFileSync(join(folder, "node_modules/maintext/bindings_bg.wasm"));
  // A response with the media type of WebAssembly is compiled while it arrives.
  const response = () => new Response(module, { headers: { "Content-Type": "application/wasm" } });
  await assert.rejects(init(Promise.reject(new TypeError("offline"))), { message: "offline" });
  await Promise.all([init(response()), init(response())]);
  assert.equal(extract("<p>one", { contentSelector: "p" }).text, "one");
});

test("bundle for Cloudflare Workers imports the compiled module", async (t) => {
  const folder = project(t);
  writeFileSync(join(folder, "main.js"), 'export { extract } from "maintext";');
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ["main.js"],
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    external: ["*.wasm"],
    write: false,
    metafile: true,
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  assert.deepEqual(imports, ["./bindings_bg.wasm"]);
});
