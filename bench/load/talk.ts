/** The load of people who talk at a steady rate: how long a message takes until each of them has it. */
import { setTimeout as sleep } from "node:timers/promises";
import { checkBusy, usage } from "./busy.ts";
import { Crowd, type CrowdOptions } from "./clients/crowd.ts";
import { nowMicros } from "./clients/messages.ts";
import { Sample, type Times } from "./sample.ts";

export interface TalkOptions extends CrowdOptions {
  readonly pid: number;
  readonly perSecond: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** Throws if a message did not arrive, a client lost its connection, or the load was the limit. */
export async function talk(options: TalkOptions): Promise<Times> {
  const { pid, perSecond, warmUpMs, measureMs } = options;
  const crowd = await Crowd.connect(options);
  await speak(crowd, perSecond, warmUpMs);
  await crowd.allArrived();
  const sample = new Sample();
  crowd.onCopy = (_client, { sentAt }) => sample.add((nowMicros() - sentAt) / 1_000);
  const before = usage(pid);
  await speak(crowd, perSecond, measureMs);
  await crowd.allArrived();
  const after = usage(pid);
  crowd.close();
  checkBusy(before, after);
  return sample.times();
}

/** For `forMs`, the first `speakers` of the crowd take turns at random moments (a Poisson process), as people do. */
export async function speak(crowd: Crowd, perSecond: number, forMs: number, speakers = crowd.size): Promise<void> {
  const start = performance.now();
  let dueAt = 0;
  for (let n = 0; ; n++) {
    dueAt += (-Math.log(1 - Math.random()) / perSecond) * 1_000;
    if (dueAt > forMs) break;
    const waitMs = start + dueAt - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    crowd.check();
    crowd.say((n * SPEAKERS_STRIDE) % speakers);
  }
}

/** A prime, so that turns jump through the whole crowd instead of going from one client to the next. */
const SPEAKERS_STRIDE = 7_919;
