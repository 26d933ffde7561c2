/**
 * Owns that the first view is one script. What the page and the parts that it loads later both need, esbuild puts into a
 * chunk for each set of parts that share it: a score of files to fetch before anything is drawn.
 */
import { basename, dirname, join } from "node:path";

/** @typedef {Pick<import("esbuild").OutputFile, "path" | "text" | "contents">} Built */

const PART = "part";

/**
 * Lets every part import all of the page. Then each shares all of it, and the page is one chunk.
 * @param {string} main the page's entry point
 * @returns {import("esbuild").Plugin}
 */
export function sharingMain(main) {
  return {
    name: "sharing-main",
    setup(building) {
      building.onResolve({ filter: /./ }, async ({ path, kind, namespace, ...rest }) => {
        if (kind !== "dynamic-import" || rest.pluginData === PART) return undefined;
        const found = await building.resolve(path, { ...rest, kind, namespace, pluginData: PART });
        return found.errors.length > 0 ? found : { path: found.path, namespace: PART };
      });
      building.onLoad({ filter: /./, namespace: PART }, ({ path }) => {
        const part = JSON.stringify(path);
        const data = path.endsWith(".json") ? `export { default } from ${part};` : "";
        return {
          contents: `import ${JSON.stringify(main)}; export * from ${part}; ${data}`,
          resolveDir: dirname(path),
        };
      });
    },
  };
}

/**
 * Puts the page's chunk in the place of the entry point, which only imports it: one fetch less, and one wait.
 * @param {readonly Built[]} files with the chunks in a folder beside the entry point
 * @param {string} main the path of the built entry point
 * @returns {readonly Built[]}
 */
export function withoutStub(files, main) {
  const textOf = (/** @type {string} */ path) => files.find((file) => file.path === path)?.text ?? "";
  const [, folder = "", name = ""] = /^import"\.\/(\w+)\/([\w-]+\.js)";/.exec(textOf(main)) ?? [];
  if (name === "") throw new Error(`${basename(main)} was expected to import the page's chunk, and nothing else.`);
  const chunk = join(dirname(main), folder, name);
  // Imports are relative, and the chunk goes up one folder.
  const moved = textOf(chunk)
    .replaceAll(/(from|import|import\()"\.\//g, `$1"./${folder}/`)
    .replace(`${name}.map`, `${basename(main)}.map`);
  const replaced = new Set([main, `${main}.map`, chunk, `${chunk}.map`]);
  const others = files.filter(({ path }) => !replaced.has(path));
  return [
    ...others.map(({ path, text }) => builtOf(path, text.replaceAll(`"./${name}"`, `"../${basename(main)}"`))),
    builtOf(main, moved),
    builtOf(`${main}.map`, textOf(`${chunk}.map`).replaceAll('"../../../', '"../../')),
  ];
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {Built}
 */
function builtOf(path, text) {
  return { path, text, contents: Buffer.from(text) };
}
