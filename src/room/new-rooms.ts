import { AddressLimit, type RateLimitEnv } from "../protocol/shared/address-limit.ts";
import { NEW_ROOMS_PER_MINUTE } from "../protocol/limits.ts";

/** Shared by all rooms in a process. */
const newRooms = new AddressLimit("NEW_ROOMS", NEW_ROOMS_PER_MINUTE);

/** Counts a room that is about to make its tables. Returns whether `address` may open it: each room is a database. */
export async function mayOpenRoom(env: RateLimitEnv, address: string): Promise<boolean> {
  return (await newRooms.take(env, address, Date.now())) === 0;
}
