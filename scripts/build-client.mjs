/** Builds src/client into public/app; wrangler's [build] runs it before every dev session and deploy. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";

const PUBLIC = resolve("public");
const OUT = join(PUBLIC, "app");

/** @type {import("esbuild").BuildOptions & { write: false }} */
const COMMON = { bundle: true, format: "esm", target: "es2022", minify: true, logLevel: "warning", write: false };

const page = await build({
  ...COMMON,
  entryPoints: ["src/client/main.tsx"],
  outdir: OUT,
  splitting: true,
  // The entry point keeps a fixed name, which index.html can state; split chunks carry their hash and are cached for good.
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: true,
});

const shell = shellOf(page.outputFiles);
const serviceWorker = await build({
  ...COMMON,
  entryPoints: ["src/client/service-worker/service-worker.ts"],
  outdir: OUT,
  define: { SHELL: JSON.stringify(shell) },
});

writeAll([...page.outputFiles, ...serviceWorker.outputFiles]);

/**
 * What the service worker keeps: the page, what was built for it, and what stands beside it in public/.
 * @param {readonly import("esbuild").OutputFile[]} built
 */
function shellOf(built) {
  const scripts = built.filter(({ path }) => path.endsWith(".js"));
  const beside = ["styles", "icons"].flatMap((folder) => filesIn(join(PUBLIC, folder)));
  const hash = createHash("sha256").update(readFileSync(join(PUBLIC, "index.html")));
  for (const { contents } of built) hash.update(contents);
  for (const path of beside) hash.update(readFileSync(path));
  const files = [...scripts.map(({ path }) => path), ...beside].map(urlOf).toSorted();
  return { version: hash.digest("hex").slice(0, 16), files: ["/", ...files] };
}

/**
 * Writes what has changed, and removes what is no longer built. A file that is the same is not written: a dev server that
 * watches the folder would restart and drop every socket.
 * @param {readonly import("esbuild").OutputFile[]} files
 */
function writeAll(files) {
  for (const { path, contents } of files) {
    if (readIfThere(path)?.equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  const written = new Set(files.map(({ path }) => path));
  for (const path of filesIn(OUT)) if (!written.has(path)) rmSync(path);
}

/** @param {string} folder */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** @param {string} path */
function urlOf(path) {
  return `/${relative(PUBLIC, path).split(sep).join("/")}`;
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return null; // not built before
  }
}
