/** Builds the page, src/page, into public/app. wrangler's [build] runs this before every dev session and deploy. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build as bundleStyles } from "esbuild";
import { build as bundleScripts } from "rolldown";
import { filesIn, shellOf } from "./shell.mjs";

/** @typedef {{ readonly path: string, readonly contents: Buffer }} BuiltFile */

const PUBLIC = resolve("public");
const OUT = join(PUBLIC, "app");
const TARGET = "es2022";

/** The fields of emojibase's emoji that the page does not read (`src/page/reactions/emoji.ts`): three quarters of the bytes. */
const UNREAD_FIELDS = new Set(["hexcode", "text", "type", "order", "subgroup", "skins", "tone", "gender", "emoticon"]);

/** @type {import("rolldown").Plugin} */
const TRIM_EMOJI = {
  name: "trim-emoji",
  load: {
    filter: { id: /emojibase-data.[a-z-]+.data\.json$/ },
    handler: (path) =>
      JSON.stringify(
        JSON.parse(readFileSync(path, "utf8"), (key, value) => (UNREAD_FIELDS.has(key) ? undefined : value)),
      ),
  },
};

const page = [...(await buildScripts()), ...(await buildStyles())];
writeAll([...page, ...(await buildServiceWorker(shellOf(PUBLIC, page)))]);

/**
 * `main.js`, which index.html loads, and the parts it loads later. Their names contain a hash, so browsers cache them for good.
 */
async function buildScripts() {
  const { output } = await bundleScripts({
    input: { main: "src/page/main.tsx" },
    plugins: [TRIM_EMOJI],
    transform: { target: TARGET },
    write: false,
    output: {
      dir: OUT,
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      // Without groups there is a chunk for each set of parts that share modules, and the first view would load twenty files.
      codeSplitting: {
        groups: [
          { name: "main", tags: ["$initial"], priority: 1 }, // all that the first view needs
          { name: "shared", minShareCount: 2 }, // what else several parts need, so that a part is two files at most
        ],
      },
      minify: true,
      comments: false,
      sourcemap: true,
    },
  });
  return output.map(builtFile);
}

/** With esbuild, because Rolldown does not bundle styles. */
async function buildStyles() {
  const { outputFiles } = await bundleStyles({
    entryPoints: ["src/page/foyer.css"],
    outdir: OUT,
    write: false,
    bundle: true,
    charset: "utf8",
    minify: true,
    sourcemap: true,
    logLevel: "warning",
  });
  return outputFiles.map(({ path, contents }) => ({ path, contents: Buffer.from(contents) }));
}

/** @param {ReturnType<typeof shellOf>} shell what the worker keeps for opening the page offline */
async function buildServiceWorker(shell) {
  const { output } = await bundleScripts({
    input: "src/page/service-worker/service-worker.ts",
    transform: { target: TARGET },
    write: false,
    output: { intro: `const SHELL = ${JSON.stringify(shell)};`, minify: true, comments: false },
  });
  return output.map(builtFile);
}

/**
 * @param {import("rolldown").OutputChunk | import("rolldown").OutputAsset} output
 * @returns {BuiltFile}
 */
function builtFile(output) {
  const contents = Buffer.from(output.type === "chunk" ? output.code : output.source);
  return { path: join(OUT, output.fileName), contents };
}

/**
 * Writes the files that changed, and removes those that are no longer built. An unchanged file is left alone: a dev server
 * that watches the folder would restart and drop every socket.
 * @param {readonly BuiltFile[]} files
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

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch {
    return null; // not built before
  }
}
