/** Builds src/client into public/app; wrangler's [build] runs it before every dev session and deploy. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { sharingMain, withoutStub } from "./one-main.mjs";
import { filesIn, shellOf } from "./shell.mjs";

const PUBLIC = resolve("public");
const OUT = join(PUBLIC, "app");
const MAIN = resolve("src/page/main.tsx");
const STYLES = resolve("src/page/foyer.css");

/** @type {import("esbuild").BuildOptions & { write: false }} */
const COMMON = {
  bundle: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  minify: true,
  logLevel: "warning",
  write: false,
};

/** What the page does not read of emojibase's emoji (`src/page/reactions/emoji.ts`), three quarters of its bytes. */
const NOT_READ = new Set(["hexcode", "text", "type", "order", "subgroup", "skins", "tone", "gender", "emoticon"]);

/** @type {import("esbuild").Plugin} */
const EMOJI = {
  name: "emoji",
  setup(building) {
    building.onLoad({ filter: /emojibase-data.[a-z-]+.data\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(
        JSON.parse(readFileSync(path, "utf8"), (key, value) => (NOT_READ.has(key) ? undefined : value)),
      ),
      loader: "json",
    }));
  },
};

const page = await build({
  ...COMMON,
  plugins: [EMOJI, sharingMain(MAIN)],
  entryPoints: [MAIN, STYLES],
  outdir: OUT,
  splitting: true,
  // The entry points keep a fixed name, which index.html can state; split chunks carry their hash and are cached for good.
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: true,
});

const built = withoutStub(page.outputFiles, join(OUT, "main.js"));
const shell = shellOf(PUBLIC, built);
const serviceWorker = await build({
  ...COMMON,
  entryPoints: ["src/page/service-worker/service-worker.ts"],
  outdir: OUT,
  define: { SHELL: JSON.stringify(shell) },
});

writeAll([...built, ...serviceWorker.outputFiles]);

/**
 * Writes what has changed, and removes what is no longer built. A file that is the same is not written: a dev server that
 * watches the folder would restart and drop every socket.
 * @param {readonly Pick<import("esbuild").OutputFile, "path" | "contents">[]} files
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
