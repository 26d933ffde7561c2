/**
 * Owns the upkeep of a room's sockets: when each was last heard, and the alarm by which those are found that died without a
 * word. What it finds it leaves to the room to close.
 */
import { HELLO_WITHIN_MS } from "../protocol/limits.ts";
import { inspect, type Findings } from "./housekeeping.ts";
import type { Sessions } from "./sessions.ts";

export interface HousekeeperOptions {
  readonly ctx: DurableObjectState;
  readonly sessions: Sessions;
  /** A socket is dead, and is to be closed. */
  readonly onDead: (socket: WebSocket, reason: Findings<WebSocket>["dead"][number]["reason"]) => void;
}

export class Housekeeper {
  readonly #options: HousekeeperOptions;
  /**
   * When each socket sent its last frame. In memory only: whoever lives also sends `ping`, which the platform
   * remembers.
   */
  readonly #heardAt = new WeakMap<WebSocket, number>();

  constructor(options: HousekeeperOptions) {
    this.#options = options;
  }

  /** A frame has come from `socket`, at `now`. */
  heard(socket: WebSocket, now: number): void {
    this.#heardAt.set(socket, now);
  }

  /** There is one more socket to look after. */
  async watch(): Promise<void> {
    const { storage } = this.#options.ctx;
    const dueAt = Date.now() + HELLO_WITHIN_MS;
    const set = await storage.getAlarm();
    if (set === null || set > dueAt) await storage.setAlarm(dueAt);
  }

  /** A socket is gone; the last one leaves nothing to look after. */
  async unwatch(): Promise<void> {
    const { ctx, sessions } = this.#options;
    if (sessions.isEmpty) await ctx.storage.deleteAlarm();
  }

  /** The alarm has gone off: has the dead closed, and sees to it that the next ones will be found. */
  async look(): Promise<void> {
    const { ctx, sessions, onDead } = this.#options;
    const watched = sessions.all().map(([socket, session]) => ({
      socket,
      session,
      heardAt: Math.max(
        session.since,
        this.#heardAt.get(socket) ?? 0,
        ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0,
      ),
    }));
    const { dead, nextAt } = inspect(watched, Date.now());
    for (const { socket, reason } of dead) onDead(socket, reason);
    if (nextAt !== null) await ctx.storage.setAlarm(nextAt);
  }
}
