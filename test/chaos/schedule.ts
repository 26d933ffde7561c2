/**
 * Owns what will happen and when: a list of deeds that the seed alone determines. What comes of them depends on the
 * machine as well; which process dies in which instant of whose message is what no seed can fix.
 */
import type { Direction } from "./line.ts";
import { Random } from "./random.ts";

export interface ScheduleOptions {
  readonly seed: number;
  /** Tabs with the project's own client in them. */
  readonly clients: number;
  /** What they say, all together. */
  readonly messages: number;
  readonly kills: number;
  readonly seconds: number;
}

/** Indices of clients and of plain clients count from 0; `room` is an index into `ROOMS`. */
export type Deed = { readonly atMs: number } & (
  | { readonly do: "enter"; readonly client: number }
  | { readonly do: "say"; readonly client: number }
  | { readonly do: "say plainly"; readonly guest: number }
  /** SIGKILL, and a start on the same data `downMs` later. Each client's next connection is held for its delay. */
  | { readonly do: "kill"; readonly downMs: number; readonly delaysMs: readonly number[]; readonly isRead: boolean }
  | { readonly do: "cut"; readonly client: number; readonly direction: Direction }
  | { readonly do: "freeze"; readonly client: number; readonly ms: number }
  /** Nothing is said in this room, and nothing else happens in it: it falls asleep, and is evicted. */
  | { readonly do: "hush"; readonly room: number; readonly ms: number }
);

/** Most people are in one room, so that it is a busy one; the other is small. */
export const ROOMS = ["square", "nook"] as const;

/** Plain clients in each room. */
export const GUESTS_PER_ROOM = 2;

/** The platform evicts a room after 10 s without an event; the rest is for what is still on its way. */
const HUSH_MS = 12_500;
/** Milliseconds before a hush in which no connection is broken: so long may coming back take. */
const CALM_BEFORE_MS = 3_000;
/** One hush in so many milliseconds. */
const HUSH_EVERY_MS = 45_000;

/** How often somebody's wire is cut, or stands still: once in so many milliseconds for each client. */
const CUT_EVERY_MS = 20_000;
const FREEZE_EVERY_MS = 45_000;
const FREEZE_MAX_MS = 6_000;
/**
 * Longer than a client waits for the answer to its heartbeat (25 s and 10 s), and longer than a resume reaches back.
 */
const LONG_FREEZE_MS = 40_000;
/** Runs this long have some of them. */
const LONG_FREEZE_FROM_MS = 150_000;

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Hush extends Span {
  readonly room: number;
}

/** The room of a client: one in four sits in the nook. */
export function roomOf(client: number): number {
  return client % 4 === 3 ? 1 : 0;
}

/** The client whose key this one shares, as a second tab of it; itself where it is the first. Both are in one room. */
export function keyOwnerOf(client: number): number {
  return client % 8 === 4 ? client - 2 : client;
}

/** Every deed, by its time. */
export function schedule(options: ScheduleOptions): readonly Deed[] {
  const { seed, clients, seconds } = options;
  const endMs = seconds * 1_000;
  const hushes = hushesIn(Random.of(seed, "hushes"), endMs);
  const deeds: Deed[] = [
    ...hushes.map(({ from, to, room }): Deed => ({ atMs: from, do: "hush", room, ms: to - from })),
    ...arrivals(Random.of(seed, "arrivals"), clients, endMs),
    ...kills(options, hushes, endMs),
    ...cuts(Random.of(seed, "cuts"), clients, hushes, endMs),
    ...freezes(Random.of(seed, "freezes"), clients, hushes, endMs),
  ];
  const entered = new Map(deeds.flatMap((deed) => (deed.do === "enter" ? [[deed.client, deed.atMs] as const] : [])));
  deeds.push(...sayings(options, hushes, entered, endMs), ...plainSayings(options, hushes, endMs));
  return deeds.toSorted((one, other) => one.atMs - other.atMs);
}

/** The rooms take turns. */
function hushesIn(random: Random, endMs: number): readonly Hush[] {
  const count = Math.max(1, Math.floor(endMs / HUSH_EVERY_MS));
  const slotMs = endMs / count;
  return Array.from({ length: count }, (_, index) => {
    const earliest = index * slotMs + CALM_BEFORE_MS;
    const latest = Math.max(earliest, (index + 1) * slotMs - HUSH_MS - 1_000);
    const from = Math.floor(earliest + random.next() * (latest - earliest));
    // The nook first: a short run has one hush only, and most of its talk is to go on.
    return { room: (index + 1) % ROOMS.length, from, to: from + HUSH_MS };
  });
}

/** Most come at once; one in five when the talk is well under way. */
function arrivals(random: Random, clients: number, endMs: number): readonly Deed[] {
  return Array.from({ length: clients }, (_, client) => ({
    do: "enter",
    client,
    atMs: client % 5 === 4 ? Math.floor(random.next() * Math.min(endMs / 3, CALM_BEFORE_MS * 10)) : 0,
  }));
}

/**
 * Spread over the time in which no room is hushed, one in each of as many equal parts; some follow on another at
 * once.
 */
function kills(
  { seed, kills: count, clients }: ScheduleOptions,
  hushes: readonly Hush[],
  endMs: number,
): readonly Deed[] {
  const random = Random.of(seed, "kills");
  const open = gapsBetween(hushes, endMs);
  const openMs = open.reduce((sum, { from, to }) => sum + (to - from), 0);
  return Array.from({ length: count }, (_, index) => ({
    do: "kill",
    atMs: Math.floor(placeIn(open, ((index + random.next()) / count) * openMs)),
    downMs: random.whole(0, 600),
    delaysMs: Array.from({ length: clients }, () => (random.happens(0.5) ? random.whole(0, 1_200) : 0)),
    isRead: random.happens(0.8),
  }));
}

function cuts(random: Random, clients: number, hushes: readonly Hush[], endMs: number): readonly Deed[] {
  const count = Math.ceil((clients * endMs) / CUT_EVERY_MS);
  return Array.from({ length: count }, (): Deed => {
    const client = random.whole(0, clients - 1);
    const atMs = placeFor(random, roomOf(client), 0, hushes, endMs);
    return { do: "cut", client, direction: random.pick(["up", "down"]), atMs };
  });
}

function freezes(random: Random, clients: number, hushes: readonly Hush[], endMs: number): readonly Deed[] {
  const count = Math.ceil((clients * endMs) / FREEZE_EVERY_MS);
  const lengths = Array.from({ length: count }, () => random.whole(300, Math.min(FREEZE_MAX_MS, endMs / 10)));
  if (endMs >= LONG_FREEZE_FROM_MS) lengths.push(LONG_FREEZE_MS, LONG_FREEZE_MS, LONG_FREEZE_MS);
  return lengths.map((ms) => {
    const client = random.whole(0, clients - 1);
    return { do: "freeze", client, ms, atMs: placeFor(random, roomOf(client), ms, hushes, endMs) };
  });
}

/** Single messages, and now and then several at once; a hushed room is woken by one. */
function sayings(
  { seed, clients, messages }: ScheduleOptions,
  hushes: readonly Hush[],
  entered: ReadonlyMap<number, number>,
  endMs: number,
): readonly Deed[] {
  const random = Random.of(seed, "sayings");
  const deeds: Deed[] = hushes.map(({ room, to }) => ({ do: "say", client: room === 1 ? 3 : 0, atMs: to }));
  while (deeds.length < messages) {
    const client = random.whole(0, clients - 1);
    const from = entered.get(client) ?? 0;
    const atMs = placeFor(random, roomOf(client), 0, hushes, endMs);
    if (atMs < from) continue;
    const count = random.happens(0.08) ? random.whole(2, 8) : 1;
    for (let i = 0; i < Math.min(count, messages - deeds.length); i++) deeds.push({ do: "say", client, atMs });
  }
  return deeds;
}

/**
 * On top of the others' messages: a plain client cannot know whether what it said while it was cut off has come
 * through.
 */
function plainSayings({ seed, messages }: ScheduleOptions, hushes: readonly Hush[], endMs: number): readonly Deed[] {
  const random = Random.of(seed, "plain sayings");
  return Array.from({ length: Math.ceil(messages / 20) }, () => {
    const guest = random.whole(0, ROOMS.length * GUESTS_PER_ROOM - 1);
    return { do: "say plainly", guest, atMs: placeFor(random, guest % ROOMS.length, 0, hushes, endMs) };
  });
}

/** A time at which something that lasts `ms` leaves each hush of `room`, and the calm before it, alone. */
function placeFor(random: Random, room: number, ms: number, hushes: readonly Hush[], endMs: number): number {
  const open = gapsBetween(
    hushes.filter((hush) => hush.room === room),
    endMs,
  ).filter(({ from, to }) => to - from >= ms);
  const openMs = open.reduce((sum, { from, to }) => sum + (to - from - ms), 0);
  const shrunk = open.map(({ from, to }) => ({ from, to: to - ms }));
  return Math.floor(placeIn(shrunk, random.next() * openMs));
}

/** What is left of the time from 0 to `endMs`. */
function gapsBetween(hushes: readonly Hush[], endMs: number): readonly Span[] {
  const gaps: Span[] = [];
  let from = 0;
  for (const hush of hushes) {
    gaps.push({ from, to: Math.max(from, hush.from - CALM_BEFORE_MS) });
    from = hush.to;
  }
  return [...gaps, { from, to: endMs }].filter((gap) => gap.to > gap.from);
}

/** The time that is `ms` into `spans`, laid end to end. */
function placeIn(spans: readonly Span[], ms: number): number {
  let left = ms;
  for (const { from, to } of spans) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return spans.at(-1)?.to ?? 0;
}
