/** A chaos run: clients talk while everything around them breaks, and then the recording is checked. */
import { RoomReadings } from "./actors/room-readings.ts";
import { Participants } from "./actors/participants.ts";
import { check } from "./check/check.ts";
import type { Violation } from "./check/violations.ts";
import { figuresOf, type Figures } from "./figures.ts";
import { makeKey } from "./actors/keys.ts";
import { RestartableServer } from "./server/restartable-server.ts";
import { Random } from "./random.ts";
import { Recorder, type Recording } from "./recording.ts";
import { Run } from "./run.ts";
import type { ScheduleOptions } from "./schedule/steps.ts";
import { faultsOf, makeSite, removeSite } from "./server/workerd.ts";

/** All clients connect from one address, often: `test/client/end-to-end.test.ts` tests what rates do to an outbox. */
const SETTINGS = { SOCKETS_PER_ADDRESS: 10_000, HISTORY_LIMIT: 0, RATE_LIMITS: "off" };

/** The server failed without being killed, or a client did not come back in time. */
interface Fault {
  readonly kind: "server_fault" | "stuck";
  readonly words: string;
}

export interface Outcome {
  readonly recording: Recording;
  readonly figures: Figures;
  readonly violations: readonly (Violation | Fault)[];
}

/** Runs it. Rejects only if the run itself fails; what the room does wrong is among the violations. */
export async function runChaos(options: ScheduleOptions, tell: (line: string) => void = () => {}): Promise<Outcome> {
  const { seed, clients } = options;
  const faults: Fault[] = [];
  const site = await makeSite(SETTINGS);
  const server = new RestartableServer(site, (words) => faults.push({ kind: "server_fault", words }));
  try {
    await server.start();
    const recorder = new Recorder();
    const participants = await Participants.create({ seed, clients, recorder, serverPort: () => server.port });
    const key = await makeKey(Random.of(seed, "key of the reader"));
    const readings = new RoomReadings(key, participants.rooms, recorder);
    const onStuck = (words: string): number => faults.push({ kind: "stuck", words });
    const run = new Run({ options, participants, server, readings, tell, onStuck });
    const begun = Date.now();
    try {
      await run.run();
    } finally {
      await run.end();
    }
    const seconds = Math.round((Date.now() - begun) / 1_000);
    const faulty = faultsOf(site).map((words): Fault => ({ kind: "server_fault", words }));
    const violations = [...faults, ...faulty, ...check(recorder)];
    const { freezes } = run;
    const figures = figuresOf({ recording: recorder, participants, server, site, freezes });
    return {
      recording: recorder,
      figures: { seed, "seconds in all": seconds, ...figures, violations: violations.length },
      violations,
    };
  } finally {
    await server.kill();
    await removeSite(site);
  }
}
