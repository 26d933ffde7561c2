import type { WireCommand } from "../../../src/protocol/wire-commands.ts";
import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import {
  MARK_EVERY_MS,
  MARK_EVERY_MS_PER_PERSON,
  ReadMarkerReporter,
} from "../../../src/client/requests/read-marker-reporter.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { FakeClock } from "../../support/client/clock.ts";

function open({ people = 1 }: { readonly people?: number } = {}) {
  const clock = new FakeClock();
  const told: object[] = [];
  const readUpTo = signal<Seq>(0);
  const network = { isThere: true };
  const send = (command: WireCommand): boolean => network.isThere && told.push(command) > 0;
  const marks = new ReadMarkerReporter({
    clock,
    send,
    known: () => readUpTo.value,
    onReported: (seq) => (readUpTo.value = seq),
    countPeople: () => people,
  });
  return { clock, told, readUpTo, network, marks };
}

describe("a reading mark", () => {
  it("[U1] is told once, and never backwards", () => {
    const { marks, told, readUpTo } = open();
    for (const seq of [5, 5, 4]) marks.report(seq, false);
    expect(told).toEqual([{ type: "read", seq: 5 }]);
    expect(readUpTo.value).toBe(5);
  });

  it("[U1] is not told where another device was further", () => {
    const { marks, told, readUpTo } = open();
    readUpTo.value = 8;
    marks.report(7, false);
    expect(told).toEqual([]);
  });

  it.each([
    ["five seconds", 50, MARK_EVERY_MS],
    ["a tenth of a second for each person", 51, 51 * MARK_EVERY_MS_PER_PERSON],
  ])("[U1] is reported to a room every %s while you read, and then the last one", (_often, people, everyMs) => {
    const { marks, told, clock } = open({ people });
    for (const seq of [1, 2, 3]) marks.report(seq, true);
    clock.advance(everyMs - 1);
    expect(told).toEqual([{ type: "read", seq: 1 }]);
    clock.advance(1);
    expect(told.slice(1)).toEqual([{ type: "read", seq: 3 }]);
    clock.advance(10 * everyMs);
    expect(told).toHaveLength(2);
  });

  it("[U1] is reported at once when you look away, and not again later", () => {
    const { marks, told, clock } = open();
    marks.report(1, true);
    marks.report(2, true);
    marks.report(2, false);
    expect(told).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it("that could not be sent is sent with the next report", () => {
    const { marks, told, network, readUpTo } = open();
    network.isThere = false;
    marks.report(5, false);
    expect([told, readUpTo.value]).toEqual([[], 0]);
    network.isThere = true;
    marks.report(5, true);
    expect(told).toEqual([{ type: "read", seq: 5 }]);
  });
});
