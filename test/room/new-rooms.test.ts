import { expect, it, vi } from "vitest";
import { NEW_ROOMS_PER_MINUTE } from "../../src/protocol/limits.ts";
import { mayOpenRoom } from "../../src/room/new-rooms.ts";

it("[C7] an address may open ten rooms at once, and one more after six seconds; another address its own ten", async () => {
  vi.useFakeTimers();
  const open = async (address: string): Promise<boolean> => await mayOpenRoom({}, address);
  for (let room = 0; room < NEW_ROOMS_PER_MINUTE; room++) expect(await open("192.0.2.1")).toBe(true);
  expect(await open("192.0.2.1")).toBe(false);
  expect(await open("192.0.2.2")).toBe(true);
  vi.advanceTimersByTime(6_000);
  expect([await open("192.0.2.1"), await open("192.0.2.1")]).toEqual([true, false]);
  expect(await mayOpenRoom({ RATE_LIMITS: "off" }, "192.0.2.1")).toBe(true);
  vi.useRealTimers();
});
