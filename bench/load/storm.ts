/** Owns the load of a crowd that comes in all at once while others talk: what everybody is told of it, and how the talk goes on. */
import { setTimeout as sleep } from "node:timers/promises";
import { pace } from "../pace.ts";
import { Crowd } from "./clients/crowd.ts";
import type { DialectName } from "./clients/dialects.ts";
import { nowMicros } from "./clients/messages.ts";
import { Sample, type Times } from "./sample.ts";
import { speak } from "./talk.ts";

export interface StormOptions {
  readonly port: number;
  readonly dialect: DialectName;
  /** Those who are there before, and talk. */
  readonly talkers: number;
  readonly perSecond: number;
  readonly arrivals: number;
  readonly withinMs: number;
}

export interface StormFigures extends Times {
  /** Frames in which nobody says anything: challenges, welcomes, presence. */
  readonly otherFramesPerMember: number;
}

/** Milliseconds after which the last announcement is out. */
const SETTLE_MS = 2_500;

export async function storm({
  port,
  dialect,
  talkers,
  perSecond,
  arrivals,
  withinMs,
}: StormOptions): Promise<StormFigures> {
  const crowd = await Crowd.connect({ port, dialect, clients: talkers });
  const sample = new Sample();
  crowd.onCopy = (_client, { sentAt }) => sample.add((nowMicros() - sentAt) / 1_000);
  let isOver = false;
  const talk = (async () => {
    while (!isOver) await speak(crowd, perSecond, 250, talkers);
  })();
  const comings: Promise<void>[] = [];
  await pace(arrivals, (arrivals * 1_000) / withinMs, () => comings.push(crowd.addOne(port, dialect)));
  await Promise.all(comings);
  await sleep(SETTLE_MS);
  isOver = true;
  await talk;
  await crowd.arrived();
  crowd.close();
  const otherFrames = crowd.frames - crowd.messageFrames;
  return { ...sample.times(), otherFramesPerMember: otherFrames / (talkers + arrivals) };
}
