/**
 * Shows that the checker finds each kind of violation: in a recording of a good talk, one thing at a time is made
 * wrong.
 */
import { describe, expect, it } from "vitest";
import { check, type ViolationKind } from "./checker.ts";
import type { Entry, Message, Participant, Recording } from "./recording.ts";

const LIN = { client: "lin", room: "lobby", author: "id-of-lin" } as const;
const MEI = { client: "mei", room: "lobby", author: "id-of-mei" } as const;
const BOB = { client: "bob", room: "lobby", author: null } as const;
const PARTICIPANTS: readonly Participant[] = [LIN, MEI, BOB];

/** What each says, in the order in which the room takes it; bob speaks plainly. */
const TALK = [LIN, MEI, LIN, BOB, MEI, LIN] as const;
const HISTORY: readonly Message[] = TALK.map(({ client, author }, index) => ({
  seq: index + 1,
  author: author ?? "guest-of-bob",
  clientId: `${client}-${index}`,
  text: `${client} says ${index}`,
}));
/** How much of it was said when the server was killed, and the room read for the first time. */
const KILLED_AFTER = 4;

/** One message on its way: sent by its author, confirmed, settled, and received by everybody. */
function journey(message: Message): readonly Entry[] {
  const { seq, clientId, text } = message;
  const { client } = TALK[seq - 1] ?? LIN;
  const isPlain = client === BOB.client;
  return [
    { kind: "sent", client, clientId: isPlain ? null : clientId, text },
    ...[LIN, MEI].map((one): Entry => ({ kind: "received", client: one.client, ...message })),
    { kind: "heard", client: BOB.client, text },
    { kind: "confirmed", client, text, seq: isPlain ? null : seq },
    ...(isPlain ? [] : [{ kind: "settled", client, clientId } as const]),
  ];
}

function reading(history: readonly Message[]): readonly Entry[] {
  return [
    { kind: "reading", room: "lobby" },
    { kind: "read", room: "lobby", history },
  ];
}

const GOOD: readonly Entry[] = [
  ...PARTICIPANTS.map(({ client }): Entry => ({ kind: "welcomed", client, recovered: false })),
  ...HISTORY.slice(0, KILLED_AFTER).flatMap(journey),
  { kind: "killed" },
  ...PARTICIPANTS.map(({ client }): Entry => ({ kind: "dropped", client })),
  ...reading(HISTORY.slice(0, KILLED_AFTER)),
  ...PARTICIPANTS.map(({ client, author }): Entry => ({ kind: "welcomed", client, recovered: author !== null })),
  ...HISTORY.slice(KILLED_AFTER).flatMap(journey),
  ...reading(HISTORY),
  ...[LIN, MEI].map(({ client }): Entry => ({ kind: "finished", client, timeline: HISTORY })),
  { kind: "killed" },
  ...reading(HISTORY),
];

type Change = (entry: Entry, index: number) => readonly Entry[];

function kindsIn(entries: readonly Entry[]): ReadonlySet<ViolationKind> {
  const recording: Recording = { participants: PARTICIPANTS, entries };
  return new Set(check(recording).map(({ kind }) => kind));
}

/** The kinds of violation in the good recording after `change`. */
function planted(change: Change): ReadonlySet<ViolationKind> {
  const entries = GOOD.flatMap(change);
  expect(entries).not.toEqual(GOOD); // something was planted
  return kindsIn(entries);
}

/** Changes every reading of the room. */
function inHistory(change: (history: readonly Message[], nth: number) => readonly Message[]): Change {
  let nth = 0;
  return (entry) => [entry.kind === "read" ? { ...entry, history: change(entry.history, nth++) } : entry];
}

/** Changes the one entry of this kind, client and text (or seq). */
function at(kind: Entry["kind"], client: string, text: string, change: (entry: Entry) => readonly Entry[]): Change {
  return (entry) =>
    entry.kind === kind && "client" in entry && entry.client === client && "text" in entry && entry.text === text
      ? change(entry)
      : [entry];
}

const numbered = (history: readonly Message[]): readonly Message[] =>
  history.map((message, index) => ({ ...message, seq: index + 1 }));

const swapped = <Value>(values: readonly Value[], index: number): readonly Value[] => {
  const copy = [...values];
  const [one, other] = [copy[index], copy[index + 1]];
  if (one !== undefined && other !== undefined) copy.splice(index, 2, other, one);
  return copy;
};

/** The good recording, but the `nth` thing of this kind at this client comes after the one that follows it. */
function delayed(kind: "received" | "heard", client: string, nth: number): readonly Entry[] {
  const those = GOOD.filter((entry) => entry.kind === kind && entry.client === client);
  const [one, other] = those.slice(nth, nth + 2);
  if (one === undefined || other === undefined) throw new Error("There is nothing to delay.");
  return GOOD.flatMap((entry) => (entry === one ? [] : entry === other ? [other, one] : [entry]));
}

describe("the checker", () => {
  it("finds nothing in a recording of a talk in which all went well", () => {
    expect(check({ participants: PARTICIPANTS, entries: GOOD })).toEqual([]);
  });

  it("finds nothing where messages are repeated to those who know them", () => {
    const again = HISTORY[0];
    const twice: Change = (entry) =>
      entry.kind === "received" && entry.seq === 3 && again !== undefined
        ? [entry, { kind: "received", client: entry.client, ...again }]
        : [entry];
    expect(planted(twice)).toEqual(new Set());
  });

  it("finds nothing where somebody is told that they have missed more than they are given, and reads it later", () => {
    const entries = GOOD.flatMap((entry): readonly Entry[] => {
      if (entry.kind === "received" && entry.client === "mei" && entry.seq === 5) return [];
      if (entry.kind === "welcomed" && entry.client === "mei") return [{ ...entry, recovered: false }];
      return [entry];
    });
    expect(kindsIn(entries)).toEqual(new Set());
  });

  it("finds nothing where a plain client's words never arrived: it was not told that they did", () => {
    const unheard: Entry = { kind: "sent", client: "bob", clientId: null, text: "into the void" };
    expect(kindsIn([unheard, ...GOOD])).toEqual(new Set());
  });

  it("finds a confirmed message that is lost", () => {
    // Said between the two kills, seen by its author alone.
    const lost = inHistory((history) => history.filter(({ seq }) => seq < 6));
    expect(planted(lost)).toContain("lost");
    expect(
      planted(inHistory((history, nth) => (nth === 0 ? history : history.filter(({ seq }) => seq !== 4)))),
    ).toContain("lost");
  });

  it("finds a plain client's message that it heard come back, and that is lost", () => {
    expect(planted(inHistory((history) => history.filter(({ author }) => author !== "guest-of-bob")))).toContain(
      "lost",
    );
  });

  it("finds a message that is in the history twice", () => {
    const twice = inHistory((history) => numbered([...history, ...history.slice(1, 2)]));
    expect(planted(twice)).toContain("duplicated");
  });

  it("finds a plain client's message that is in the history twice, under two ids", () => {
    const twice = inHistory((history) =>
      numbered([...history, ...history.slice(3, 4).map((message) => ({ ...message, clientId: "another" }))]),
    );
    expect(planted(twice)).toContain("duplicated");
  });

  it("finds a message in the history that nobody sent", () => {
    const invented = { seq: 7, author: MEI.author, clientId: "mei-9", text: "not mine" };
    expect(planted(inHistory((history, nth) => (nth === 2 ? [...history, invented] : history)))).toEqual(
      new Set(["invented", "timeline_differs"]),
    );
  });

  it("finds a message in the history whose text is not what was sent", () => {
    const altered = inHistory((history) => history.map((one) => (one.seq === 2 ? { ...one, text: "forged" } : one)));
    expect(planted(altered)).toContain("invented");
  });

  it("finds a message under another author than the one who sent it", () => {
    const stolen = inHistory((history) => history.map((one) => (one.seq === 2 ? { ...one, author: LIN.author } : one)));
    expect(planted(stolen)).toContain("invented");
  });

  it("finds a message on one client's wire that nobody sent", () => {
    const forged = at("received", "mei", "lin says 2", (entry) => [{ ...entry, text: "forged" } as Entry]);
    expect(planted(forged)).toEqual(new Set(["invented"]));
  });

  it("finds a message that a plain client heard and nobody sent", () => {
    expect(planted(at("heard", "bob", "lin says 2", (entry) => [{ ...entry, text: "forged" } as Entry]))).toContain(
      "invented",
    );
  });

  it("finds messages that came over one client's wire in another order", () => {
    expect(kindsIn(delayed("received", "mei", 1))).toEqual(new Set(["gap", "reordered"]));
  });

  it("finds messages that a plain client heard in another order", () => {
    expect(kindsIn(delayed("heard", "bob", 1))).toEqual(new Set(["gap", "reordered"]));
  });

  it("finds a plain client that misses a message of a connection", () => {
    expect(planted(at("heard", "bob", "mei says 1", () => []))).toEqual(new Set(["gap"]));
  });

  it("finds an author whose messages are in another order than they were sent", () => {
    const [first, , third] = HISTORY;
    if (first === undefined || third === undefined) throw new Error("The talk is too short.");
    const other = (message: Message): Message => {
      if (message.seq === 1) return { ...third, seq: 1 };
      return message.seq === 3 ? { ...first, seq: 3 } : message;
    };
    const entries = GOOD.map((entry): Entry => {
      if (entry.kind === "read") return { ...entry, history: entry.history.map(other) };
      if (entry.kind === "finished") return { ...entry, timeline: entry.timeline.map(other) };
      if (entry.kind === "received") return { ...entry, ...other(entry) };
      if (entry.kind === "confirmed" && entry.text === first.text) return { ...entry, seq: 3 };
      return entry.kind === "confirmed" && entry.text === third.text ? { ...entry, seq: 1 } : entry;
    });
    expect(kindsIn(entries)).toContain("own_order");
  });

  it("finds a hole in the history", () => {
    const hole = inHistory((history) => history.map((one) => (one.seq >= 6 ? { ...one, seq: one.seq + 1 } : one)));
    expect(planted(hole)).toContain("gap");
  });

  it("finds a hole on one client's wire, within a connection and across a resume", () => {
    expect(planted(at("received", "mei", "mei says 1", () => []))).toEqual(new Set(["gap"]));
    expect(planted(at("received", "mei", "mei says 4", () => []))).toEqual(new Set(["gap"]));
  });

  it("finds a hole in a final timeline", () => {
    const hole: Change = (entry) => [
      entry.kind === "finished" && entry.client === "mei"
        ? { ...entry, timeline: entry.timeline.filter(({ seq }) => seq !== 3) }
        : entry,
    ];
    expect(planted(hole)).toEqual(new Set(["gap", "timeline_differs"]));
  });

  it("finds final timelines that differ: in their order, their beginning, their end, their texts", () => {
    const changes: readonly ((timeline: readonly Message[]) => readonly Message[])[] = [
      (timeline) => numbered(swapped(timeline, 1)),
      (timeline) => timeline.slice(1),
      (timeline) => timeline.slice(0, -1),
      (timeline) => timeline.map((one) => (one.seq === 2 ? { ...one, text: "forged" } : one)),
    ];
    for (const change of changes) {
      const differs: Change = (entry) => [
        entry.kind === "finished" && entry.client === "lin" ? { ...entry, timeline: change(entry.timeline) } : entry,
      ];
      expect(planted(differs)).toEqual(new Set(["timeline_differs"]));
    }
  });

  it("finds two clients to whom one message has different seqs", () => {
    const differs = at("received", "mei", "lin says 5", (entry) => [{ ...entry, seq: 7 } as Entry]);
    expect(planted(differs)).toContain("seq_differs");
  });

  it("finds a message that has moved when the history is read again", () => {
    expect(planted(inHistory((history, nth) => (nth === 0 ? numbered(swapped(history, 1)) : history)))).toContain(
      "seq_differs",
    );
  });

  it("finds a message that disappeared from the history later", () => {
    const gone = planted(inHistory((history, nth) => (nth === 2 ? history.slice(0, -1) : history)));
    expect(gone).toContain("disappeared");
  });

  it("finds a confirmed message that one reading lacked, though a later one had it", () => {
    const late = planted(inHistory((history, nth) => (nth === 0 ? history.slice(0, -1) : history)));
    expect(late).toEqual(new Set(["disappeared"]));
  });

  it("finds a message that only others were shown, and that the history never had", () => {
    const ghost: Message = { seq: 7, author: LIN.author, clientId: "lin-7", text: "lin says 7" };
    const sent: Entry = { kind: "sent", client: "lin", clientId: "lin-7", text: "lin says 7" };
    const shown: Entry = { kind: "received", client: "mei", ...ghost };
    expect(kindsIn([...GOOD, sent, shown])).toContain("disappeared");
  });

  it("finds a message that was confirmed twice under different seqs", () => {
    const twice = at("confirmed", "lin", "lin says 2", (entry) => [entry, { ...entry, seq: 6 } as Entry]);
    expect(planted(twice)).toEqual(new Set(["confirmed_twice", "seq_differs"]));
  });

  it("finds a client that shows a message as sent before it is confirmed", () => {
    const early: Change = (entry) =>
      entry.kind === "confirmed" && entry.client === "lin" && entry.seq === 3 ? [] : [entry];
    expect(planted(early)).toEqual(new Set(["settled_early"]));
  });

  it("finds a message that is never confirmed to its author", () => {
    const never: Change = (entry) =>
      entry.kind === "settled" && entry.client === "lin" && entry.clientId === "lin-5" ? [] : [entry];
    expect(planted(never)).toEqual(new Set(["never_confirmed"]));
  });

  it("finds a client that was never heard of again", () => {
    const silent: Change = (entry) => (entry.kind === "finished" && entry.client === "mei" ? [] : [entry]);
    expect(planted(silent)).toEqual(new Set(["timeline_differs"]));
  });

  it("finds a room that nobody has read", () => {
    expect(kindsIn(GOOD.filter(({ kind }) => kind !== "read"))).toContain("lost");
  });
});
