/** The load of a crowd that joins at once while others talk: how many frames that causes, and how long messages take meanwhile. */
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
  /** People who are there before the crowd, and talk. */
  readonly talkers: number;
  readonly perSecond: number;
  readonly arrivals: number;
  readonly withinMs: number;
}

export interface StormFigures extends Times {
  /** Frames without messages: challenges, welcomes, presence. */
  readonly otherFramesPerMember: number;
}

/** Milliseconds until the last presence is sent. */
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
  const joining: Promise<void>[] = [];
  await pace(arrivals, (arrivals * 1_000) / withinMs, () => joining.push(crowd.addOne(port, dialect)));
  await Promise.all(joining);
  await sleep(SETTLE_MS);
  isOver = true;
  await talk;
  await crowd.allArrived();
  crowd.close();
  const otherFrames = crowd.frames - crowd.messageFrames;
  return { ...sample.times(), otherFramesPerMember: otherFrames / (talkers + arrivals) };
}
