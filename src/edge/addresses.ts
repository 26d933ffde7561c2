/**
 * The header in which Cloudflare puts the client's address, over anything that the client sent. `wrangler dev` sets it only if the
 * client did not, and plain workerd never does. So a client can choose its address there, but only a valid one.
 */
const ADDRESS_HEADER = "cf-connecting-ip";

/** Stands for all clients whose address the platform does not tell, or that is no address. */
const UNKNOWN = "unknown";

const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
/** The characters and length of an IPv6 address; `URL` checks the rest. */
const IPV6_CHARACTERS = /^[\da-f:.]{2,45}$/i;

/**
 * The network address that limits count by: an IPv4 address, or the /64 of an IPv6 address, because a subscriber usually has a
 * whole /64.
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

/** The eight groups of an IPv6 address; null if `text` is none. An address with a zone id is none: it means nothing here. */
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
