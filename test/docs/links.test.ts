/** Documents name files, headings and npm scripts, and all three get renamed. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const DOCUMENTS = globSync("**/*.md", { exclude: (path) => path.includes("node_modules") });

/** `document` without its fenced code, in which brackets and hashes are no links and no headings. */
function proseOf(document: string): string {
  return document.replace(/^(```+)[^\n]*\n[\s\S]*?^\1$/gm, "");
}

/** Where the links and pictures of `document` point, except to other sites. */
function targetsOf(document: string): readonly string[] {
  const markdown = [...proseOf(document).matchAll(/\]\(([^()\s]+)\)/g)];
  const html = [...proseOf(document).matchAll(/\b(?:src|href)="([^"]+)"/g)];
  return [...markdown, ...html].map(([, target]) => target ?? "").filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors that GitHub makes of the headings of `document`. */
function anchorsOf(document: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of proseOf(document).matchAll(/^#{1,6} +(.+)$/gm)) {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = text.replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replaceAll(" ", "-");
    let unique = anchor;
    for (let repeat = 1; anchors.has(unique); repeat++) unique = `${anchor}-${repeat}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The links in the document at `path`, with this text, that lead nowhere. */
function brokenLinks(path: string, document: string): readonly string[] {
  return targetsOf(document).filter((target) => {
    const [file = "", anchor] = target.split("#");
    const pointed = file === "" ? path : relative(".", join(dirname(path), decodeURIComponent(file)));
    if (!existsSync(pointed)) return true;
    if (anchor === undefined || !pointed.endsWith(".md")) return false;
    return !anchorsOf(pointed === path ? document : readFileSync(pointed, "utf8")).has(anchor);
  });
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync("package.json", "utf8"),
);

/** The npm scripts that `document` tells people to run. */
function scriptsIn(document: string): readonly string[] {
  const found = document.matchAll(/\bnpm (?:run ([a-z:]+)|(test|start)\b)/g);
  return [...found].map(([, run, lifecycle]) => run ?? lifecycle ?? "");
}

/** The files and folders of the project that `document` names in code, apart from the one that the build makes. */
function pathsIn(document: string): readonly string[] {
  const found = document.matchAll(/`((?:bench|docs|public|scripts|src|test)\/[\w./-]+)`/g);
  return [...found].map(([, path]) => path ?? "").filter((path) => !path.startsWith("public/app"));
}

describe.each(DOCUMENTS)("%s", (path) => {
  const document = readFileSync(path, "utf8");

  it("links only to files and headings that exist", () => {
    expect(brokenLinks(path, document)).toEqual([]);
  });

  it("names only npm scripts that exist", () => {
    expect(scriptsIn(document).filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names only files that exist", () => {
    expect(pathsIn(document).filter((named) => !existsSync(named))).toEqual([]);
  });
});

it("what does not exist is found", () => {
  const document =
    "# Top\n\n[here](#top) [gone](#bottom) [file](../README.md) [lost](lost.md) [site](https://example.com)\n";
  expect(brokenLinks("docs/hosting.md", document)).toEqual(["#bottom", "lost.md"]);
  expect(scriptsIn("`npm ci && npm test`, `npm run bench -- --redraw`, `npm run fly`")).toEqual([
    "test",
    "bench",
    "fly",
  ]);
  expect(pathsIn("In `src/room` and `public/app`, not `src/gone.ts`")).toEqual(["src/room", "src/gone.ts"]);
});
