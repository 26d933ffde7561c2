import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf } from "../../src/edge/addresses.ts";

function from(address: string): string {
  return addressOf(new Request("https://foyer.test/ws", { headers: { "CF-Connecting-IP": address } }));
}

describe("an address", () => {
  it.each(["192.0.2.1", "192.0.2.2", "0.0.0.0", "255.255.255.255", "1.20.199.249"])(
    "[C5] of IPv4 counts for itself: %s",
    (address) => {
      expect(from(address)).toBe(address);
    },
  );

  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["2001:db8::1:0:0:0:9", "2001:db8:0:1::/64"],
    ["2001::1:2:3:4:5:6", "2001:0:1:2::/64"],
    ["::1:2:3:4:5:6:7", "0:1:2:3::/64"],
    ["1:2:3:4:5:6:7::", "1:2:3:4::/64"],
    ["fe80::1", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
    ["::192.0.2.1", "0:0:0:0::/64"],
    ["1:2:3:4:5:6:192.0.2.1", "1:2:3:4::/64"],
  ])("[C5] of IPv6 is its /64: %s is in %s", (address, network) => {
    expect(from(address)).toBe(network);
  });

  it.each([
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:192.0.2.1", "192.0.2.1"],
    ["0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"],
    ["::ffff:c000:201", "192.0.2.1"],
    ["::ffff:0:0", "0.0.0.0"],
  ])("[C5] %s is the IPv4 address that it holds: %s", (address, ipv4) => {
    expect(from(address)).toBe(ipv4);
  });

  it("[C5] is the same unknown one for everybody where the platform says nothing", () => {
    expect(addressOf(new Request("https://foyer.test/ws"))).toBe("unknown");
  });

  it.each([
    "",
    "junk",
    "localhost",
    "192.0.2.1, 192.0.2.2",
    "192.0.2.1:8787",
    "192.0.2",
    "192.0.2.1.1",
    "192.0.2.256",
    "192.0.2.01",
    "192.0.2.0x1",
    "3221225985",
    "192.0.2.1/32",
    "[2001:db8::1]",
    "[2001:db8::1]:8787",
    "2001:db8::1]",
    "2001:db8::1%eth0",
    "fe80::1%25eth0",
    "2001:db8::1/64",
    "2001:db8:::1",
    "2001::db8::1",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "12345::1",
    "g::1",
    ":",
    ":1",
    "1:",
    "::ffff:192.0.2.256",
    "::ffff:192.0.2",
    "::192.0.2.1:1",
    "2001:db8::1 x",
    "]@[::1",
    "a".repeat(20_000),
    "1:".repeat(10_000),
    "0".repeat(44) + ":",
  ])("[C5] is unknown where %j is none", (text) => {
    expect(from(text)).toBe("unknown");
  });

  it("[C5] is known for exactly what Node takes for one, but for zone ids, and never long", () => {
    const part = fc.constantFrom("0", "1", "ffff", "c000", "192", "256", "2001", "db8", ":", "::", ".", "%1", "[", "]");
    const near = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(near, fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        const counted = from(text);
        expect(counted !== "unknown").toBe(isIP(text) !== 0 && !text.includes("%"));
        expect(counted.length).toBeLessThan(30);
      }),
      { numRuns: 5_000 },
    );
  });
});
