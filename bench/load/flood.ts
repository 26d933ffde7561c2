/** Owns the load that asks how much a server can deliver: everybody who speaks always has messages on their way. */
import { setTimeout as sleep } from "node:timers/promises";
import { checkBusy, usage } from "./busy.ts";
import { Crowd, type CrowdOptions } from "./clients/crowd.ts";

/** Clients of the crowd who speak, at most. */
const SPEAKERS = 20;
/** Messages of each speaker that are on their way. */
const ON_THEIR_WAY = 50;

export interface FloodOptions extends CrowdOptions {
  readonly pid: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface FloodFigures {
  readonly deliveriesPerCpuSecond: number;
}

/** Throws where the load was the limit, or a message did not arrive. */
export async function flood(options: FloodOptions): Promise<FloodFigures> {
  const { pid, warmUpMs, measureMs } = options;
  const crowd = await Crowd.connect(options);
  let isOver = false;
  crowd.onMessage = ({ sender }) => {
    if (!isOver) crowd.say(sender);
  };
  for (let k = 0; k < ON_THEIR_WAY; k++) {
    for (let speaker = 0; speaker < Math.min(SPEAKERS, crowd.size); speaker++) crowd.say(speaker);
  }
  await sleep(warmUpMs);
  const before = { ...usage(pid), delivered: crowd.delivered };
  await sleep(measureMs);
  const after = { ...usage(pid), delivered: crowd.delivered };
  isOver = true;
  await crowd.arrived();
  crowd.close();
  checkBusy(before, after);
  return { deliveriesPerCpuSecond: (after.delivered - before.delivered) / (after.server - before.server) };
}
