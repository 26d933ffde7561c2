/** Owns how one thing in the good talk is made wrong: a checker that cannot fail proves nothing. */
import { expect } from "vitest";
import type { Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Entry, EntryOf, Reading, Told, View } from "../../recording.ts";
import { check } from "../check.ts";
import { GOOD, PARTICIPANTS } from "./conversation.ts";
import type { ViolationKind } from "../violations.ts";

/** What stands in the recording instead of `entry`. */
export type Plant = (entry: Entry) => readonly Entry[];

/** The kinds of violation in `entries`. */
export function kindsIn(entries: readonly Entry[]): ReadonlySet<ViolationKind> {
  return new Set(check({ participants: PARTICIPANTS, entries }).map(({ kind }) => kind));
}

/** The kinds of violation in the good talk after these plants, behind `wishes` that were made on top. */
export function planted(plants: Plant | readonly Plant[], ...wishes: readonly Entry[]): ReadonlySet<ViolationKind> {
  const entries = [plants].flat().reduce<readonly Entry[]>((planting, plant) => {
    const next = planting.flatMap(plant);
    expect(next).not.toEqual(planting); // something was planted
    return next;
  }, GOOD);
  return kindsIn([...wishes, ...entries]);
}

/** Changes each entry of this kind and, unless it is null, of this client. */
export function inEach<Kind extends Entry["kind"]>(
  kind: Kind,
  client: string | null,
  change: (entry: EntryOf<Kind>) => readonly Entry[],
): Plant {
  const isIt = (entry: Entry): entry is EntryOf<Kind> =>
    entry.kind === kind && (client === null || ("client" in entry && entry.client === client));
  return (entry) => (isIt(entry) ? change(entry) : [entry]);
}

/** This client, or everybody (null), is told `instead` of `event`. */
export function inTold(client: string | null, event: Told, ...instead: readonly Told[]): Plant {
  return inEach("told", client, ({ events, ...rest }) => {
    const changed = events.flatMap((one) => (one === event ? instead : [one]));
    return changed.length === 0 ? [] : [{ ...rest, events: changed }];
  });
}

type Welcome = Extract<Told, { type: "welcome" }>;

/** Changes the last welcome of this client. */
export function inWelcome(client: string, change: (welcome: Welcome) => Welcome): Plant {
  const isLast = (welcome: Welcome): boolean => welcome.seq > 0;
  return inEach("told", client, ({ events, ...rest }) => [
    { ...rest, events: events.map((event) => (event.type === "welcome" && isLast(event) ? change(event) : event)) },
  ]);
}

/** Changes what this client showed when it came back, or at the end. */
export function inView(kind: "showed" | "finished", client: string, change: (view: View) => View): Plant {
  return inEach(kind, client, (entry) => [{ ...entry, view: change(entry.view) }]);
}

/** Changes the first (0) or the last (1) reading. */
export function inReading(which: 0 | 1, change: (reading: Reading) => Reading): Plant {
  let nth = 0;
  return inEach("read", null, (entry) => [nth++ === which ? { ...entry, reading: change(entry.reading) } : entry]);
}

/** Changes the messages on the one page of a reading. */
export function inPage(which: 0 | 1, change: (messages: readonly Said[]) => readonly Said[]): Plant {
  return inReading(which, ({ pages, ...rest }) => ({
    ...rest,
    pages: pages.map(({ seq, messages }) => ({ seq, messages: change(messages) })),
  }));
}

/** Fields of a message; undefined: the message lacks it. */
export type Fields = { readonly [Name in keyof Said]?: Said[Name] | undefined };

/** `messages` with these fields in the one at `seq`. */
export function altered(messages: readonly Said[], seq: Seq, fields: Fields): readonly Said[] {
  return messages.map((said) => (said.seq === seq ? ({ ...said, ...fields } as Said) : said));
}

/** `messages` without the one at `seq`. */
export function without(messages: readonly Said[], seq: Seq): readonly Said[] {
  return messages.filter((said) => said.seq !== seq);
}
