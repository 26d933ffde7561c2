/** How many rooms an address may open: each is a database, on the host's disk or account. */
import { AddressLimit, type RateLimitEnv } from "../protocol/shared/address-limit.ts";
import { NEW_ROOMS_PER_MINUTE } from "../protocol/limits.ts";

/** One for all rooms that share a process. */
const newRooms = new AddressLimit("NEW_ROOMS", NEW_ROOMS_PER_MINUTE);

/** Counts a room that is about to make its tables, and returns whether `address` may have one more. */
export async function mayOpenRoom(env: RateLimitEnv, address: string): Promise<boolean> {
  return (await newRooms.take(env, address, Date.now())) === 0;
}
