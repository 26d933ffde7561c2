/** Owns the rules of a room's housekeeping: which sockets are dead, and when to look again. Pure. */
import { HELLO_WITHIN_MS, SILENCE_MAX_MS } from "../protocol/limits.ts";
import type { ClosingReason } from "../protocol/events.ts";
import type { Dialect } from "./delivery.ts";

/** Milliseconds that the alarm is late on purpose: so that sockets that fall due together are found together. */
const ALARM_SLACK_MS = 2_000;

/** A socket as housekeeping sees it; times are in milliseconds since 1970. */
export interface Watched<Socket> {
  readonly socket: Socket;
  readonly session:
    | { readonly state: "challenged"; readonly since: number }
    | { readonly state: "joined"; readonly dialect: Dialect };
  /** Its last sign of life. */
  readonly heardAt: number;
}

export interface Findings<Socket> {
  readonly dead: readonly { readonly socket: Socket; readonly reason: Extract<ClosingReason, "silent" | "no_hello"> }[];
  /** When to look again, in milliseconds since 1970; null: nobody is left to look after. */
  readonly nextAt: number | null;
}

/** Looks after `sockets` at `now`. Plain clients have no heartbeat: the platform tells when they are gone. */
export function inspect<Socket>(sockets: Iterable<Watched<Socket>>, now: number): Findings<Socket> {
  const dead: Findings<Socket>["dead"][number][] = [];
  let nextAt = Number.POSITIVE_INFINITY;
  for (const { socket, session, heardAt } of sockets) {
    if (session.state === "joined" && session.dialect === "plain") continue;
    const dueAt = session.state === "challenged" ? session.since + HELLO_WITHIN_MS : heardAt + SILENCE_MAX_MS;
    if (dueAt > now) nextAt = Math.min(nextAt, dueAt + ALARM_SLACK_MS);
    else dead.push({ socket, reason: session.state === "challenged" ? "no_hello" : "silent" });
  }
  return { dead, nextAt: nextAt === Number.POSITIVE_INFINITY ? null : nextAt };
}
