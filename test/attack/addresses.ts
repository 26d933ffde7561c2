/**
 * Network addresses of those who take part, from the ranges that are reserved for documentation and benchmarks. Cloudflare
 * tells the Worker an address in a header; with a bare `workerd` each client says its own.
 */

/** The one address from which everything is attacked. */
export const ATTACKER = "203.0.113.66";

/** A school: everybody in it has this address. */
export const SCHOOL = "192.0.2.10";

/** Each witness has an address of its own. */
export function witnessAddress(index: number): string {
  return `198.51.100.${1 + index}`;
}

/** An address of somebody who has it alone: there are 65,024 of them. */
export function lonelyAddress(index: number): string {
  return `198.18.${Math.floor(index / 254) % 256}.${1 + (index % 254)}`;
}

/** The headers that a request from `address` has when it comes to the Worker. */
export function headersFrom(address: string): Readonly<Record<string, string>> {
  return { "CF-Connecting-IP": address };
}
