/** Shows which addresses count as one. */
import { describe, expect, it } from "vitest";
import { addressOf } from "../../src/edge/addresses.ts";

function from(address: string): string {
  return addressOf(new Request("https://foyer.test/ws", { headers: { "CF-Connecting-IP": address } }));
}

describe("an address", () => {
  it("[C5] of IPv4 counts for itself", () => {
    expect(from("192.0.2.1")).toBe("192.0.2.1");
    expect(from("192.0.2.2")).toBe("192.0.2.2");
  });

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
  ])("[C5] of IPv6 is its /64: %s is in %s", (address, network) => {
    expect(from(address)).toBe(network);
  });

  it.each(["::ffff:192.0.2.1", "::FFFF:192.0.2.1"])("[C5] %s is the IPv4 address that it holds", (address) => {
    expect(from(address)).toBe("192.0.2.1");
  });

  it("[C5] is the same unknown one for everybody where the platform says nothing", () => {
    expect(addressOf(new Request("https://foyer.test/ws"))).toBe("unknown");
  });
});
