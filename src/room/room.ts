import { DurableObject } from "cloudflare:workers";
import { CONNECT_REQUEST_HEADER, decodeConnectRequest, type DialectName } from "../protocol/shared/connect-request.ts";
import { encodeEvent } from "../protocol/codec/encoding.ts";
import type { MemberId } from "../protocol/values/identity.ts";
import { ANNOUNCE_EVERY_MS, COMMAND_BURST, COMMANDS_PER_SECOND, FRAME_ABUSE_LENGTH } from "../protocol/limits.ts";
import { parseRoomName, type PersonName, type RoomName } from "../protocol/values/names.ts";
import { refusal } from "../protocol/refusals.ts";
import { NOTHING_UNREAD, type Unread } from "../protocol/unread.ts";
import { PING, PONG } from "../protocol/wire.ts";
import type { ClosingReason, Presence, Typed } from "../protocol/events.ts";
import type { Clock } from "../protocol/shared/clock.ts";
import { Throttle } from "./sockets/throttle.ts";
import { CommandRunner } from "./sockets/command-runner.ts";
import { dialectOf } from "./sockets/dialects.ts";
import { frameHandlers, type FrameHandler } from "./sockets/frame-handlers.ts";
import { Batches } from "./sockets/batches.ts";
import { Conversation } from "./rules/conversation.ts";
import { Delivery } from "./sockets/delivery.ts";
import { Draining } from "./sockets/draining.ts";
import { Liveness } from "./sockets/liveness.ts";
import { log } from "./log.ts";
import { mayOpenRoom } from "./new-rooms.ts";
import { RateLimits } from "./sockets/rate-limits.ts";
import { Budgets } from "../protocol/shared/token-bucket.ts";
import { Admission } from "./sockets/admission.ts";
import { isMade } from "./history/schema.ts";
import { Searcher } from "./search/searcher.ts";
import { dialectNameOf, Sessions } from "./sockets/sessions.ts";
import { readSettings, type Settings, type SettingsEnv } from "./settings.ts";
import { SqliteHistory } from "./history/sqlite-history.ts";
import { unreadOf } from "./history/unread.ts";

const CLOCK: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * One room: the Durable Object that holds its sockets. It only connects the parts: frames are understood by `sockets`, decided
 * by `rules`, and kept by `history`. It hibernates with its sockets open; what it needs when it wakes is in their attachments
 * and in SQLite.
 */
export class Room extends DurableObject<SettingsEnv> {
  readonly #settings: Settings;
  readonly #rates: RateLimits;
  readonly #name: RoomName;
  readonly #sessions = new Sessions();
  readonly #delivery: Delivery<WebSocket>;
  readonly #draining = new Draining({
    isReleased: (socket) => this.#isReleased(socket),
    onGone: (socket) => {
      this.#sessions.gone(socket);
      this.#delivery.gone(socket);
    },
  });
  readonly #batches = new Batches({
    clock: CLOCK,
    countSockets: () => this.#delivery.count,
    onEnd: () => {
      this.#delivery.flush();
      this.ctx.waitUntil(this.#liveness.hurry());
    },
  });
  readonly #presence = this.#throttle(() => this.#conversation?.takePresence() ?? null);
  readonly #typing = this.#throttle(() => this.#conversation?.takeTyped() ?? null);
  /** How busy each socket is. In memory only: a room sleeps after a quiet that fills any bucket. */
  readonly #budgets: Budgets<WebSocket>;
  readonly #liveness: Liveness;
  readonly #admission: Admission;
  readonly #runner: CommandRunner;
  readonly #frameHandlers: Readonly<Record<DialectName, FrameHandler>>;
  #history: SqliteHistory | null = null;
  #conversation: Conversation | null = null;
  #searcher: Searcher<WebSocket> | null = null;
  #isKeptAwake = false;
  /** The questions whether an address may make this room that have no answer yet. In memory only, as who waits for it is. */
  readonly #openings = new Map<string, Promise<boolean>>();

  constructor(ctx: DurableObjectState, env: SettingsEnv) {
    super(ctx, env);
    this.#settings = readSettings(env);
    this.#rates = new RateLimits(this.#settings);
    const { messages } = this.#settings.rates;
    this.#budgets = new Budgets({
      perSecond: Math.max(COMMANDS_PER_SECOND, 2 * messages.perSecond),
      burst: Math.max(COMMAND_BURST, 2 * messages.burst),
    });
    const name = parseRoomName(ctx.id.name ?? "");
    if (name === null) throw new Error("A room's object must be addressed by the room's name.");
    this.#name = name;
    this.#delivery = new Delivery({
      newMark: () => crypto.randomUUID(),
      maxBytes: this.#settings.unconfirmedMaxBytes,
      onTooSlow: (socket) => this.#expel(socket, "too_slow", 0),
      onFull: () => this.#draining.look(),
      onHeldUp: () => this.#reset(),
    });
    this.#liveness = new Liveness({
      ctx,
      sessions: this.#sessions,
      lastChangeAt: () => this.#history?.head.at ?? 0,
      onSilent: (socket) => this.#delivery.probe(socket),
      onDead: (socket, reason) => this.#expel(socket, reason, 0),
    });
    this.#admission = new Admission({
      clock: CLOCK,
      room: name,
      socketsPerAddress: this.#settings.socketsPerAddress,
      sessions: this.#sessions,
      delivery: this.#delivery,
      draining: this.#draining,
      rates: this.#rates,
      mayOpen: (address) => this.#mayOpen(address),
      conversation: () => this.#open(),
      onJoin: () => this.#presence.request(),
      onUnwelcome: (socket, reason, retryAfterMs) => this.#expel(socket, reason, retryAfterMs),
      onFault: (socket, error, ids) => this.#runner.failed(socket, "hello", error, ids),
    });
    this.#runner = new CommandRunner({
      room: name,
      sessions: this.#sessions,
      delivery: this.#delivery,
      presence: this.#presence,
    });
    this.#frameHandlers = frameHandlers({
      sessions: this.#sessions,
      delivery: this.#delivery,
      batches: this.#batches,
      admission: this.#admission,
      runner: this.#runner,
      presence: this.#presence,
      typing: this.#typing,
      conversation: () => this.#open(),
      searcher: () => this.#openSearcher(),
      takeCommand: (socket) => this.#takeCommand(socket),
      stayAwake: () => this.#stayAwake(),
    });
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const sockets = ctx.getWebSockets();
    log("room_woke", { room: name, sockets: sockets.length });
    this.#restore(sockets);
  }

  /** A socket that the Worker lets in. */
  override async fetch(request: Request): Promise<Response> {
    const asked = decodeConnectRequest(request.headers.get(CONNECT_REQUEST_HEADER) ?? "");
    const { 0: client, 1: socket } = new WebSocketPair();
    this.ctx.acceptWebSocket(socket);
    await this.#admission.admit(socket, asked);
    const { confirms, subprotocol } = dialectOf(asked);
    if (confirms) this.ctx.waitUntil(this.#liveness.watch());
    const headers: HeadersInit = subprotocol === null ? {} : { "Sec-WebSocket-Protocol": subprotocol };
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  /**
   * How much the member `id`, who would be called `name`, has not read. The Worker has checked that it is who asks. A room
   * that nobody was ever in stays untouched.
   */
  countUnread(id: MemberId, name: PersonName): Unread {
    return isMade(this.ctx.storage) ? unreadOf(this.#openHistory(), id, name) : NOTHING_UNREAD;
  }

  override async webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): Promise<void> {
    const session = this.#sessions.of(socket);
    if (session.state === "closed") return;
    this.#liveness.heard(socket, Date.now());
    const length = typeof frame === "string" ? frame.length : frame.byteLength;
    if (length > FRAME_ABUSE_LENGTH) return this.#expel(socket, "frame_too_large");
    if (!this.#takeCommand(socket)) return;
    if (typeof frame === "string") await this.#frameHandlers[dialectNameOf(session)].handle(socket, frame);
    else this.#delivery.refuse(socket, refusal("frame_binary"));
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string): void {
    this.#depart(socket);
    this.#delivery.answerClose(socket, code, reason);
    this.#draining.add(socket);
  }

  override webSocketError(socket: WebSocket, error: unknown): void {
    log("socket_failed", { room: this.#name, error: String(error) });
    this.#depart(socket);
    this.#draining.add(socket);
  }

  override async alarm(): Promise<void> {
    await this.#liveness.look();
    // Nobody has been here since the room woke: the server may have stopped before it noticed that all had left.
    if (this.#conversation === null) await this.#reclaim();
  }

  #restore(sockets: readonly WebSocket[]): void {
    const joined = this.#sessions.restore(sockets);
    for (const [socket, { state, address }] of this.#sessions.all()) {
      if (state === "challenged") this.#delivery.admit(socket, address, dialectOf({ dialect: "foyer.1" }));
    }
    if (joined.size === 0) return;
    for (const [socket, session] of joined) this.#delivery.subscribe(socket, session.address, dialectOf(session));
    this.#open().restore(joined.values());
  }

  /**
   * Whether somebody from `address` may make this room, if it is not made yet. Those who come together ask once: a class
   * opens one room, not thirty.
   */
  async #mayOpen(address: string): Promise<boolean> {
    if (isMade(this.ctx.storage)) return true;
    let asked = this.#openings.get(address);
    if (asked === undefined) {
      asked = mayOpenRoom(this.env, address).finally(() => this.#openings.delete(address));
      this.#openings.set(address, asked);
    }
    return (await asked) || isMade(this.ctx.storage); // somebody from elsewhere may have made it meanwhile
  }

  /** The conversation; its tables are made when somebody comes in. */
  #open(): Conversation {
    this.#conversation ??= new Conversation(this.#name, this.#openHistory(), this.#settings, this.#rates);
    return this.#conversation;
  }

  #openHistory(): SqliteHistory {
    this.#history ??= new SqliteHistory(this.ctx.storage, {
      ...this.#settings,
      isHere: (member) => this.#sessions.ofMember(member).length > 0,
      newEpoch: () => crypto.randomUUID(),
      onIndexFault: (error) => log("index_dropped", { room: this.#name, error: String(error) }),
    });
    return this.#history;
  }

  #openSearcher(): Searcher<WebSocket> {
    this.#searcher ??= new Searcher({
      clock: CLOCK,
      sql: this.ctx.storage.sql,
      history: this.#openHistory(),
      isHere: (socket) => this.#sessions.of(socket).state === "joined",
      answer: (socket, results) => this.#delivery.toOneInOrder(socket, results),
      refuse: (socket, refused) => this.#delivery.refuse(socket, refused),
      onFault: (error, socket, { requestId }) => this.#runner.failed(socket, "search", error, { requestId }),
    });
    return this.#searcher;
  }

  /** A timer keeps the room from sleeping, and so from forgetting how fast somebody was, while that still matters. */
  #stayAwake(): void {
    if (this.#isKeptAwake) return;
    const delayMs = this.#rates.forgettableInMs(Date.now());
    if (delayMs === 0) return;
    this.#isKeptAwake = true;
    CLOCK.after(delayMs, () => {
      this.#isKeptAwake = false;
      this.#stayAwake();
    });
  }

  #depart(socket: WebSocket): void {
    const session = this.#sessions.close(socket);
    this.#delivery.unsubscribe(socket);
    this.ctx.waitUntil(this.#liveness.unwatch());
    // It was told to go, or the room woke by its close: then it is not among those who are here.
    if (session.state === "closed" && !this.#sessions.isEmpty) return;
    // Noticed a second late: a page that reloads is back by then, and nobody hears that it was gone.
    CLOCK.after(ANNOUNCE_EVERY_MS, () => {
      this.#batches.handleAll(); // what it said before it went
      if (session.state === "joined") {
        this.#conversation?.leave(session.id); // there is none where the room was reclaimed meanwhile
        this.#presence.request();
      }
      this.ctx.waitUntil(this.#reclaim());
    });
  }

  /** A room that everybody has left and in which nothing was ever said leaves nothing behind. */
  async #reclaim(): Promise<void> {
    const isUnused = (): boolean =>
      this.#sessions.isEmpty && (!isMade(this.ctx.storage) || this.#openHistory().isUnused);
    if (!isUnused()) return;
    await this.ctx.blockConcurrencyWhile(async () => {
      if (!isUnused()) return; // somebody came while this waited for its turn
      this.#history = null;
      this.#conversation = null;
      this.#searcher = null;
      await this.ctx.storage.deleteAll();
    });
  }

  /**
   * Counts one command of this socket. One that sends far too many is closed: answering each would be its work on us.
   */
  #takeCommand(socket: WebSocket): boolean {
    if (!this.#settings.rateLimits || this.#budgets.take(socket, Date.now())) return true;
    this.#expel(socket, "flooding");
    return false;
  }

  /** Tells a socket to go. With `retryAfterMs` its client comes back by itself. */
  #expel(socket: WebSocket, reason: ClosingReason, retryAfterMs?: number): void {
    const session = this.#sessions.of(socket);
    if (session.state === "closed") return;
    log("socket_closed_by_room", { room: this.#name, reason });
    this.#depart(socket);
    this.#delivery.close(socket, reason, retryAfterMs);
  }

  /** The platform no longer knows the tags of a socket that it has let go of; nothing else tells. */
  #isReleased(socket: WebSocket): boolean {
    try {
      this.ctx.getTags(socket);
      return false;
    } catch {
      return true; // Safe to ignore: that it throws is the answer.
    }
  }

  /** The last resort: the object starts again, which frees what closed sockets hold. All clients come back and resume. */
  #reset(): void {
    log("room_reset", { room: this.#name, reason: "held_up", ...this.#delivery.usage });
    this.ctx.abort("Sockets that nobody reads hold too much memory.");
  }

  #throttle(take: () => Presence | Typed | null): Throttle {
    return new Throttle({
      clock: CLOCK,
      countSockets: () => this.#delivery.count,
      announce: () => {
        const event = take();
        if (event === null) return;
        this.#delivery.toEveryone(encodeEvent(event));
        this.#delivery.flush();
      },
    });
  }
}
