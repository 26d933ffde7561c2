/** Search, retention and removal, over and over: each alone is harmless. */
import type { WireCommand } from "../../../src/protocol/wire-commands.ts";
import type { Attack } from "../attack.ts";
import { sum } from "../bounds.ts";
import type { Client } from "../client.ts";
import type { Stage } from "../stage.ts";

const KEPT = 20;
const ROUNDS = 25;
const REMOVED_A_ROUND = 8;

export const indexDrift: Attack = {
  name: "index-drift",
  imitates:
    "People say things, search, and remove some, in a room that keeps 20 messages: a search index that drifts fails.",
  // Not about rates: without limits the rounds take seconds.
  settings: { HISTORY_LIMIT: KEPT, MESSAGES_PER_SECOND: 1_000_000, MESSAGE_BURST: 1_000_000, RATE_LIMITS: "off" },
  async run(stage) {
    const cost = await stage.costOf(() => goRound(stage));
    const { tally } = stage;
    const answers = tally.figures("");
    return [
      { what: "changes made", value: sum(cost.meanwhile.changes) },
      {
        what: "commands refused as internal",
        value: answers["refused internal"] ?? 0,
        bound: { most: 0, why: "a fault of the index must not stop the room" },
      },
    ];
  },
};

async function goRound(stage: Stage): Promise<void> {
  const client = await stage.member();
  if (client === null) throw new Error("Nobody was let in.");
  const random = stage.random("removals");
  for (let round = 0; round < ROUNDS; round++) {
    const seqs: number[] = [];
    for (let n = 0; n < KEPT; n++) {
      const text = `round ${round}, an apple a day ${n}`;
      const said = await ask(client, (clientId) => ({ type: "say", clientId, text }));
      if (typeof said?.["seq"] === "number") seqs.push(said["seq"]);
    }
    client.send({ type: "search", requestId: client.newId(), query: "apple" });
    await client.next(({ type }) => type === "results" || type === "refused");
    for (let n = 0; n < REMOVED_A_ROUND && seqs.length > 0; n++) {
      const [target = 0] = seqs.splice(random.whole(0, seqs.length - 1), 1);
      await ask(client, (clientId) => ({ type: "remove", clientId, target }));
    }
  }
  client.close();
}

/** Sends a command with a fresh id, and resolves with what answers it. */
async function ask(
  client: Client,
  command: (clientId: string) => WireCommand,
): Promise<Readonly<Record<string, unknown>> | null> {
  const clientId = client.newId();
  client.send(command(clientId));
  return await client.next((event) => event["clientId"] === clientId);
}
