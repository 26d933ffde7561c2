import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { MESSAGES_MAX_BYTES, RESUME_MAX_CHANGES } from "../../../src/protocol/limits.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import type { EncodedMessage } from "../../../src/room/history/encoded-message.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { RecentMessages } from "../../../src/room/history/recent-messages.ts";
import { draft, LIN } from "../../support/people.ts";

/** A history of `count` messages, which were said before there was a pool. */
function historyOf(count: number, limit = 0): MemoryHistory {
  const history = new MemoryHistory("epoch-1", limit);
  for (let seq = 1; seq <= count; seq++) history.append(draft(LIN, `${seq}`));
  return history;
}

function say(history: MemoryHistory, pool: RecentMessages, count = 1): void {
  for (let n = 0; n < count; n++) pool.add(history.append(draft(LIN, `${history.head.seq + 1}`)).said);
}

/** Changes the message of this seq, where there is one. */
function edit(history: MemoryHistory, pool: RecentMessages, target: Seq): void {
  if (history.message(target) === null) return;
  const text = `changed ${history.head.seq}`;
  const event = history.change({ type: "edited", at: 1, by: LIN, clientId: text, target, text });
  if (event.type === "edited") pool.change(event);
}

function messagesOf(encoded: readonly EncodedMessage[] | null): readonly Said[] | null {
  return encoded?.map(({ json }): Said => JSON.parse(json)) ?? null;
}

function seqsOf(encoded: readonly EncodedMessage[] | null): readonly Seq[] | null {
  return messagesOf(encoded)?.map(({ seq }) => seq) ?? null;
}

describe("a pool of long messages", () => {
  /** As many messages as are just too many bytes, and `more`. */
  function wordy(more: number): { history: MemoryHistory; pool: RecentMessages; count: number } {
    const history = new MemoryHistory("epoch-1");
    const pool = new RecentMessages(history);
    const text = "聊".repeat(3_400); // three bytes each
    let bytes = 0;
    let left = more;
    for (;;) {
      const { said } = history.append(draft(LIN, text));
      bytes += new TextEncoder().encode(pool.add(said)).length;
      if (bytes > MESSAGES_MAX_BYTES && left-- <= 0) return { history, pool, count: said.seq };
    }
  }

  it("[R1] [R2] hands over what is at most 768 KiB, and nothing that is more", () => {
    const { pool, count } = wordy(0);
    expect(pool.changesSince(0)).toBeNull();
    expect(pool.changesSince(1)).toHaveLength(count - 1);
  });

  it("[D4] replays the newest that are at most 768 KiB", () => {
    const { pool, count } = wordy(20);
    const replayed = seqsOf(pool.newest(1_000)) ?? [];
    expect(replayed.at(-1)).toBe(count);
    expect(replayed.length).toBeGreaterThan(count / 2);
    expect(
      new TextEncoder().encode(
        pool
          .newest(1_000)
          .map(({ json }) => json)
          .join(),
      ).length,
    ).toBeLessThanOrEqual(MESSAGES_MAX_BYTES + count);
  });
});

describe("a pool", () => {
  it("gives the newest messages, ascending, from before and after it was made", () => {
    const history = historyOf(3);
    const pool = new RecentMessages(history);
    expect(seqsOf(pool.newest(2))).toEqual([2, 3]);
    say(history, pool, 2);
    expect(seqsOf(pool.newest(3))).toEqual([3, 4, 5]);
    expect(seqsOf(pool.newest(100))).toEqual([1, 2, 3, 4, 5]);
    expect(seqsOf(pool.newest(0))).toEqual([]);
  });

  it("[R1] gives up to 1,000 changes, and null for one more", () => {
    const pool = new RecentMessages(historyOf(RESUME_MAX_CHANGES + 5));
    expect(pool.changesSince(5)).toHaveLength(1_000);
    expect(pool.changesSince(4)).toBeNull();
  });

  it("[R1] gives nothing where there is nothing new, and null for a seq that is ahead", () => {
    const pool = new RecentMessages(historyOf(3));
    expect(pool.changesSince(3)).toEqual([]);
    expect(pool.changesSince(4)).toBeNull();
  });

  it("[R2] gives null where a change since is forgotten", () => {
    const pool = new RecentMessages(historyOf(10, 4));
    expect(seqsOf(pool.changesSince(6))).toEqual([7, 8, 9, 10]);
    expect(pool.changesSince(5)).toBeNull();
  });

  it("reads nothing for a message, and each older one once", () => {
    const history = historyOf(100);
    const before = vi.spyOn(history, "before");
    const after = vi.spyOn(history, "after");
    const pool = new RecentMessages(history);
    say(history, pool, 3);
    expect([before, after].map((read) => read.mock.calls)).toEqual([[], []]);
    pool.newest(50);
    expect(before.mock.calls).toEqual([[101, 47]]);
    pool.newest(50);
    expect(seqsOf(pool.changesSince(60))).toHaveLength(43);
    expect([before.mock.calls.length, after.mock.calls.length]).toEqual([1, 0]);
    expect(seqsOf(pool.changesSince(40))).toHaveLength(63);
    expect(after.mock.calls).toEqual([[40, 13]]);
    pool.changesSince(40);
    expect(after).toHaveBeenCalledTimes(1);
  });

  it("[R1] reads what was changed of old only where something was, or where it cannot know", () => {
    const history = historyOf(100);
    const pool = new RecentMessages(history);
    say(history, pool, 3);
    const changesSince = vi.spyOn(history, "changesSince");
    pool.changesSince(100);
    expect(changesSince).not.toHaveBeenCalled();
    const edited = { type: "edited", at: 1, by: LIN, clientId: "e", target: 5, text: "new" } as const;
    const event = history.change(edited);
    if (event.type !== "edited") throw new Error("An edit was asked for.");
    pool.change(event);
    expect(seqsOf(pool.changesSince(103))).toEqual([5]);
    expect(seqsOf(pool.changesSince(104))).toEqual([]);
    expect(changesSince.mock.calls).toEqual([[103, 103]]);
  });

  it("still has what a resume may ask for when it has let go of the oldest", () => {
    const history = historyOf(10);
    const pool = new RecentMessages(history);
    say(history, pool, 3_000);
    const changesSince = vi.spyOn(history, "changesSince");
    expect(pool.changesSince(2_010)).toHaveLength(1_000);
    expect(changesSince).not.toHaveBeenCalled();
    expect(seqsOf(pool.newest(1_500))?.[0]).toBe(1_511);
  });

  it("answers as the history does, whatever was said and asked", () => {
    const act = fc.oneof(
      fc.record({ act: fc.constant("say"), count: fc.integer({ min: 1, max: 700 }) }),
      fc.record({ act: fc.constant("newest"), count: fc.nat(1_000) }),
      fc.record({ act: fc.constant("since"), count: fc.nat(1_100) }),
      fc.record({ act: fc.constant("edit"), count: fc.nat(200) }),
      fc.record({ act: fc.constant("sleep"), count: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.nat(60), fc.constantFrom(0, 20, 1_200), fc.array(act, { maxLength: 12 }), (old, limit, acts) => {
        const history = historyOf(old, limit);
        let pool = new RecentMessages(history);
        for (const { act: what, count } of acts) {
          if (what === "say") say(history, pool, count);
          if (what === "edit") edit(history, pool, history.head.seq - count);
          if (what === "sleep") pool = new RecentMessages(history);
          if (what === "newest") {
            expect(messagesOf(pool.newest(count))).toEqual(history.before(history.head.seq + 1, count));
          }
          if (what === "since") {
            const seq = Math.max(0, history.head.seq - count);
            const isKnown = history.head.seq - seq <= RESUME_MAX_CHANGES && seq >= history.oldest - 1;
            expect(messagesOf(pool.changesSince(seq))).toEqual(isKnown ? history.changesSince(seq) : null);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
