/** `name` between U+2068 and U+2069, which a browser shows as a piece of its own. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
