import { describe, expect, it, vi } from "vitest";
import { AddressLimit, hasRateLimits, type RateLimitBinding } from "../../../src/protocol/shared/address-limit.ts";

const [LIN, MEI] = ["192.0.2.1", "2001:db8:1:2::/64"];

/** How many of `count` simultaneous attempts are allowed. */
async function passed(limit: AddressLimit, env: object, address: string, count: number, now = 0): Promise<number> {
  const waits = await Promise.all(Array.from({ length: count }, () => limit.take(env, address, now)));
  return waits.filter((waitMs) => waitMs === 0).length;
}

describe("without a binding", () => {
  it("[C7] an address may use a minute's worth at once, and then gets its share of each second", async () => {
    const limit = new AddressLimit("NEW_ROOMS", 10);
    expect(await passed(limit, {}, LIN, 11)).toBe(10);
    expect(await limit.take({}, LIN, 0)).toBe(6_000);
    expect(await limit.take({}, LIN, 5_999)).toBeGreaterThan(0);
    expect(await limit.take({}, LIN, 6_001)).toBe(0);
    expect(await limit.take({}, LIN, 6_001)).toBeGreaterThan(5_900);
  });

  it("[C7] each address is counted separately", async () => {
    const limit = new AddressLimit("NEW_ROOMS", 10);
    await passed(limit, {}, LIN, 20);
    expect(await passed(limit, {}, MEI, 20)).toBe(10);
  });
});

describe("with a binding", () => {
  it("[C7] the binding decides for each address, and the address is told to wait a minute", async () => {
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

  it("[C7] a failing binding is replaced by the bucket in memory, and the log says so without the address", async () => {
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
  it("lifts the limits when it is off, whatever a binding says", async () => {
    const limit = vi.fn(() => Promise.resolve({ success: false }));
    const env = { RATE_LIMITS: "off", NEW_SOCKETS: { limit } };
    expect(await passed(new AddressLimit("NEW_SOCKETS", 1), env, LIN, 100)).toBe(100);
    expect(limit).not.toHaveBeenCalled();
  });

  it("is on by default, and can only be on or off", () => {
    expect([hasRateLimits({}), hasRateLimits({ RATE_LIMITS: "on" })]).toEqual([true, true]);
    expect(() => hasRateLimits({ RATE_LIMITS: "yes" })).toThrow('The setting RATE_LIMITS must be "on" or "off"');
  });
});
