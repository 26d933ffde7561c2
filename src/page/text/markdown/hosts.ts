// A link's label may look like an address. This finds labels that look like another address than the link's own.
import { linked } from "./links.ts";

/** Characters that show nothing or next to nothing, such as thin spaces. */
const HIDDEN =
  /[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u2000-\u200a\u202f\u205f\u2800\u3164\uffa0]/gu;
/** Characters that look like dots, between letters of host names. Between other letters they separate the parts of people's names. */
const DOTS =
  /(?<=[a-z\d])[\u00b7\u0387\u0660\u06d4\u06f0\u0701\u0702\u2022\u2027\u2219\u22c5\u30fb\ua4f8\u{10a50}](?=[a-z\d])/giu;
const LABEL = "[\\p{L}\\p{M}\\p{N}\\p{S}_-]";
/** After two slashes; or an IPv4 address; or words with dots between them, of which the last has only letters. With the path. */
const HOST = new RegExp(
  `(?:(?<=//)(\\[[\\da-f:.]+\\]|[^\\s/?#@:]+)|(?<![\\d.])(\\d{1,3}(?:\\.\\d{1,3}){3})(?![\\d.])|` +
    `((?<!${LABEL}\\.?)(?:${LABEL}+\\.)+(?=[\\p{L}\\u{1f130}-\\u{1f189}])${LABEL}{2,}|(?<!${LABEL})localhost(?!${LABEL})))(?::\\d+)?(?:[/?#]\\S*)?`,
  "giu",
);
/** Characters next to a link that may look like a part of its label. */
const BESIDE_LENGTH = 100;
/** Syntax that is not shown: markers, and parts of another link. */
const SYNTAX = /\]\([^\s()]*\)?|[[\]*_~|`\\!]/g;

/** The whole link is `text.slice(start, end)`, including its brackets. */
interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Whether `label`, alone or together with the words that touch it, reads as another address than `href`. */
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

/** `text` as it looks to the eye: without invisible characters, and with look-alike letters and dots replaced. */
function seen(text: string): string {
  return text
    .replace(HIDDEN, "")
    .replace(/(\p{M}{10})\p{M}+/gu, "$1") // `normalize` is slow with more
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
