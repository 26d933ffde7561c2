/** The load for throughput: each speaker always has messages in flight. */
import { setTimeout as sleep } from "node:timers/promises";
import { checkBusy, usage } from "./busy.ts";
import { Crowd, type CrowdOptions } from "./clients/crowd.ts";

/** The most clients that speak. */
const SPEAKERS = 20;
/** Messages of each speaker. */
const IN_FLIGHT = 50;

export interface FloodOptions extends CrowdOptions {
  readonly pid: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface FloodFigures {
  readonly deliveriesPerCpuSecond: number;
}

/** Throws if the load was the limit, or a message did not arrive. */
export async function flood(options: FloodOptions): Promise<FloodFigures> {
  const { pid, warmUpMs, measureMs } = options;
  const crowd = await Crowd.connect(options);
  let isOver = false;
  crowd.onMessage = ({ sender }) => {
    if (!isOver) crowd.say(sender);
  };
  for (let k = 0; k < IN_FLIGHT; k++) {
    for (let speaker = 0; speaker < Math.min(SPEAKERS, crowd.size); speaker++) crowd.say(speaker);
  }
  await sleep(warmUpMs);
  const before = { ...usage(pid), delivered: crowd.delivered };
  await sleep(measureMs);
  const after = { ...usage(pid), delivered: crowd.delivered };
  isOver = true;
  await crowd.allArrived();
  crowd.close();
  checkBusy(before, after);
  return { deliveriesPerCpuSecond: (after.delivered - before.delivered) / (after.server - before.server) };
}
