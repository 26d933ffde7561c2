/**
 * Shows, in half a minute, what `npm run attack` shows at length, of attacks whose bounds are not about time: those are for a
 * machine that does nothing else.
 */
import { expect, it } from "vitest";
import { isBroken, type Attack } from "./attack.ts";
import { hostileRequests } from "./attacks/edge.ts";
import { indexDrift } from "./attacks/index-drift.ts";
import { emptyRooms } from "./attacks/rooms.ts";
import { forgedQuestions } from "./attacks/unread.ts";
import { runAttack } from "./run.ts";

const SEED = 7;
/** Milliseconds: enough for the witnesses to be there. */
const QUIET_MS = 1_000;
/** Milliseconds, on a busy machine. */
const TIMEOUT_MS = 60_000;

/** The attack's measurements that are outside of their bounds, those of time left out. */
async function broken(attack: Attack): Promise<readonly unknown[]> {
  const { measurements } = await runAttack(attack, SEED, QUIET_MS);
  return measurements.filter((measurement) => measurement.bound?.isTiming !== true && isBroken(measurement));
}

it.each([
  ["[F7] [Q6] search, retention and removals together never stop a room", indexDrift],
  ["a room in which nothing happened leaves nothing behind", emptyRooms],
  ["[U2] [U3] a request makes no room, with or without a good signature", forgedQuestions],
  ["[C3] no request is answered 500", hostileRequests],
])(
  "%s",
  async (_, attack) => {
    expect(await broken(attack)).toEqual([]);
  },
  TIMEOUT_MS,
);
