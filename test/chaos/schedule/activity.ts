/** Owns what people do and when: that they come, say things, and change what was said. */
import { Random } from "../random.ts";
import type { Change, Deed, ScheduleOptions } from "./steps.ts";
import { CALM_BEFORE_MS, type QuietTimes } from "./quiet-times.ts";
import { GUESTS, roomOf, roomOfGuest } from "./seats.ts";

/** The probability that what is said answers something. */
const REPLY = 0.15;
/** On top of what is said: changes for each message, and how often each kind comes. */
const CHANGES_PER_MESSAGE = 0.5;
const CHANGES: Readonly<Record<Change, number>> = { react: 52, edit: 30, remove: 13, "set the topic": 5 };
/** Messages for each one of a plain client: it cannot know whether what it said while it was cut off has come through. */
const MESSAGES_PER_PLAIN = 20;

/** Most come at once; one in five when the talk is well under way. */
export function arrivals({ seed, clients, seconds }: ScheduleOptions): readonly Deed[] {
  const random = Random.of(seed, "arrivals");
  return Array.from({ length: clients }, (_, client) => ({
    do: "enter",
    client,
    atMs: client % 5 === 4 ? Math.floor(random.next() * Math.min((seconds * 1_000) / 3, CALM_BEFORE_MS * 10)) : 0,
  }));
}

/** Single messages, and now and then several at once; a hushed room is woken by one. `entered`: when each client comes. */
export function sayings(
  { seed, clients, messages }: ScheduleOptions,
  quietTimes: QuietTimes,
  entered: ReadonlyMap<number, number>,
): readonly Deed[] {
  const random = Random.of(seed, "sayings");
  const deeds: Deed[] = quietTimes.all.map(({ room, to }) => ({ do: "say", client: room === 1 ? 3 : 0, atMs: to }));
  while (deeds.length < messages) {
    const client = random.whole(0, clients - 1);
    const atMs = quietTimes.timeIn(roomOf(client), random);
    if (atMs < (entered.get(client) ?? 0)) continue;
    const count = Math.min(random.happens(0.08) ? random.whole(2, 8) : 1, messages - deeds.length);
    for (let i = 0; i < count; i++) {
      deeds.push({ do: random.happens(REPLY) ? "reply" : "say", client, atMs });
    }
  }
  return deeds;
}

/** Now and then two at once: somebody who changes their mind, or who taps twice. */
export function changes(
  { seed, clients, messages }: ScheduleOptions,
  quietTimes: QuietTimes,
  entered: ReadonlyMap<number, number>,
): readonly Deed[] {
  const random = Random.of(seed, "changes");
  const deeds: Deed[] = [];
  while (deeds.length < messages * CHANGES_PER_MESSAGE) {
    const client = random.whole(0, clients - 1);
    const atMs = quietTimes.timeIn(roomOf(client), random);
    if (atMs < (entered.get(client) ?? 0)) continue;
    const count = random.happens(0.1) ? 2 : 1;
    for (let i = 0; i < count; i++) deeds.push({ do: random.weighted(CHANGES), client, atMs });
  }
  return deeds;
}

export function plainSayings({ seed, messages }: ScheduleOptions, quietTimes: QuietTimes): readonly Deed[] {
  const random = Random.of(seed, "plain sayings");
  return Array.from({ length: Math.ceil(messages / MESSAGES_PER_PLAIN) }, () => {
    const guest = random.whole(0, GUESTS - 1);
    return { do: "say plainly", guest, atMs: quietTimes.timeIn(roomOfGuest(guest), random) };
  });
}
