/** Runs attacks one after the other, each against a server of its own. */
import type { Attack, Measurement } from "./attack.ts";
import { AttackedServer } from "./server/attacked-server.ts";
import { Stage } from "./stage.ts";

/** Milliseconds: some forty messages for a comparison. */
const QUIET_MS = 3_000;

export interface Outcome {
  readonly attack: Attack;
  readonly seconds: number;
  readonly measurements: readonly Measurement[];
  /** What the attackers were told, by how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** What the server logged that it must not. */
  readonly faults: readonly string[];
}

/** Runs one attack. Rejects where it could not be carried out. `quietMs`: see `Stage`. */
export async function runAttack(attack: Attack, seed: number, quietMs = QUIET_MS): Promise<Outcome> {
  const startMs = performance.now();
  const server = await AttackedServer.start(attack.settings ?? {});
  try {
    const stage = new Stage(server, { seed, quietMs });
    const measured = await attack.run(stage);
    const { faults } = server;
    const logged: Measurement = {
      what: "faults in the server's log",
      value: faults.length,
      bound: { most: 0, why: "no input makes a room or the Worker throw" },
    };
    const answers = stage.tally.figures("");
    const seconds = (performance.now() - startMs) / 1_000;
    return { attack, seconds, measurements: [...measured, logged], answers, faults };
  } finally {
    await server.remove();
  }
}
