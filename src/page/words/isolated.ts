/** `name` between U+2068 and U+2069, so that a right-to-left name does not turn the words around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
