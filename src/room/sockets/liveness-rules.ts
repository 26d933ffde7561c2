import { HELLO_WITHIN_MS, PROBE_WITHIN_MS, SILENCE_MAX_MS } from "../../protocol/limits.ts";
import type { ClosingReason } from "../../protocol/events.ts";

/** Milliseconds by which the alarm is late on purpose, to find sockets together that fall due together. */
const ALARM_SLACK_MS = 2_000;

/**
 * The longest time between two checks, in milliseconds. In a quiet room a dead socket disturbs nobody, and each check costs the
 * host a row. So a check is delayed by as long as the room has been quiet, up to this.
 */
const QUIET_LOOK_EVERY_MS = 15 * 60_000;

/** In a room where somebody talks, the alarm is at most this many milliseconds away. */
export const LOOK_WITHIN_MS = SILENCE_MAX_MS + ALARM_SLACK_MS;

/** What matters of a socket here; times are in milliseconds since 1970. */
export interface Watched<Socket> {
  readonly socket: Socket;
  readonly session:
    | { readonly state: "challenged"; readonly since: number }
    | { readonly state: "joined"; readonly confirms: boolean; readonly probedAt?: number };
  /** Its last sign of life. */
  readonly heardAt: number;
}

export interface Findings<Socket> {
  readonly dead: readonly { readonly socket: Socket; readonly reason: Extract<ClosingReason, "silent" | "no_hello"> }[];
  /** Send these a mark now: a client that confirms it is alive, even if it sends no `ping`. */
  readonly silent: readonly Socket[];
  /** When to check again, in milliseconds since 1970; null if there is nothing to check. */
  readonly nextAt: number | null;
}

/**
 * Which `sockets` are dead at `now`, which must show that they are alive, and when to check again. `activeAt`: when somebody last
 * said something or joined. Clients that confirm nothing have no heartbeat: the platform reports when they are gone. Pure.
 */
export function inspect<Socket>(sockets: Iterable<Watched<Socket>>, activeAt: number, now: number): Findings<Socket> {
  const dead: Findings<Socket>["dead"][number][] = [];
  const silent: Socket[] = [];
  let nextAt = Number.POSITIVE_INFINITY;
  const calmUntil = now + Math.min(now - activeAt, QUIET_LOOK_EVERY_MS);
  for (const { socket, session, heardAt } of sockets) {
    if (session.state === "challenged") {
      const dueAt = session.since + HELLO_WITHIN_MS;
      if (dueAt > now) nextAt = Math.min(nextAt, dueAt);
      else dead.push({ socket, reason: "no_hello" });
    } else if (session.confirms) {
      const silentAt = heardAt + SILENCE_MAX_MS;
      const isProbed = session.probedAt !== undefined && session.probedAt > heardAt;
      if (silentAt > now) nextAt = Math.min(nextAt, Math.max(silentAt, calmUntil));
      else if (!isProbed) {
        silent.push(socket);
        nextAt = Math.min(nextAt, now + PROBE_WITHIN_MS);
      } else if (now - (session.probedAt ?? 0) < PROBE_WITHIN_MS) {
        nextAt = Math.min(nextAt, (session.probedAt ?? 0) + PROBE_WITHIN_MS);
      } else dead.push({ socket, reason: "silent" });
    }
  }
  return { dead, silent, nextAt: nextAt === Number.POSITIVE_INFINITY ? null : nextAt + ALARM_SLACK_MS };
}
