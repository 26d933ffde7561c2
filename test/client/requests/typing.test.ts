import { describe, expect, it } from "vitest";
import { TYPING_LASTS_MS } from "../../../src/protocol/limits.ts";
import { Visit } from "../../support/client/visit.ts";
import { ANA, MEI } from "../../support/people.ts";

/** Milliseconds in which a client says once that its person types. */
const TYPING_EVERY_MS = 3_000;

describe("typing", () => {
  const typists = (visit: Visit): readonly string[] => [...visit.session.people.value.typingUntil.keys()];

  it("[P4] is told at most every three seconds", async () => {
    const visit = await Visit.begun();
    visit.session.typing();
    visit.clock.advance(TYPING_EVERY_MS - 1);
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(1);
    visit.clock.advance(1);
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(2);
  });

  it("[P4] is told anew after something was said", async () => {
    const visit = await Visit.begun();
    visit.session.typing();
    visit.session.say("one");
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(2);
  });

  it("is not told later where it could not be told at the time", async () => {
    const visit = new Visit();
    visit.session.enter();
    visit.session.typing();
    await visit.welcome();
    expect(visit.transport.sent("typing")).toEqual([]);
    visit.session.typing();
    expect(visit.transport.sent("typing")).toHaveLength(1);
  });

  it("[P4] of others is shown for six seconds from the last that was heard of it", async () => {
    const visit = await Visit.begun();
    visit.transport.receive({ type: "typed", who: [MEI.id, ANA.id] });
    visit.clock.advance(2_000);
    visit.transport.receive({ type: "typed", who: [MEI.id] });
    expect(visit.clock.pending).toBe(2); // the next ping, and whose typing is over first
    visit.clock.advance(TYPING_LASTS_MS - 2_001);
    expect(typists(visit)).toEqual([MEI.id, ANA.id]);
    visit.clock.advance(1);
    expect(typists(visit)).toEqual([MEI.id]);
    visit.clock.advance(1_999);
    expect(typists(visit)).toEqual([MEI.id]);
    visit.clock.advance(1);
    expect(typists(visit)).toEqual([]);
  });

  it("[P4] of somebody who has said it is over", async () => {
    const visit = await Visit.begun();
    visit.transport.receive({ type: "typed", who: [MEI.id, ANA.id] });
    visit.hear(1, 1);
    expect(typists(visit)).toEqual([ANA.id]);
  });
});
