import { describe, expect, it } from "vitest";
import type { DurableEvent, Said } from "../../../src/protocol/events.ts";
import { MEI } from "../../support/people.ts";
import { deedOf } from "../deeds/deeds.ts";
import type { Entry, EntryOf, Received } from "../recording.ts";
import * as conversation from "./examples/conversation.ts";
import { GOOD, submitted } from "./examples/conversation.ts";
import { DEED_EXAMPLES, FORGED_MESSAGE, FORGED_ROOM, type DeedExample } from "./examples/deed-examples.ts";
import {
  altered,
  inEach,
  inPage,
  inReading,
  inReceived,
  inView,
  inWelcome,
  kindsIn,
  violationsAfter,
  type Tampering,
} from "./examples/tampering.ts";

const { HEAD, LATER, timeOf } = conversation;

/** Whether it is a command that took a place: not the one that changed nothing, nor the one that was refused. */
const isPlaced = (entry: EntryOf<"submitted">): boolean =>
  entry.clientId !== conversation.NO_OP.clientId && entry.clientId !== conversation.REFUSAL.clientId;

/** `client` receives one more event at the end. */
const atTheEnd = (client: string, event: Received): Tampering => inReceived(client, LATER, LATER, event);

/** `event` once for each field of `forged`, with that field changed. */
function forgeriesOf<Event extends object>(event: Event, forged: object): readonly (readonly [string, Event])[] {
  return Object.entries(forged).map(([field, value]) => [field, { ...event, [field]: value as unknown }]);
}

for (const [type, deed] of Object.entries(DEED_EXAMPLES) as [string, DeedExample<DurableEvent>][]) {
  const { client, command, event, repeated, forged } = deed;
  const other = client === "mei" ? "lin" : "mei";
  const isSubmission = (entry: Entry): boolean => entry.kind === "submitted" && entry.clientId === event.clientId;

  describe(`the checker of ${type}`, () => {
    it("is tested with an event that all receive when it is new, and with its command", () => {
      expect(GOOD.find(isSubmission)).toEqual(submitted(client, event.clientId, command));
    });

    it("finds that it did not come", () => {
      expect(violationsAfter(inReceived("mei", event))).toContain("gap");
    });

    it("finds that it took two places", () => {
      expect(violationsAfter(atTheEnd("lin", { ...event, seq: HEAD + 1 }))).toContain("duplicated");
    });

    it("finds that nobody submitted it", () => {
      expect(violationsAfter(atTheEnd("lin", { ...event, seq: HEAD + 1, clientId: "lin-9" }))).toContain("invented");
    });

    it("finds each field that is not as it was submitted", () => {
      for (const [field, forgery] of forgeriesOf(event, { ...forged, repeat: true, unknown: 1 })) {
        expect(violationsAfter(inReceived("mei", event, forgery)), field).not.toEqual(new Set());
      }
    });

    it("accepts the answer to a repeat, and finds each field in which it is wrong", () => {
      expect(violationsAfter(atTheEnd(client, repeated))).toEqual(new Set());
      for (const [field, forgery] of forgeriesOf(repeated, { ...forged, repeat: undefined, unknown: 1 })) {
        expect(violationsAfter(atTheEnd(client, forgery)), field).not.toEqual(new Set());
      }
    });

    it("finds that it came again to somebody who had not repeated it", () => {
      expect(violationsAfter(atTheEnd(other, repeated))).toContain("reordered");
    });

    it("finds that it was held for answered too early, or never", () => {
      const settled: Entry = { kind: "settled", client, clientId: event.clientId };
      expect(kindsIn(GOOD.flatMap((entry) => (isSubmission(entry) ? [entry, settled] : [entry])))).toEqual(
        new Set(["settled_early"]),
      );
      const never = inEach("settled", null, (entry) => (entry.clientId === event.clientId ? [] : [entry]));
      expect(violationsAfter(never)).toEqual(new Set(["never_settled"]));
    });

    it("finds that it was refused, and yet done", () => {
      const refused: Received = { type: "refused", clientId: event.clientId, reason: "no_such_message" };
      expect(violationsAfter(atTheEnd(client, refused))).toContain("refused_wrongly");
    });

    it("finds that it was done before an earlier command of its client", () => {
      const own = GOOD.filter((entry) => entry.kind === "submitted" && entry.client === client && isPlaced(entry));
      const index = own.findIndex(isSubmission);
      const [earlier, later] = index + 1 < own.length ? own.slice(index) : own.slice(index - 1);
      if (earlier === undefined || later === undefined) throw new Error(`${client} submitted nothing else.`);
      const swapped = GOOD.flatMap((entry) => (entry === later ? [] : entry === earlier ? [later, earlier] : [entry]));
      expect(kindsIn(swapped)).toEqual(new Set(["own_order"]));
    });

    it("finds that it changed what it may not change", () => {
      const placed = { seq: HEAD + 1, at: timeOf(HEAD + 1), by: MEI, clientId: "mei-8" };
      if (deedOf(command).target(command) === null) return;
      // 6 was removed, 3 is no message, 1 is Lin's.
      const isLinsAllowed = deedOf(command).authority === "anyone";
      for (const target of isLinsAllowed ? [6, 3] : [6, 3, 1]) {
        const about = { ...command, target };
        expect(deedOf(about).target(about)).toBe(target);
        const done = { ...event, ...placed, target } as Received;
        expect(violationsAfter(atTheEnd("lin", done), submitted("mei", "mei-8", about)), `${target}`).toContain(
          "forbidden",
        );
      }
    });

    it("finds that the room says that nothing had to change, though it had", () => {
      const clientId = `${client}-8`;
      const noOp = { ...repeated, seq: HEAD, clientId } as Received;
      expect(violationsAfter(atTheEnd(client, noOp), submitted(client, clientId, command))).toContain("invented");
    });
  });
}

describe("the state of a message", () => {
  for (const [field, value] of Object.entries({ ...FORGED_MESSAGE, unknown: 1 })) {
    const forge = (messages: readonly Said[]): readonly Said[] => altered(messages, 2, { [field]: value });
    it(`is compared in ${field}: in a reading, a timeline, a page, a welcome and what a search found`, () => {
      const page = conversation.PAGE as Extract<Received, { type: "page" }>;
      const results = conversation.RESULTS;
      for (const tampering of [
        inPage(1, forge),
        inView("displayed", "lin", (view) => ({ ...view, messages: forge(view.messages) })),
        inView("finished", "mei", (view) => ({ ...view, messages: forge(view.messages) })),
        inReceived("lin", page, { ...page, messages: forge(page.messages) }),
        inReceived("lin", results, { ...results, messages: forge(results.messages) }),
        inWelcome("ana", (welcome) => ({ ...welcome, messages: forge(welcome.messages) })),
      ]) {
        expect(violationsAfter(tampering)).not.toEqual(new Set());
      }
    });
  }
});

describe("the state of the room", () => {
  for (const [field, value] of Object.entries({ ...FORGED_ROOM, unknown: 1 })) {
    it(`is compared in ${field}: in a reading, a timeline and a welcome`, () => {
      const forged = { [field]: value };
      for (const [tampering, kind] of [
        [inReading(1, (reading) => ({ ...reading, room: { ...reading.room, ...forged } })), "state_differs"],
        [inView("displayed", "lin", (view) => ({ ...view, room: { ...view.room, ...forged } })), "timeline_differs"],
        [inView("finished", "lin", (view) => ({ ...view, room: { ...view.room, ...forged } })), "timeline_differs"],
        [inWelcome("ana", (welcome) => ({ ...welcome, room: { ...welcome.room, ...forged } })), "state_differs"],
      ] as const) {
        expect(violationsAfter(tampering)).toEqual(new Set([kind]));
      }
    });
  }
});
