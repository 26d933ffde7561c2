/** Which sockets of a room are dead, which have to prove that they are not, and when to look again. Pure. */
import { HELLO_WITHIN_MS, PROBE_WITHIN_MS, SILENCE_MAX_MS } from "../../protocol/limits.ts";
import type { ClosingReason } from "../../protocol/events.ts";

/** Milliseconds that the alarm is late on purpose: so that sockets that fall due together are found together. */
const ALARM_SLACK_MS = 2_000;

/**
 * Milliseconds between two looks at most. Where nobody says anything a ghost disturbs nobody, and each look costs its host a
 * row: a look is put off by as long as the room has been quiet, up to this.
 */
const QUIET_LOOK_EVERY_MS = 15 * 60_000;

/** Milliseconds ahead of which an alarm may be in a room where somebody talks. */
export const LOOK_WITHIN_MS = SILENCE_MAX_MS + ALARM_SLACK_MS;

/** A socket as housekeeping sees it; times are in milliseconds since 1970. */
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
  /** To be sent a mark now: whoever reads it and confirms is alive, also without a `ping`. */
  readonly silent: readonly Socket[];
  /** When to look again, in milliseconds since 1970; null: nobody is left to look after. */
  readonly nextAt: number | null;
}

/**
 * Looks after `sockets` at `now`, in a room in which something was said, or somebody came, at `activeAt` for the last time.
 * Clients that confirm nothing have no heartbeat: the platform tells when they are gone.
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
