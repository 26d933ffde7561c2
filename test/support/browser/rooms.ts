import { onTestFinished } from "vitest";
import { serverUrl } from "./servers.ts";
import { Speaker } from "./speakers.ts";

let roomsMade = 0;

/** The name of a room that no other test uses. */
export function freshRoom(): string {
  roomsMade += 1;
  return `test-${process.pid}-${roomsMade}-${Math.random().toString(36).slice(2, 8)}`;
}

/** A guest in `room`, by the plain protocol, until the test ends. `asks` is added to the query, such as `&history=50`. */
export async function guestIn(room: string, { name = "bob", asks = "", url = serverUrl() } = {}): Promise<Speaker> {
  const guest = await Speaker.connect(url, `?room=${room}&name=${name}${asks}`);
  onTestFinished(() => guest.close());
  return guest;
}

/** `line 1` to `line <count>`, or with another word. */
export function numbered(count: number, word = "line"): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
}

/** A guest joins `room`, says `line 1` to `line <count>`, and stays. */
export async function fill(room: string, count: number, url = serverUrl()): Promise<Speaker> {
  const bob = await guestIn(room, { url });
  await bob.sayAll(numbered(count));
  return bob;
}
