/** Owns which languages code is coloured in, and what people call them. */
import {
  asm,
  bash,
  c,
  css,
  csv,
  diff,
  docker,
  git,
  go,
  html,
  http,
  ini,
  java,
  js,
  jsdoc,
  json,
  log,
  lua,
  make,
  md,
  pl,
  py,
  regex,
  rs,
  sql,
  todo,
  toml,
  ts,
  xml,
  yaml,
} from "@speed-highlight/core/languages";
import type { ShjLanguageData } from "@speed-highlight/core/tokenize";

/** By name, and not the module as a whole, which would bring the bundler's helpers into the first view. */
const KNOWN = {
  asm,
  bash,
  c,
  css,
  csv,
  diff,
  docker,
  git,
  go,
  html,
  http,
  ini,
  java,
  js,
  json,
  log,
  lua,
  make,
  md,
  pl,
  py,
  rs,
  sql,
  toml,
  ts,
  xml,
  yaml,
  // Within others.
  jsdoc,
  regex,
  todo,
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types are not made for exactOptionalPropertyTypes
export const LANGUAGES = KNOWN as Readonly<Record<string, ShjLanguageData>>;

/** What people write behind a fence, where it is not the language's own short name. */
const ALIASES: Readonly<Record<string, keyof typeof KNOWN>> = {
  "c++": "c",
  cc: "c",
  cpp: "c",
  h: "c",
  "c#": "java",
  cs: "java",
  kotlin: "java",
  kt: "java",
  console: "bash",
  sh: "bash",
  shell: "bash",
  zsh: "bash",
  dockerfile: "docker",
  golang: "go",
  javascript: "js",
  jsx: "js",
  mjs: "js",
  makefile: "make",
  markdown: "md",
  patch: "diff",
  perl: "pl",
  python: "py",
  python3: "py",
  rust: "rs",
  svg: "xml",
  tsx: "ts",
  typescript: "ts",
  yml: "yaml",
};

/** The name in `LANGUAGES` of what is called `name` behind a fence, or null. */
export function languageOf(name: string): string | null {
  const lower = name.toLowerCase();
  const known = (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined) ?? lower;
  return Object.hasOwn(LANGUAGES, known) ? known : null;
}
