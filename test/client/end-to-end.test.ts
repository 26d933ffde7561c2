import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RefusalReason } from "../../src/protocol/events.ts";
import { isLive, TIMELINE_MAX_MESSAGES } from "../../src/client/state/timeline.ts";
import { readSettings, type Settings } from "../../src/room/settings.ts";
import { HASTY } from "../support/conversations.ts";
import { Participants, anyHappening, type Happening } from "../support/client/participants.ts";

/** Everybody is too fast, soon. */
const SLOW: Settings = readSettings({
  SOCKETS_PER_ADDRESS: 256,
  HISTORY_LIMIT: 0,
  MESSAGES_PER_SECOND: 1,
  MESSAGE_BURST: 2,
});

/** The refusals that races permit: a change of a message that was removed meanwhile, and a sender who was too fast. */
const RACES: ReadonlySet<RefusalReason> = new Set(["no_such_message", "too_fast"]);

/**
 * Lets it all happen, and brings everybody together. Then all must have read the same, and it must be what was said.
 */
async function expectNothingLost(
  settings: Settings,
  audience: number,
  happenings: readonly Happening[],
): Promise<void> {
  const participants = new Participants(settings, audience);
  for (const one of happenings) await participants.take(one);
  await participants.comeTogether();
  const { said } = participants.room;
  expect(said.every(({ seq }, index) => seq > (said[index - 1]?.seq ?? 0))).toBe(true);
  for (const [tab, visitor] of participants.visitors.entries()) {
    const own = said.filter(({ clientId }) => clientId.startsWith(`tab-${tab}-`));
    expect(own.map(({ text, removed }) => removed ?? text.split(",")[0])).toEqual(
      visitor.said.map((text, index) => own[index]?.removed ?? text),
    );
    const { timeline, isFollowing } = visitor.session;
    expect(timeline.value.cursor?.seq).toBe(participants.room.head);
    if (isFollowing.value) expect(isLive(timeline.value)).toBe(true);
  }
  await participants.readAll();
  for (const { session } of participants.visitors) {
    expect(session.timeline.value.messages).toEqual(said.slice(-TIMELINE_MAX_MESSAGES));
  }
  expect([...participants.room.refusals].filter((reason) => !RACES.has(reason))).toEqual([]);
  participants.clock.advance(2_000); // presence takes its time
  await participants.comeTogether();
  const here = new Set(participants.visitors.map(({ session }) => session.you.value?.id));
  for (const { session } of participants.visitors) expect(new Set(session.people.value.names.keys())).toEqual(here);
}

/** Milliseconds; many runs, on a machine that may have other work. */
const TIMEOUT_MS = 60_000;

describe("people whose connections do not hold", { timeout: TIMEOUT_MS }, () => {
  const happenings = fc.array(anyHappening, { maxLength: 80, size: "max" });

  it("[O1] [S4] [R1] have read the same in the end, each message once, each author's in the order said", async () => {
    await fc.assert(
      fc.asyncProperty(happenings, (all) => expectNothingLost(HASTY, 0, all)),
      { numRuns: 100 },
    );
  });

  it("[S5] have so where the room lets nobody speak fast", async () => {
    await fc.assert(
      fc.asyncProperty(happenings, (all) => expectNothingLost(SLOW, 0, all)),
      { numRuns: 60 },
    );
  });

  it("[F1] have so where the room is so large that it sends events together", async () => {
    await fc.assert(
      fc.asyncProperty(happenings, (all) => expectNothingLost(HASTY, 60, all)),
      { numRuns: 60 },
    );
  });

  it("[R2] have so where they missed more than a resume hands over", async () => {
    const chatter = fc.constant<Happening>({ do: "chatter", count: 1_001 });
    await fc.assert(
      fc.asyncProperty(happenings, chatter, happenings, (before, missed, after) =>
        expectNothingLost(HASTY, 0, [...before, missed, ...after]),
      ),
      { numRuns: 10 },
    );
  });
});
