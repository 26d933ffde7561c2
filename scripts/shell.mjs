/** What the service worker keeps for opening the page offline, and the version by which it knows that there is another. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

/**
 * The page, what was built for it, and what stands beside it in `publicFolder`. The headers count for the version too: a
 * service worker keeps each file with the headers that it came with.
 * @param {string} publicFolder
 * @param {readonly { readonly path: string, readonly contents: Uint8Array }[]} files
 * @returns {{ version: string, files: string[] }}
 */
export function shellOf(publicFolder, files) {
  // But for the emoji: one language's are enough, and the browser keeps what was loaded.
  const kept = files.filter(({ path }) => /\.(?:js|css)$/.test(path) && !basename(path).startsWith("data-"));
  const beside = filesIn(join(publicFolder, "icons"));
  const hash = createHash("sha256");
  for (const name of ["index.html", "_headers"]) hash.update(readFileSync(join(publicFolder, name)));
  for (const { contents } of files) hash.update(contents);
  for (const path of beside) hash.update(readFileSync(path));
  const urls = [...kept.map(({ path }) => path), ...beside].map((path) => urlOf(publicFolder, path)).toSorted();
  return { version: hash.digest("hex").slice(0, 16), files: ["/", ...urls] };
}

/**
 * Every file in `folder` and below it.
 * @param {string} folder
 */
export function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * @param {string} publicFolder
 * @param {string} path
 */
function urlOf(publicFolder, path) {
  return `/${relative(publicFolder, path).split(sep).join("/")}`;
}
