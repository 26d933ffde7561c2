import { HELLO_WITHIN_MS } from "../../protocol/limits.ts";
import { inspect, LOOK_WITHIN_MS, type Findings } from "./liveness-rules.ts";
import { dialectOf } from "./dialects.ts";
import type { Sessions } from "./sessions.ts";

export interface LivenessOptions {
  readonly ctx: DurableObjectState;
  readonly sessions: Sessions;
  /** The time of the last change, in milliseconds since 1970; 0 if there is none. */
  readonly lastChangeAt: () => number;
  /** A socket has been silent for long: send it a mark. */
  readonly onSilent: (socket: WebSocket) => void;
  /** A socket is dead: close it. */
  readonly onDead: (socket: WebSocket, reason: Findings<WebSocket>["dead"][number]["reason"]) => void;
}

/** Finds sockets that died without a close, by an alarm. */
export class Liveness {
  readonly #options: LivenessOptions;
  /**
   * When each socket sent its last frame. In memory only: most clients also send `ping`, which the platform remembers. The
   * others are sent a mark, and their answer is kept in the session.
   */
  readonly #heardAt = new WeakMap<WebSocket, number>();
  /** The time of the alarm; null if none is set; undefined if we have not asked since the room woke. */
  #alarmAt: number | null | undefined;

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  /** A frame came from `socket`, at `now`. */
  heard(socket: WebSocket, now: number): void {
    this.#heardAt.set(socket, now);
    const { sessions } = this.#options;
    const session = sessions.of(socket);
    if (session.state !== "joined" || session.probedAt === undefined) return;
    // The room may sleep between this answer and the alarm that checks it.
    const { probedAt: _, ...answered } = session;
    sessions.set(socket, { ...answered, heardAt: now });
  }

  /** There is one more socket to watch. */
  async watch(): Promise<void> {
    const { storage } = this.#options.ctx;
    const dueAt = Date.now() + HELLO_WITHIN_MS;
    this.#alarmAt = await storage.getAlarm();
    if (this.#alarmAt === null || this.#alarmAt > dueAt) await this.#setAlarm(dueAt);
  }

  /** Somebody talks: sockets that died while the room was quiet must be found soon now. */
  async hurry(): Promise<void> {
    if (this.#alarmAt === undefined) this.#alarmAt = await this.#options.ctx.storage.getAlarm();
    const now = Date.now();
    if (this.#alarmAt !== null && this.#alarmAt > now + LOOK_WITHIN_MS) await this.#setAlarm(now + HELLO_WITHIN_MS);
  }

  /** A socket is gone. Without any, no alarm is needed. */
  async unwatch(): Promise<void> {
    const { ctx, sessions } = this.#options;
    if (!sessions.isEmpty) return;
    this.#alarmAt = null;
    await ctx.storage.deleteAlarm();
  }

  /** The alarm went off: closes dead sockets, and sets the next alarm. */
  async look(): Promise<void> {
    const { ctx, sessions, lastChangeAt, onSilent, onDead } = this.#options;
    this.#alarmAt = null;
    const all = sessions.all();
    const watched = all.map(([socket, session]) => ({
      socket,
      session: session.state === "joined" ? { ...session, confirms: dialectOf(session).confirms } : session,
      heardAt: Math.max(
        session.since,
        session.state === "joined" ? (session.heardAt ?? 0) : 0,
        this.#heardAt.get(socket) ?? 0,
        ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0,
      ),
    }));
    const activeAt = all.reduce((latest, [, { since }]) => Math.max(latest, since), lastChangeAt());
    const now = Date.now();
    const { dead, silent, nextAt } = inspect(watched, activeAt, now);
    for (const { socket, reason } of dead) onDead(socket, reason);
    for (const socket of silent) {
      const session = sessions.of(socket);
      if (session.state === "joined") sessions.set(socket, { ...session, probedAt: now });
      onSilent(socket);
    }
    if (nextAt !== null) await this.#setAlarm(nextAt);
  }

  async #setAlarm(at: number): Promise<void> {
    this.#alarmAt = at;
    await this.#options.ctx.storage.setAlarm(at);
  }
}
