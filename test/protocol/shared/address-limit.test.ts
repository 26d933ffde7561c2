/** Shows how often an address may do something: by Cloudflare's binding, and where there is none or it fails. */
import { describe, expect, it, vi } from "vitest";
import { AddressLimit, hasRateLimits, type RateLimitBinding } from "../../../src/protocol/shared/address-limit.ts";

const [LIN, MEI] = ["192.0.2.1", "2001:db8:1:2::/64"];

/** How many of `count` attempts at once are let through. */
async function passed(limit: AddressLimit, env: object, address: string, count: number, now = 0): Promise<number> {
  const waits = await Promise.all(Array.from({ length: count }, () => limit.take(env, address, now)));
  return waits.filter((waitMs) => waitMs === 0).length;
}

describe("without a binding", () => {
  it("[C7] an address has its minute's worth at once, and then its share of each second", async () => {
    const limit = new AddressLimit("NEW_ROOMS", 10);
    expect(await passed(limit, {}, LIN, 11)).toBe(10);
    expect(await limit.take({}, LIN, 0)).toBe(6_000);
    expect(await limit.take({}, LIN, 5_999)).toBeGreaterThan(0);
    expect(await limit.take({}, LIN, 6_001)).toBe(0);
    expect(await limit.take({}, LIN, 6_001)).toBeGreaterThan(5_900);
  });

  it("[C7] addresses do not count for one another", async () => {
    const limit = new AddressLimit("NEW_ROOMS", 10);
    await passed(limit, {}, LIN, 20);
    expect(await passed(limit, {}, MEI, 20)).toBe(10);
  });
});

describe("with a binding", () => {
  it("[C7] the binding decides, by the address, and a minute later it may be otherwise", async () => {
    const keys: string[] = [];
    const binding: RateLimitBinding = {
      limit: ({ key }) => {
        keys.push(key);
        return Promise.resolve({ success: keys.length < 3 });
      },
    };
    const limit = new AddressLimit("NEW_SOCKETS", 1);
    const env = { NEW_SOCKETS: binding };
    expect([await limit.take(env, LIN, 0), await limit.take(env, MEI, 0)]).toEqual([0, 0]);
    expect(await limit.take(env, LIN, 0)).toBe(60_000);
    expect(keys).toEqual([LIN, MEI, LIN]);
  });

  it("[C7] one that fails is replaced by the stand-in, and the log says so without the address", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const env = { NEW_SOCKETS: { limit: () => Promise.reject(new Error("no limiter today")) } };
    expect(await passed(new AddressLimit("NEW_SOCKETS", 5), env, LIN, 9)).toBe(5);
    expect(log.mock.calls[0]).toEqual([
      JSON.stringify({ event: "rate_limit_failed", limit: "NEW_SOCKETS", error: "Error: no limiter today" }),
    ]);
    log.mockRestore();
  });
});

describe("the setting RATE_LIMITS", () => {
  it("lifts them when it is off, whatever a binding would say", async () => {
    const limit = vi.fn(() => Promise.resolve({ success: false }));
    const env = { RATE_LIMITS: "off", NEW_SOCKETS: { limit } };
    expect(await passed(new AddressLimit("NEW_SOCKETS", 1), env, LIN, 100)).toBe(100);
    expect(limit).not.toHaveBeenCalled();
  });

  it("is on where nothing was said, and nothing but on and off", () => {
    expect([hasRateLimits({}), hasRateLimits({ RATE_LIMITS: "on" })]).toEqual([true, true]);
    expect(() => hasRateLimits({ RATE_LIMITS: "yes" })).toThrow('The setting RATE_LIMITS must be "on" or "off"');
  });
});
