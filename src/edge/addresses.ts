/** Finds the network address that limits are counted by. */

/**
 * Where Cloudflare puts the client's address, and overwrites what a client sent. `wrangler dev` sets it only where the client
 * did not, and plain workerd never, so there a client can choose its address, but nothing that is not one.
 */
const ADDRESS_HEADER = "cf-connecting-ip";

/** What is counted as one where the platform says nothing, or what is no address. */
const UNKNOWN = "unknown";

const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
/** Only what can be in an IPv6 address, and no more than the longest has: `URL` does the rest. */
const IPV6_CHARACTERS = /^[\da-f:.]{2,45}$/i;

/**
 * The address of whoever sent `request`: an IPv4 address, or the /64 of an IPv6 one, because one subscriber has a whole /64
 * to choose from.
 */
export function addressOf(request: Request): string {
  const address = request.headers.get(ADDRESS_HEADER) ?? "";
  if (IPV4.test(address)) return address;
  const groups = groupsOf(address);
  if (groups === null) return UNKNOWN;
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff;
  if (isMapped) return ipv4Of(groups.slice(6));
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The eight groups of an IPv6 address, or null where `text` is none. A zone id is none either: it means nothing here. */
function groupsOf(text: string): readonly number[] | null {
  if (!IPV6_CHARACTERS.test(text) || !URL.canParse(`http://[${text}]`)) return null;
  const { hostname } = new URL(`http://[${text}]`); // in hexadecimal, with at most one "::"
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const [before, after] = [parseGroups(head), parseGroups(tail ?? "")];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function parseGroups(text: string): readonly number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

/** The IPv4 address in the last two groups of an IPv6 one. */
function ipv4Of(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 0xff]).join(".");
}
