/** The files that the service worker keeps for opening the page offline, and their version, which tells it of a new build. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";

/**
 * The page, the built `files`, and the icons in `publicFolder`. The version covers the headers too, because a service worker
 * keeps each file with its headers.
 * @param {string} publicFolder
 * @param {readonly { readonly path: string, readonly contents: Uint8Array }[]} files
 * @returns {{ version: string, files: string[] }}
 */
export function shellOf(publicFolder, files) {
  // Without the emoji: a person needs one language, and the browser caches what was loaded.
  const kept = files.filter(({ path }) => /\.(?:js|css)$/.test(path) && !basename(path).startsWith("data-"));
  const icons = filesIn(join(publicFolder, "icons"));
  const hash = createHash("sha256");
  for (const name of ["index.html", "_headers"]) hash.update(readFileSync(join(publicFolder, name)));
  for (const { contents } of files) hash.update(contents);
  for (const path of icons) hash.update(readFileSync(path));
  const urls = [...kept.map(({ path }) => path), ...icons].map((path) => urlOf(publicFolder, path)).toSorted();
  return { version: hash.digest("hex").slice(0, 16), files: ["/", ...urls] };
}

/**
 * All files in `folder` and its subfolders.
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
