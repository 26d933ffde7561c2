/** Owns the writing of SVG: elements, attributes and escaped text. What is drawn is for the charts to say. */

declare const markup: unique symbol;

/** Text that is already XML. The brand makes a forgotten `text()` fail to type-check. */
export type Markup = string & { readonly [markup]: true };

/** Numbers are lengths in CSS pixels, unless the attribute says otherwise. */
type Attributes = Readonly<Record<string, string | number>>;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no way to write these, not even as an entity: one of them and the image does not load. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** `raw` as it may stand between tags or in a quoted attribute; characters that XML cannot hold become U+FFFD. */
export function text(raw: string): Markup {
  return raw
    .toWellFormed()
    .replace(UNWRITABLE, "\uFFFD")
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character) as Markup;
}

/** `<name …>children</name>`; children stand on lines of their own, so that a diff shows which mark has moved. */
export function element(name: string, attributes: Attributes, children: Markup | readonly Markup[] = []): Markup {
  const opening = [name, ...Object.entries(attributes).map(attribute)].join(" ");
  if (typeof children === "string") return `<${opening}>${children}</${name}>` as Markup;
  if (children.length === 0) return `<${opening}/>` as Markup;
  return `<${opening}>\n${children.join("\n")}\n</${name}>` as Markup;
}

function attribute([name, value]: readonly [string, string | number]): string {
  if (typeof value === "string") return `${name}="${text(value)}"`;
  if (!Number.isFinite(value)) throw new Error(`SVG: ${name} is ${value}`);
  // A hundredth of a pixel is below what any screen shows, and keeps the files small and their diffs quiet.
  return `${name}="${Number(value.toFixed(2))}"`;
}
