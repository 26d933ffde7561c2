/** What every history must do. An implementation passes it a way to run a test against a new, empty one. */
import { describe, expect, it } from "vitest";
import { guestIdOf } from "../../src/protocol/values/identity.ts";
import { foldName } from "../../src/protocol/values/names.ts";
import type { Said } from "../../src/protocol/events.ts";
import type { History } from "../../src/room/history/history.ts";
import { draft, LIN, MEI, personName } from "./people.ts";

/** Runs `test` against a new history, empty and of the epoch `epoch-1`, that keeps `limit` messages (0: all). */
export type WithHistory = (limit: number, test: (history: History) => void) => void | Promise<void>;

export function describeHistory(name: string, withHistory: WithHistory): void {
  describe(`${name}, as a history`, () => {
    const kept = (title: string, limit: number, test: (history: History) => void): void => {
      it(title, () => withHistory(limit, test));
    };

    kept("[O1] begins with nothing, before the first seq", 0, (history) => {
      expect(history.epoch).toBe("epoch-1");
      expect(history.head).toEqual({ seq: 0, at: 0 });
      expect(history.oldest).toBe(1);
      expect([history.before(1, 10), history.after(0, 10), history.around(1, 10)]).toEqual([[], [], []]);
      expect(history.changesSince(0)).toEqual([]);
      expect(history.find(LIN.id, "a")).toBeNull();
    });

    kept("[O1] gives every message the next seq, without a gap", 0, (history) => {
      const first = history.append(draft(LIN, "a", 1_000));
      const second = history.append(draft(MEI, "b", 2_000));
      expect(first).toEqual({ said: { type: "said", seq: 1, ...draft(LIN, "a", 1_000) }, fresh: true });
      expect(second.said).toMatchObject({ seq: 2, from: MEI });
      expect(history.head).toEqual({ seq: 2, at: 2_000 });
      expect(history.oldest).toBe(1);
    });

    kept("[S3] gives back what it was given, to the last character", 0, (history) => {
      const text = "多行\n\ttext with 'quotes', \"more\" and \\ of 👩\u200d👧 e\u0301 \u202b";
      const said = history.append({ ...draft(LIN, text), clientId: "標識符" }).said;
      const reply = history.append({ ...draft(MEI, "yes"), replyTo: 1 }).said;
      expect(said.text).toBe(text);
      expect(history.after(0, 10)).toEqual([said, reply]);
      expect(history.find(LIN.id, "標識符")).toEqual(said);
      expect(reply.replyTo).toBe(1);
      expect(said).not.toHaveProperty("replyTo");
      expect(history.find(LIN.id, "標識符")).not.toHaveProperty("replyTo");
    });

    kept(
      "[S1] tells messages that are kept, removed ones too, from other changes and from forgotten ones",
      2,
      (history) => {
        history.append(draft(LIN, "a"));
        history.append(draft(LIN, "b"));
        history.change({ type: "removed", at: 1, by: LIN, clientId: "r", target: 2 });
        history.append(draft(LIN, "c"));
        expect([0, 1, 2, 3, 4, 5].map((seq) => history.isMessage(seq))).toEqual([
          false,
          false,
          true,
          false,
          true,
          false,
        ]);
      },
    );

    kept("[S7] knows when each member first spoke, also when that is forgotten, and no guest", 1, (history) => {
      expect(history.firstSaidAt(LIN.id)).toBeNull();
      history.append(draft(LIN, "a", 1_000));
      history.append(draft(MEI, "b", 2_000));
      history.append(draft(LIN, "c", 3_000));
      history.append(draft(LIN, "c", 4_000)); // a repeat
      expect([history.firstSaidAt(LIN.id), history.firstSaidAt(MEI.id)]).toEqual([1_000, 2_000]);
      const guest = { id: guestIdOf(new Uint8Array(9)), name: MEI.name };
      history.append(draft(guest, "d", 5_000));
      expect(history.firstSaidAt(guest.id)).toBeNull();
    });

    kept("[S4] answers a repeated client id of a member with the first message, and keeps no second", 0, (history) => {
      const { said } = history.append(draft(LIN, "a"));
      history.append(draft(MEI, "b"));
      const again = history.append({ ...draft(LIN, "something else", 9_000), clientId: "a" });
      expect(again).toEqual({ said, fresh: false });
      expect(history.head).toEqual({ seq: 2, at: 1_000 });
      expect(textsOf(history.after(0, 10))).toEqual(["a", "b"]);
    });

    kept("[S4] takes the same client id of two members for two messages", 0, (history) => {
      history.append({ ...draft(LIN, "mine"), clientId: "x" });
      expect(history.append({ ...draft(MEI, "hers"), clientId: "x" }).fresh).toBe(true);
      expect(history.find(LIN.id, "x")?.text).toBe("mine");
      expect(history.find(MEI.id, "x")?.text).toBe("hers");
      expect(history.find(MEI.id, "X")).toBeNull();
    });

    kept("[G1] gives the messages just before a seq, ascending", 0, (history) => {
      fill(history, 5);
      expect(seqsOf(history.before(4, 2))).toEqual([2, 3]);
      expect(seqsOf(history.before(4, 3))).toEqual([1, 2, 3]);
      expect(seqsOf(history.before(4, 100))).toEqual([1, 2, 3]);
      expect(seqsOf(history.before(1, 2))).toEqual([]);
      expect(seqsOf(history.before(0, 2))).toEqual([]);
      expect(seqsOf(history.before(Number.MAX_SAFE_INTEGER, 2))).toEqual([4, 5]);
      expect(seqsOf(history.before(4, 0))).toEqual([]);
    });

    kept("[G1] gives the messages just after a seq, ascending", 0, (history) => {
      fill(history, 5);
      expect(seqsOf(history.after(2, 2))).toEqual([3, 4]);
      expect(seqsOf(history.after(2, 100))).toEqual([3, 4, 5]);
      expect(seqsOf(history.after(0, 1))).toEqual([1]);
      expect(seqsOf(history.after(5, 2))).toEqual([]);
      expect(seqsOf(history.after(Number.MAX_SAFE_INTEGER, 2))).toEqual([]);
      expect(seqsOf(history.after(2, 0))).toEqual([]);
    });

    kept("[G2] gives a message and its neighbours, the older ones first served", 0, (history) => {
      fill(history, 9);
      expect(seqsOf(history.around(5, 1))).toEqual([5]);
      expect(seqsOf(history.around(5, 2))).toEqual([5, 6]);
      expect(seqsOf(history.around(5, 3))).toEqual([4, 5, 6]);
      expect(seqsOf(history.around(5, 4))).toEqual([4, 5, 6, 7]);
      expect(seqsOf(history.around(1, 4))).toEqual([1, 2, 3]);
      expect(seqsOf(history.around(9, 4))).toEqual([8, 9]);
      expect(seqsOf(history.around(100, 4))).toEqual([8, 9]);
    });

    kept("[R1] gives every change since a seq, ascending", 0, (history) => {
      fill(history, 3);
      expect(seqsOf(history.changesSince(0))).toEqual([1, 2, 3]);
      expect(seqsOf(history.changesSince(2))).toEqual([3]);
      expect(seqsOf(history.changesSince(3))).toEqual([]);
      expect(seqsOf(history.changesSince(4))).toEqual([]);
    });

    kept("[G3] keeps as many messages as its limit, and forgets one with the next", 3, (history) => {
      fill(history, 3);
      expect(history.oldest).toBe(1);
      expect(seqsOf(history.after(0, 10))).toEqual([1, 2, 3]);
      fill(history, 1);
      expect(history.oldest).toBe(2);
      expect(history.head.seq).toBe(4);
      expect(seqsOf(history.after(0, 10))).toEqual([2, 3, 4]);
    });

    kept("[G3] shows nothing that is beyond its limit, to any question", 3, (history) => {
      fill(history, 5);
      expect(seqsOf(history.before(5, 10))).toEqual([3, 4]);
      expect(seqsOf(history.before(3, 10))).toEqual([]);
      expect(seqsOf(history.after(0, 2))).toEqual([3, 4]);
      expect(seqsOf(history.around(1, 3))).toEqual([3]);
      expect(seqsOf(history.around(3, 10))).toEqual([3, 4, 5]);
      expect(seqsOf(history.changesSince(0))).toEqual([3, 4, 5]);
      expect(history.find(LIN.id, "message 2")).toBeNull();
      expect(history.find(LIN.id, "message 3")).toMatchObject({ seq: 3 });
    });

    kept("[S4] takes a client id for a new one when its message is forgotten", 2, (history) => {
      fill(history, 3);
      expect(history.append(draft(LIN, "message 1"))).toMatchObject({ said: { seq: 4 }, fresh: true });
      expect(history.append(draft(LIN, "message 3"))).toMatchObject({ said: { seq: 3 }, fresh: false });
      expect(textsOf(history.after(0, 10))).toEqual(["message 3", "message 1"]);
    });

    kept("[D5] remembers every name that a key has used, no matter which used it first", 0, (history) => {
      const [lin, mei] = [foldName(personName("Lin")), foldName(personName("Mei"))];
      expect(history.isClaimed(lin)).toBe(false);
      history.claim(lin, LIN.id);
      history.claim(lin, MEI.id);
      expect(history.isClaimed(lin)).toBe(true);
      expect(history.isClaimed(mei)).toBe(false);
    });
  });
}

/** Lets Lin say `count` more messages: message 1, message 2 and so on. */
function fill(history: History, count: number): void {
  for (let n = 0; n < count; n++) history.append(draft(LIN, `message ${history.head.seq + 1}`));
}

function seqsOf(messages: readonly Said[]): readonly number[] {
  return messages.map(({ seq }) => seq);
}

function textsOf(messages: readonly Said[]): readonly string[] {
  return messages.map(({ text }) => text);
}
