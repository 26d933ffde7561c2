/** The load of people who only stay: how much memory a connection costs that was used and is now idle. */
import { setTimeout as sleep } from "node:timers/promises";
import { residentBytesOf } from "../servers/usage.ts";
import { Crowd, type CrowdOptions } from "./clients/crowd.ts";

export interface IdleOptions extends CrowdOptions {
  readonly pid: number;
  /** Milliseconds of quiet before memory is read: a room sleeps after 10,000 ms. */
  readonly quietMs: number;
}

export interface IdleFigures {
  readonly bytesPerSocket: number;
}

/** The first clients make the server allocate what it needs only once. */
const WARM_UP_SHARE = 0.02;

export async function idle(options: IdleOptions): Promise<IdleFigures> {
  const { port, dialect, clients, pid, quietMs } = options;
  const few = Math.ceil(clients * WARM_UP_SHARE);
  const crowd = await Crowd.connect({ port, dialect, clients: few });
  await exchange(crowd);
  await sleep(quietMs);
  const before = residentBytesOf(pid);
  await crowd.add({ port, dialect, clients: clients - few });
  await exchange(crowd);
  await sleep(quietMs);
  const bytes = residentBytesOf(pid) - before;
  crowd.check();
  crowd.close();
  return { bytesPerSocket: bytes / (clients - few) };
}

/** The platform allocates a socket's buffers when it first sends and receives. */
async function exchange(crowd: Crowd): Promise<void> {
  crowd.ping();
  crowd.say(0);
  await crowd.allArrived();
}
