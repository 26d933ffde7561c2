/** Owns what counts as one network address when a room counts its sockets. */

/** Where Cloudflare puts the client's address; `wrangler dev` does too. A client cannot set it. */
const ADDRESS_HEADER = "cf-connecting-ip";

/**
 * The address of whoever sent `request`: an IPv4 address, or the /64 of an IPv6 one, because one subscriber has
 * a whole /64 to choose from. `unknown` where the platform says nothing.
 */
export function addressOf(request: Request): string {
  const address = request.headers.get(ADDRESS_HEADER);
  if (address === null) return "unknown";
  return address.includes(":") ? networkOf(address) : address;
}

/** The first four groups of an IPv6 address, its `::` written out. An IPv4 address inside one is that address. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
