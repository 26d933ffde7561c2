/** Owns the parts of a document that are generated: each stands between two comments that name it. Pure. */

/**
 * `document` with these parts in place of what stood there. A part's name stands before it as `<!-- name -->`, and behind it
 * as `<!-- /name -->`. Throws where one has no place in the document.
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
