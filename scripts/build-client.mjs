/** Bundles src/client into public/app; wrangler's [build] runs it before every dev session and deploy. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

const OUT = "public/app";

const { outputFiles } = await build({
  entryPoints: ["src/client/main.tsx"],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  // The entry point keeps a fixed name, which index.html can state; split chunks carry their hash and are cached for good.
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  sourcemap: true,
  logLevel: "warning",
  write: false,
});

// A file that is the same is not written: a dev server that watches the folder would restart and drop every socket.
for (const { path, contents } of outputFiles) {
  if (readIfThere(path)?.equals(contents)) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
const built = new Set(outputFiles.map(({ path }) => path));
for (const entry of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
  const path = resolve(join(entry.parentPath, entry.name));
  if (entry.isFile() && !built.has(path)) rmSync(path);
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return null; // not built before
  }
}
