import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as timeline from "../../../src/client/state/timeline.ts";
import { page, said, saidFrom, seqsOf, welcome } from "../../support/client/events.ts";
import { readerStep, TimelineModel } from "../../support/client/timeline-model.ts";

const MAX = timeline.TIMELINE_MAX_MESSAGES;

/** A timeline that was welcomed with the messages from `first` to `last`, and then read on its own. */
function reading(first: number, last: number, isFollowing = true): timeline.Timeline {
  const start = timeline.welcomed(
    timeline.EMPTY_TIMELINE,
    welcome({ messages: saidFrom(first, first), more: first > 1 }),
    isFollowing,
  );
  return hearing(start, first + 1, last, isFollowing);
}

/** `start` after the messages from `first` to `last` arrived one by one. */
function hearing(start: timeline.Timeline, first: number, last: number, isFollowing = true): timeline.Timeline {
  return saidFrom(first, last).reduce((folded, one) => timeline.received(folded, one, isFollowing), start);
}

/** Its first seq, its last seq and its length: enough to tell a stretch. */
function extent({ messages }: timeline.Timeline): readonly [number | undefined, number | undefined, number] {
  return [messages[0]?.seq, messages.at(-1)?.seq, messages.length];
}

describe("a timeline", () => {
  it("is empty, without a place to resume from, before the first welcome", () => {
    expect(timeline.EMPTY_TIMELINE).toEqual({ messages: [], cursor: null, newest: 0, hasOlder: false });
    expect(timeline.isLive(timeline.EMPTY_TIMELINE)).toBe(true);
  });

  it("[H7] begins with the page of the welcome, and resumes from its seq", () => {
    const start = timeline.welcomed(
      timeline.EMPTY_TIMELINE,
      welcome({ messages: saidFrom(8, 10), seq: 12, more: true }),
      true,
    );
    expect(seqsOf(start.messages)).toEqual([8, 9, 10]);
    expect(start).toMatchObject({ cursor: { epoch: "epoch-1", seq: 12 }, newest: 10, hasOlder: true });
  });

  it("[O1] takes in each message behind the last, and resumes from it", () => {
    const read = reading(1, 3);
    expect(read.messages).toEqual(saidFrom(1, 3));
    expect(read).toMatchObject({ cursor: { epoch: "epoch-1", seq: 3 }, newest: 3, hasOlder: false });
  });

  it("[S4] takes a message that comes again for what it is", () => {
    const read = reading(1, 5);
    for (const seq of [1, 3, 5]) expect(timeline.received(read, said(seq), true)).toEqual(read);
  });

  it("[F2] counts a change that it does not know as received", () => {
    const read = timeline.passed(reading(1, 5), 6);
    expect(read.cursor?.seq).toBe(6);
    expect(seqsOf(read.messages)).toEqual([1, 2, 3, 4, 5]);
    expect(timeline.isGap(read, 7)).toBe(false);
    expect(timeline.passed(read, 2).cursor?.seq).toBe(6);
  });

  it("[O1] tells that something was missed by a seq that is not the next", () => {
    const read = reading(1, 5);
    expect([4, 5, 6, 7].map((seq) => timeline.isGap(read, seq))).toEqual([false, false, false, true]);
    expect(timeline.isGap(timeline.EMPTY_TIMELINE, 7)).toBe(false);
  });
});

describe("a message that was taken back", () => {
  it("[E2] leaves its place, and how far the timeline has come", () => {
    const read = reading(1, 3);
    const left = timeline.withdrawn(read, 2);
    expect(left.messages).toEqual([said(1), { ...said(2), text: "", removed: true }, said(3)]);
    expect(left).toMatchObject({ cursor: read.cursor, newest: 3 });
    expect(timeline.withdrawn(left, 2)).toBe(left);
    expect(timeline.withdrawn(read, 9)).toBe(read);
  });
});

describe("a timeline at its bound", () => {
  it("keeps 300 messages", () => {
    expect(extent(reading(1, MAX))).toEqual([1, MAX, 300]);
    expect(reading(1, MAX).hasOlder).toBe(false);
  });

  it("lets the oldest 50 make room at once where the reader follows, and none again until it is full", () => {
    const read = reading(1, MAX + 1);
    expect(extent(read)).toEqual([51, MAX + 1, 251]);
    expect(read.hasOlder).toBe(true);
    expect(timeline.isLive(read)).toBe(true);
    expect(extent(reading(1, MAX + 50))).toEqual([51, MAX + 50, MAX]);
    expect(extent(reading(1, MAX + 51))).toEqual([101, MAX + 51, 251]);
  });

  it("leaves one more outside where the reader does not follow, and knows of it", () => {
    const read = reading(1, MAX + 1, false);
    expect(extent(read)).toEqual([1, MAX, MAX]);
    expect(read).toMatchObject({ newest: MAX + 1, cursor: { seq: MAX + 1 }, hasOlder: false });
    expect(timeline.isLive(read)).toBe(false);
  });

  it("takes in nothing behind a message that it left outside, though the reader follows again", () => {
    const outside = reading(1, MAX + 1, false);
    const read = timeline.received(outside, said(MAX + 2), true);
    expect(extent(read)).toEqual([1, MAX, MAX]);
    expect(read).toMatchObject({ newest: MAX + 2, cursor: { seq: MAX + 2 } });
  });

  it("holds for what a resume brings, too", () => {
    const missed = welcome({ messages: saidFrom(251, MAX + 50), recovered: true });
    expect(extent(timeline.welcomed(reading(1, 250), missed, true))).toEqual([51, MAX + 50, MAX]);
    expect(extent(timeline.welcomed(reading(1, 250, false), missed, false))).toEqual([1, MAX, MAX]);
  });
});

describe("a timeline that resumes", () => {
  it("[R1] goes on with what was missed", () => {
    const resumed = timeline.welcomed(reading(1, 3), welcome({ messages: saidFrom(4, 6), recovered: true }), true);
    expect(seqsOf(resumed.messages)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(resumed).toMatchObject({ cursor: { seq: 6 }, newest: 6 });
  });

  it("[R1] stays as it is where nothing was missed", () => {
    const read = reading(1, 3);
    expect(timeline.welcomed(read, welcome({ recovered: true, seq: 3 }), true)).toEqual(read);
  });

  it("[R1] believes the welcome's seq, where changes came that are no messages", () => {
    const resumed = timeline.welcomed(reading(1, 3), welcome({ recovered: true, seq: 9 }), true);
    expect(resumed).toMatchObject({ cursor: { seq: 9 }, newest: 3 });
    expect(timeline.isLive(resumed)).toBe(true);
  });

  it("[R2] starts again where the room cannot tell what was missed", () => {
    const restarted = timeline.welcomed(
      reading(1, 200),
      welcome({ epoch: "epoch-2", messages: saidFrom(61, 110), more: true }),
      false,
    );
    expect(extent(restarted)).toEqual([61, 110, 50]);
    expect(restarted).toMatchObject({ cursor: { epoch: "epoch-2", seq: 110 }, newest: 110, hasOlder: true });
  });

  it("[R2] starts again with nothing where the history was wiped", () => {
    const restarted = timeline.welcomed(reading(1, 200), welcome({ epoch: "epoch-2" }), true);
    expect(restarted).toEqual({ messages: [], cursor: { epoch: "epoch-2", seq: 0 }, newest: 0, hasOlder: false });
    expect(seqsOf(timeline.received(restarted, said(1), true).messages)).toEqual([1]);
  });
});

describe("a page for a timeline", () => {
  const before = (seq: number) => ({ where: "before", seq }) as const;
  const after = (seq: number) => ({ where: "after", seq }) as const;

  it("[G1] of older messages goes before the first", () => {
    const read = timeline.paged(reading(51, 60), before(51), page(saidFrom(1, 50), false), false);
    expect(extent(read)).toEqual([1, 60, 60]);
    expect(read.hasOlder).toBe(false);
    const some = timeline.paged(reading(51, 60), before(51), page(saidFrom(21, 50), true), false);
    expect(some.hasOlder).toBe(true);
  });

  it("[G1] of older messages pushes out the newest, where the reader is not there, and knows of them", () => {
    const full = timeline.paged(reading(51, 300, false), before(51), page(saidFrom(1, 50), false), false);
    expect(extent(full)).toEqual([1, MAX, MAX]);
    expect(timeline.isLive(full)).toBe(true);
    const over = timeline.paged(reading(52, 301, false), before(52), page(saidFrom(1, 51), false), false);
    expect(extent(over)).toEqual([1, MAX, MAX]);
    expect(over.newest).toBe(301);
    expect(timeline.isLive(over)).toBe(false);
  });

  it("[G1] of older messages pushes out nothing where the reader follows", () => {
    const read = timeline.paged(reading(52, 301), before(52), page(saidFrom(1, 51), false), true);
    expect(extent(read)).toEqual([2, 301, MAX]);
    expect(read.hasOlder).toBe(true);
    expect(timeline.isLive(read)).toBe(true);
  });

  it("is wanted by a reader who follows as long as there is a place for it", () => {
    expect(timeline.takesOlder(reading(2, MAX), true)).toBe(true);
    expect(timeline.takesOlder(reading(2, MAX + 1), true)).toBe(false);
    expect(timeline.takesOlder(reading(2, MAX + 1), false)).toBe(true);
    expect(timeline.takesOlder(reading(1, MAX), false)).toBe(false);
  });

  it("[G1] of newer messages goes behind the last, and pushes out the oldest", () => {
    const outside = reading(1, MAX + 60, false);
    const read = timeline.paged(outside, after(MAX), page(saidFrom(MAX + 1, MAX + 50), true), false);
    expect(extent(read)).toEqual([51, MAX + 50, MAX]);
    expect(read.hasOlder).toBe(true);
    expect(timeline.isLive(read)).toBe(false);
    const live = timeline.paged(read, after(MAX + 50), page(saidFrom(MAX + 51, MAX + 60), false), false);
    expect(timeline.isLive(live)).toBe(true);
  });

  it("[O1] may be faster than an event that it holds as well: that one still counts as received", () => {
    const outside = reading(1, MAX + 1, false);
    const ahead = timeline.paged(outside, after(MAX), page(saidFrom(MAX + 1, MAX + 3), false), false);
    expect(ahead).toMatchObject({ newest: MAX + 3, cursor: { seq: MAX + 1 } });
    const caughtUp = hearing(ahead, MAX + 2, MAX + 3);
    expect(caughtUp.messages).toEqual(ahead.messages);
    expect(timeline.isGap(caughtUp, MAX + 4)).toBe(false);
  });

  it("is dropped where the end that it was asked for is not there any more: it would leave a hole", () => {
    const read = reading(50, 49 + MAX);
    const moved = timeline.received(read, said(50 + MAX), true);
    expect(timeline.paged(moved, before(50), page(saidFrom(1, 49), false), false)).toBe(moved);
    expect(timeline.paged(moved, after(49 + MAX), page(saidFrom(50 + MAX, 60 + MAX), false), false)).toBe(moved);
    expect(timeline.paged(timeline.EMPTY_TIMELINE, before(50), page(saidFrom(1, 49), false), false).messages).toEqual(
      [],
    );
  });

  it("[G1] of the newest messages takes the place of all", () => {
    const read = timeline.restarted(reading(1, 500, false), page(saidFrom(451, 500), true));
    expect(extent(read)).toEqual([451, 500, 50]);
    expect(read).toMatchObject({ newest: 500, cursor: { seq: 500 }, hasOlder: true });
    expect(timeline.isLive(read)).toBe(true);
  });
});

describe("whatever happens between a reader and a room", () => {
  /** How many messages there were when the reader came, and how many were read since. */
  const start = fc.record({ missed: fc.constantFrom(0, 120), heard: fc.constantFrom(0, 220, MAX) });

  it("[O1] the timeline is a stretch without holes of what was said, within its bound, and knows its end", () => {
    fc.assert(
      fc.property(start, fc.array(readerStep, { maxLength: 60, size: "max" }), ({ missed, heard }, steps) => {
        const both = new TimelineModel(missed, heard);
        for (const step of steps) {
          both.take(step);
          both.expectStretch();
        }
        both.comeBack();
        both.expectStretch();
        expect(both.timeline.cursor?.seq).toBe(both.head);
        both.take({ do: "follow", isFollowing: true });
        both.comeBack();
        expect(timeline.isLive(both.timeline)).toBe(true);
        expect(both.timeline.messages.at(-1)).toBe(both.said.at(-1));
      }),
      { numRuns: 500 },
    );
  });

  it("[O1] a reader who follows has the newest message that arrived, always", () => {
    const steps = readerStep.filter((step) => step.do !== "follow");
    fc.assert(
      fc.property(start, fc.array(steps, { maxLength: 60, size: "max" }), ({ missed, heard }, taken) => {
        const both = new TimelineModel(missed, heard);
        for (const step of taken) {
          both.take(step);
          expect(timeline.isLive(both.timeline)).toBe(true);
        }
        both.comeBack();
        expect(both.timeline.messages.at(-1)).toBe(both.said.at(-1));
      }),
      { numRuns: 300 },
    );
  });
});
