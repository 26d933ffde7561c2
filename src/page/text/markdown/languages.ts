/** What people write after a fence instead of the highlighter's name of the language. */
const ALIASES: Readonly<Record<string, string>> = {
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

/** The highlighter's name of the language that is called `name` after a fence. */
export function languageOf(name: string): string {
  const lower = name.toLowerCase();
  return (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined) ?? lower;
}
