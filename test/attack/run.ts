/** Runs attacks one after the other, each against a server of its own. */
import type { Attack, Measurement } from "./attack.ts";
import { AttackedServer } from "./server.ts";
import { Stage } from "./stage.ts";

export interface Outcome {
  readonly attack: Attack;
  readonly seconds: number;
  readonly measurements: readonly Measurement[];
  /** What the attackers were told, by how often. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Runs one attack. Rejects where it could not be carried out. */
export async function runAttack(attack: Attack, seed: number): Promise<Outcome> {
  const startMs = performance.now();
  const server = await AttackedServer.start(attack.settings ?? {});
  try {
    const stage = new Stage(server, seed);
    const measured = await attack.run(stage);
    const faults: Measurement = {
      what: "faults in the server's log",
      value: server.faults.length,
      bound: { most: 0, why: "no input makes a room or the Worker throw" },
    };
    const answers = stage.tally.figures("");
    const seconds = (performance.now() - startMs) / 1_000;
    return { attack, seconds, measurements: [...measured, faults], answers };
  } finally {
    await server.remove();
  }
}
