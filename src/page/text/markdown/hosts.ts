/** Owns what people read as an address in a link's label: it must not be another than the one that the link leads to. Pure. */
import { linked } from "./links.ts";

/** What shows nothing, or next to nothing: spaces too that are thinner than those between words. */
const HIDDEN =
  /[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u2000-\u200a\u202f\u205f\u2800\u3164\uffa0]/gu;
/** Dots to the eye, between letters as they are in the names of hosts. Between others they part the names of people. */
const DOTS =
  /(?<=[a-z\d])[\u00b7\u0387\u0660\u06d4\u06f0\u0701\u0702\u2022\u2027\u2219\u22c5\u30fb\ua4f8\u{10a50}](?=[a-z\d])/giu;
const LABEL = "[\\p{L}\\p{M}\\p{N}\\p{S}_-]";
/** Behind two slashes; a number of four parts; or words with dots between, the last of them of letters. With its path. */
const HOST = new RegExp(
  `(?:(?<=//)(\\[[\\da-f:.]+\\]|[^\\s/?#@:]+)|(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.])|` +
    `((?<!${LABEL}\\.?)(?:${LABEL}+\\.)+(?=[\\p{L}\\u{1f130}-\\u{1f189}])${LABEL}{2,}|(?<!${LABEL})localhost(?!${LABEL})))(?::\\d+)?(?:[/?#]\\S*)?`,
  "giu",
);
/** Characters beside a link within which its label may go on. */
const BESIDE_LENGTH = 100;
/** What does not show: marks, and what there is of another link. */
const SYNTAX = /\]\([^\s()]*\)?|[[\]*_~|`\\!]/g;

/** Where a link stands: `text.slice(start, end)`, brackets and all. */
interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Whether `label`, or what it makes of the words that it touches, reads as another address than `href`. */
export function readsAsOther(label: string, href: string, place: Place): boolean {
  const { text, start, end } = place;
  const before = text.slice(Math.max(0, start - BESIDE_LENGTH), start).replace(SYNTAX, "");
  const behind = text.slice(end, end + BESIDE_LENGTH).replace(SYNTAX, "");
  const own = seen(label);
  const head = /[a-z\d.-]*$/i.exec(seen(before))?.[0] ?? "";
  const tail = /^[a-z\d.-]*/i.exec(seen(behind))?.[0] ?? "";
  const whole = (/^[a-z\d.-]/i.test(own) ? head : "") + own + (/[a-z\d.-]$/i.test(own) ? tail : "");
  return [own, whole].some((read) => {
    const hosts = [...read.matchAll(HOST)].map(([, behindSlashes, number, words]) => behindSlashes ?? number ?? words);
    const addresses = linked(read).flatMap((inline) => (inline.type === "link" ? [inline.href] : []));
    return hosts.some((host) => !leadsTo(href, host ?? "")) || addresses.some((address) => address !== href);
  });
}

/** `text` as the eye takes it: without what hides in it, in common letters and dots. */
function seen(text: string): string {
  return text
    .replace(HIDDEN, "")
    .replace(/(\p{M}{10})\p{M}+/gu, "$1") // more would take `normalize` its time
    .replace(/%([2-7][\da-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize("NFKC")
    .replaceAll("\u3002", ".")
    .replace(DOTS, ".");
}

function leadsTo(href: string, host: string): boolean {
  const target = URL.parse(href);
  const named = URL.parse(`http://${host.replace(/\.+$/, "")}`)?.hostname;
  return named !== undefined && named === (target?.hostname || target?.pathname.split("@").at(-1)?.toLowerCase());
}
