/**
 * Replaces the generated parts of `document`. Each part is between the comments `<!-- name -->` and `<!-- /name -->`. Throws if
 * the document has no place for a part.
 */
export function withParts(document: string, parts: Readonly<Record<string, string>>): string {
  let written = document;
  for (const [name, part] of Object.entries(parts)) {
    const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [written.indexOf(opening), written.indexOf(closing)];
    if (from < 0 || to < from) throw new Error(`The document has no place for ${name}.`);
    written = `${written.slice(0, from)}${opening}\n\n${part}\n\n${written.slice(to)}`;
  }
  return written;
}
