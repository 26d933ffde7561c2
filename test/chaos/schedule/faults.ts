/** What breaks and when: the server dies, connections are cut or stand still. */
import { Random } from "../random.ts";
import type { Step, ScheduleOptions } from "./steps.ts";
import type { QuietTimes } from "./quiet-times.ts";
import { roomOf } from "./seats.ts";

/** How often a client's connection is cut, or stands still: once in so many milliseconds. */
const CUT_EVERY_MS = 20_000;
const FREEZE_EVERY_MS = 45_000;
const FREEZE_MAX_MS = 6_000;
/**
 * Longer than a client waits for the answer to its heartbeat (25 s and 10 s), and longer than a resume reaches back.
 */
const LONG_FREEZE_MS = 40_000;
/** Runs this long have three of them. */
const LONG_FREEZE_FROM_MS = 150_000;

/**
 * Spread over the time in which no room is kept quiet, one in each of as many equal parts; some follow another
 * at once.
 */
export function kills({ seed, kills: count, clients }: ScheduleOptions, quietTimes: QuietTimes): readonly Step[] {
  const random = Random.of(seed, "kills");
  return Array.from({ length: count }, (_, index) => ({
    do: "kill",
    atMs: quietTimes.timeOutside((index + random.next()) / count),
    downMs: random.whole(0, 600),
    delaysMs: Array.from({ length: clients }, () => (random.happens(0.5) ? random.whole(0, 1_200) : 0)),
    isRead: random.happens(0.8),
  }));
}

export function cuts({ seed, clients, seconds }: ScheduleOptions, quietTimes: QuietTimes): readonly Step[] {
  const random = Random.of(seed, "cuts");
  return Array.from({ length: Math.ceil((clients * seconds * 1_000) / CUT_EVERY_MS) }, (): Step => {
    const client = random.whole(0, clients - 1);
    const atMs = quietTimes.timeIn(roomOf(client), random);
    return { do: "cut", client, direction: random.pick(["up", "down"]), atMs };
  });
}

export function freezes({ seed, clients, seconds }: ScheduleOptions, quietTimes: QuietTimes): readonly Step[] {
  const random = Random.of(seed, "freezes");
  const endMs = seconds * 1_000;
  const count = Math.ceil((clients * endMs) / FREEZE_EVERY_MS);
  const lengths = Array.from({ length: count }, () => random.whole(300, Math.min(FREEZE_MAX_MS, endMs / 10)));
  if (endMs >= LONG_FREEZE_FROM_MS) lengths.push(LONG_FREEZE_MS, LONG_FREEZE_MS, LONG_FREEZE_MS);
  return lengths.map((ms) => {
    const client = random.whole(0, clients - 1);
    return { do: "freeze", client, ms, atMs: quietTimes.timeIn(roomOf(client), random, ms) };
  });
}
