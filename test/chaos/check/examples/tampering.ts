/** Makes one thing in the example conversation wrong: a checker that cannot fail proves nothing. */
import { expect } from "vitest";
import type { Said } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Entry, EntryOf, Reading, Received, View } from "../../recording.ts";
import { check } from "../check.ts";
import { GOOD, PARTICIPANTS } from "./conversation.ts";
import type { ViolationKind } from "../violations.ts";

/** Returns what the recording has in place of `entry`. */
export type Tampering = (entry: Entry) => readonly Entry[];

/** The kinds of violation in `entries`. */
export function kindsIn(entries: readonly Entry[]): ReadonlySet<ViolationKind> {
  return new Set(check({ participants: PARTICIPANTS, entries }).map(({ kind }) => kind));
}

/** The kinds of violation in the example conversation after these tamperings. `submissions`: commands submitted in addition. */
export function violationsAfter(
  tamperings: Tampering | readonly Tampering[],
  ...submissions: readonly Entry[]
): ReadonlySet<ViolationKind> {
  const entries = [tamperings].flat().reduce<readonly Entry[]>((before, tampering) => {
    const after = before.flatMap(tampering);
    expect(after).not.toEqual(before); // the tampering found what it changes
    return after;
  }, GOOD);
  return kindsIn([...submissions, ...entries]);
}

/** Changes each entry of this kind and, unless it is null, of this client. */
export function inEach<Kind extends Entry["kind"]>(
  kind: Kind,
  client: string | null,
  change: (entry: EntryOf<Kind>) => readonly Entry[],
): Tampering {
  const isIt = (entry: Entry): entry is EntryOf<Kind> =>
    entry.kind === kind && (client === null || ("client" in entry && entry.client === client));
  return (entry) => (isIt(entry) ? change(entry) : [entry]);
}

/** This client, or every client (null), receives `instead` in place of `event`. */
export function inReceived(client: string | null, event: Received, ...instead: readonly Received[]): Tampering {
  return inEach("received", client, ({ events, ...rest }) => {
    const changed = events.flatMap((each) => (each === event ? instead : [each]));
    return changed.length === 0 ? [] : [{ ...rest, events: changed }];
  });
}

type Welcome = Extract<Received, { type: "welcome" }>;

/** Changes the last welcome of this client. */
export function inWelcome(client: string, change: (welcome: Welcome) => Welcome): Tampering {
  const isLast = (welcome: Welcome): boolean => welcome.seq > 0;
  return inEach("received", client, ({ events, ...rest }) => [
    { ...rest, events: events.map((event) => (event.type === "welcome" && isLast(event) ? change(event) : event)) },
  ]);
}

/** Changes what this client displayed when it came back, or at the end. */
export function inView(kind: "displayed" | "finished", client: string, change: (view: View) => View): Tampering {
  return inEach(kind, client, (entry) => [{ ...entry, view: change(entry.view) }]);
}

/** Changes the first (0) or the last (1) reading. */
export function inReading(which: 0 | 1, change: (reading: Reading) => Reading): Tampering {
  let nth = 0;
  return inEach("read", null, (entry) => [nth++ === which ? { ...entry, reading: change(entry.reading) } : entry]);
}

/** Changes the messages on the only page of a reading. */
export function inPage(which: 0 | 1, change: (messages: readonly Said[]) => readonly Said[]): Tampering {
  return inReading(which, ({ pages, ...rest }) => ({
    ...rest,
    pages: pages.map(({ seq, messages }) => ({ seq, messages: change(messages) })),
  }));
}

/** Fields of a message; undefined: the message lacks it. */
export type Fields = { readonly [Name in keyof Said]?: Said[Name] | undefined };

/** `messages` with these fields in the message `seq`. */
export function altered(messages: readonly Said[], seq: Seq, fields: Fields): readonly Said[] {
  return messages.map((said) => (said.seq === seq ? ({ ...said, ...fields } as Said) : said));
}

/** `messages` without the message `seq`. */
export function without(messages: readonly Said[], seq: Seq): readonly Said[] {
  return messages.filter((said) => said.seq !== seq);
}
