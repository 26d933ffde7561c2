/** What people do and when: they come, say things, change what was said, and search. */
import type { CommandType } from "../deeds/deed.ts";
import { COMMAND_TYPES, DEEDS } from "../deeds/deeds.ts";
import { Random } from "../random.ts";
import { CALM_BEFORE_MS, type QuietTimes } from "./quiet-times.ts";
import { GUESTS, roomOf, roomOfGuest } from "./seats.ts";
import type { ScheduleOptions, Step } from "./steps.ts";

/** Changes for each message, on top of it; and how often each of them comes, compared with the others. */
const CHANGES_PER_MESSAGE = 0.5;
const CHANGES = Object.fromEntries(COMMAND_TYPES.map((type) => [type, DEEDS[type].weight])) as Record<
  CommandType,
  number
>;
/** Messages for each search: the room's budget for those without an index ends in a long run, and that is to happen too. */
const MESSAGES_PER_SEARCH = 25;
/** Messages for each message of a plain client: it cannot know whether what it said while it was cut off has arrived. */
const MESSAGES_PER_PLAIN = 20;

/** Most come at once; one in five when the conversation is well under way. */
export function arrivals({ seed, clients, seconds }: ScheduleOptions): readonly Step[] {
  const random = Random.of(seed, "arrivals");
  return Array.from({ length: clients }, (_, client) => ({
    do: "enter",
    client,
    atMs: client % 5 === 4 ? Math.floor(random.next() * Math.min((seconds * 1_000) / 3, CALM_BEFORE_MS * 10)) : 0,
  }));
}

/** Single messages, and now and then several at once; a quiet room is woken by one. `entered`: when each client comes. */
export function sayings(
  { seed, clients, messages }: ScheduleOptions,
  quietTimes: QuietTimes,
  entered: ReadonlyMap<number, number>,
): readonly Step[] {
  const random = Random.of(seed, "sayings");
  const saying = (client: number, atMs: number): Step => ({ do: "send", command: "say", client, atMs });
  const steps = quietTimes.all.map(({ room, to }) => saying(room === 1 ? 3 : 0, to));
  while (steps.length < messages) {
    const client = random.whole(0, clients - 1);
    const atMs = quietTimes.timeIn(roomOf(client), random);
    if (atMs < (entered.get(client) ?? 0)) continue;
    const count = Math.min(random.happens(0.08) ? random.whole(2, 8) : 1, messages - steps.length);
    for (let i = 0; i < count; i++) steps.push(saying(client, atMs));
  }
  return steps;
}

/** Now and then two at once: somebody changes their mind, or taps twice. */
export function changes(
  { seed, clients, messages }: ScheduleOptions,
  quietTimes: QuietTimes,
  entered: ReadonlyMap<number, number>,
): readonly Step[] {
  const random = Random.of(seed, "changes");
  const steps: Step[] = [];
  while (steps.length < messages * CHANGES_PER_MESSAGE) {
    const client = random.whole(0, clients - 1);
    const atMs = quietTimes.timeIn(roomOf(client), random);
    if (atMs < (entered.get(client) ?? 0)) continue;
    const count = random.happens(0.1) ? 2 : 1;
    for (let i = 0; i < count; i++) steps.push({ do: "send", command: random.weighted(CHANGES), client, atMs });
  }
  return steps;
}

/** One who is not there yet, or not connected just then, gets no answer, and is promised none. */
export function searches({ seed, clients, messages }: ScheduleOptions, quietTimes: QuietTimes): readonly Step[] {
  const random = Random.of(seed, "searches");
  return Array.from({ length: Math.ceil(messages / MESSAGES_PER_SEARCH) }, () => {
    const client = random.whole(0, clients - 1);
    return { do: "search", client, atMs: quietTimes.timeIn(roomOf(client), random) };
  });
}

export function plainSayings({ seed, messages }: ScheduleOptions, quietTimes: QuietTimes): readonly Step[] {
  const random = Random.of(seed, "plain sayings");
  return Array.from({ length: Math.ceil(messages / MESSAGES_PER_PLAIN) }, () => {
    const guest = random.whole(0, GUESTS - 1);
    return { do: "say plainly", guest, atMs: quietTimes.timeIn(roomOfGuest(guest), random) };
  });
}
