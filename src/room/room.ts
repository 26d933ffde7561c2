/**
 * Owns the sockets of one room: the Durable Object. Plumbing only: it decodes a frame, lets the conversation decide, and
 * hands the outcome to delivery. It sleeps with its sockets open (hibernation); what it needs on waking is in their
 * attachments and in SQLite.
 */
import { DurableObject } from "cloudflare:workers";
import { CONNECT_REQUEST_HEADER, decodeConnectRequest } from "../protocol/shared/connect-request.ts";
import { parseFrame, type CommandIds } from "../protocol/codec/parsing.ts";
import { encodeEvent } from "../protocol/codec/encoding.ts";
import type { MemberId } from "../protocol/values/identity.ts";
import {
  ANNOUNCE_EVERY_MS,
  COMMAND_BURST,
  COMMANDS_PER_SECOND,
  FRAME_ABUSE_LENGTH,
  INTERNAL_RETRY_MS,
} from "../protocol/limits.ts";
import { parseRoomName, type PersonName, type RoomName } from "../protocol/values/names.ts";
import { parsePlain } from "../protocol/codec/plain.ts";
import { refusal } from "../protocol/refusals.ts";
import { NOTHING_UNREAD, type Unread } from "../protocol/unread.ts";
import { PING, PONG, SUBPROTOCOL } from "../protocol/wire.ts";
import type { ClosingReason, Presence, RefusalReason, Typed } from "../protocol/events.ts";
import type { Command, MemberCommand, Search } from "../protocol/commands.ts";
import { Throttle, type Timers } from "./sockets/throttle.ts";
import { Batches } from "./sockets/batches.ts";
import { lengthOfChange } from "./rules/command-facts.ts";
import { Conversation, type Outcome } from "./rules/conversation.ts";
import { Delivery, type Dialect } from "./sockets/delivery.ts";
import { Draining } from "./sockets/draining.ts";
import { Liveness } from "./sockets/liveness.ts";
import { log } from "./log.ts";
import { mayOpenRoom } from "./new-rooms.ts";
import { RateLimits } from "./sockets/rate-limits.ts";
import { Budgets } from "../protocol/shared/token-bucket.ts";
import { Admission } from "./sockets/admission.ts";
import { isMade } from "./history/schema.ts";
import { Searcher } from "./search/searcher.ts";
import { Sessions, type Joined, type Session } from "./sockets/sessions.ts";
import { readSettings, type Settings, type SettingsEnv } from "./settings.ts";
import { SqliteHistory } from "./history/sqlite-history.ts";
import { unreadOf } from "./history/unread.ts";

const TIMERS: Timers = { now: () => Date.now(), after: (delayMs, run) => void setTimeout(run, delayMs) };

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
    timers: TIMERS,
    countSockets: () => this.#delivery.count,
    onEnd: () => {
      this.#delivery.flush();
      this.ctx.waitUntil(this.#housekeeper.hurry());
    },
  });
  readonly #presence = this.#announcer(() => this.#conversation?.takePresence() ?? null);
  readonly #typing = this.#announcer(() => this.#conversation?.takeTyped() ?? null);
  /** How busy each socket is. In memory only: a room sleeps after a quiet that fills any bucket. */
  readonly #budgets: Budgets<WebSocket>;
  readonly #housekeeper: Liveness;
  readonly #reception: Admission;
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
    this.#housekeeper = new Liveness({
      ctx,
      sessions: this.#sessions,
      lastChangeAt: () => this.#history?.head.at ?? 0,
      onSilent: (socket) => this.#delivery.probe(socket),
      onDead: (socket, reason) => this.#expel(socket, reason, 0),
    });
    this.#reception = new Admission({
      timers: TIMERS,
      room: name,
      socketsPerAddress: this.#settings.socketsPerAddress,
      sessions: this.#sessions,
      delivery: this.#delivery,
      draining: this.#draining,
      rates: this.#rates,
      mayOpen: (address) => this.#mayOpen(address),
      conversation: () => this.#open(),
      onJoin: () => this.#presence.soon(),
      onUnwelcome: (socket, reason, retryAfterMs) => this.#expel(socket, reason, retryAfterMs),
      onFault: (socket, error, ids) => this.#fail(socket, "foyer.1", "hello", error, ids),
    });
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const sockets = ctx.getWebSockets();
    log("room_woke", { room: name, sockets: sockets.length });
    this.#restore(sockets);
  }

  /** A socket that the Worker lets in. */
  override async fetch(request: Request): Promise<Response> {
    const arrival = decodeConnectRequest(request.headers.get(CONNECT_REQUEST_HEADER) ?? "");
    const { 0: client, 1: socket } = new WebSocketPair();
    this.ctx.acceptWebSocket(socket);
    await this.#reception.admit(socket, arrival);
    if (arrival.dialect === "foyer.1") this.ctx.waitUntil(this.#housekeeper.watch());
    const headers = arrival.dialect === "plain" ? {} : { "Sec-WebSocket-Protocol": SUBPROTOCOL };
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
    const dialect = dialectOf(session);
    this.#housekeeper.heard(socket, Date.now());
    const length = typeof frame === "string" ? frame.length : frame.byteLength;
    if (length > FRAME_ABUSE_LENGTH) return this.#expel(socket, "frame_too_large");
    if (!this.#mayGoOn(socket)) return;
    if (typeof frame !== "string") return this.#refuse(socket, dialect, "frame_binary");
    if (session.state === "joined" && session.dialect === "plain") return this.#handlePlain(socket, session, frame);
    await this.#handleFrame(socket, frame);
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
    await this.#housekeeper.look();
    // Nobody has been here since the room woke: the server may have stopped before it noticed that all had left.
    if (this.#conversation === null) await this.#reclaim();
  }

  #restore(sockets: readonly WebSocket[]): void {
    const joined = this.#sessions.restore(sockets);
    for (const [socket, { state, address }] of this.#sessions.all()) {
      if (state === "challenged") this.#delivery.admit(socket, address);
    }
    if (joined.size === 0) return;
    for (const [socket, session] of joined) this.#delivery.subscribe(socket, session.address, session);
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
      timers: TIMERS,
      sql: this.ctx.storage.sql,
      history: this.#openHistory(),
      isHere: (socket) => this.#sessions.of(socket).state === "joined",
      answer: (socket, results) => this.#delivery.toOneInOrder(socket, results),
      refuse: (socket, refused) => this.#delivery.refuse(socket, "foyer.1", refused),
      onFault: (error, socket, { requestId }) => this.#fail(socket, "foyer.1", "search", error, { requestId }),
    });
    return this.#searcher;
  }

  #handlePlain(socket: WebSocket, session: Joined, frame: string): void {
    const parsed = parsePlain(frame);
    if (!parsed.ok) return this.#refuse(socket, "plain", parsed.fault);
    const saying = parsed.value;
    const asked = saying.name ?? session.name;
    if (asked !== session.name) this.#sessions.set(socket, { ...session, name: asked });
    const say = { type: "say", clientId: crypto.randomUUID(), text: saying.text, replyTo: null } as const;
    const now = Date.now();
    this.#batches.add(frame.length, () => {
      this.#attempt(socket, "plain", "say", () => {
        this.#deliver(socket, "plain", this.#open().sayAsGuest(session, asked, say, now));
        this.#presence.soon();
        this.#stayAwake();
      });
    });
  }

  async #handleFrame(socket: WebSocket, frame: string): Promise<void> {
    for (const [index, parsed] of parseFrame(frame).entries()) {
      // The frame itself was counted when it came.
      if (index > 0 && !this.#mayGoOn(socket)) return;
      if (this.#sessions.of(socket).state !== "joined" && parsed.type !== null && parsed.type !== "hello") {
        this.#refuse(socket, "foyer.1", "not_joined", parsed.ids);
      } else if ("refused" in parsed) this.#delivery.refuse(socket, "foyer.1", parsed.refused);
      else await this.#handleCommand(socket, parsed.command, parsed.ids);
    }
  }

  #handleCommand(socket: WebSocket, command: Command, ids: CommandIds): Promise<void> | void {
    if (command.type === "hello") {
      return this.#reception.greet(socket, command, ids).finally(() => this.#stayAwake());
    }
    if (command.type === "confirm") return this.#delivery.confirm(socket, command.mark);
    const session = this.#sessions.of(socket);
    if (session.state !== "joined") return; // it left while a `hello` of the same frame was being verified
    if (command.type !== "search") return this.#handleMember(socket, session, command, ids);
    const search = (): void => {
      const refused = this.#open().refuseSearch(session, command, Date.now());
      if (refused === null) this.#openSearcher().start(socket, session.id, command);
      else this.#delivery.refuse(socket, "foyer.1", refused);
      this.#stayAwake();
    };
    this.#attempt(socket, "foyer.1", "search", search, ids);
  }

  /** What changes the room waits for company; what only asks or tells does not. */
  #handleMember(socket: WebSocket, sender: Joined, command: Exclude<MemberCommand, Search>, ids: CommandIds): void {
    const now = Date.now();
    const run = (): void => {
      for (const outcome of this.#open().handle(sender, command, now)) this.#deliver(socket, "foyer.1", outcome, ids);
      if (command.type === "typing") this.#typing.soon();
      this.#stayAwake();
    };
    const attempt = (): void => this.#attempt(socket, "foyer.1", command.type, run, ids);
    const length = lengthOfChange(command);
    if (length === null) attempt();
    else this.#batches.add(length, attempt);
  }

  /** A timer keeps the room from sleeping, and so from forgetting how fast somebody was, while that still matters. */
  #stayAwake(): void {
    if (this.#isKeptAwake) return;
    const delayMs = this.#rates.forgettableInMs(Date.now());
    if (delayMs === 0) return;
    this.#isKeptAwake = true;
    TIMERS.after(delayMs, () => {
      this.#isKeptAwake = false;
      this.#stayAwake();
    });
  }

  #depart(socket: WebSocket): void {
    const session = this.#sessions.close(socket);
    this.#delivery.unsubscribe(socket);
    this.ctx.waitUntil(this.#housekeeper.unwatch());
    // It was told to go, or the room woke by its close: then it is not among those who are here.
    if (session.state === "closed" && !this.#sessions.isEmpty) return;
    // Noticed a second late: a page that reloads is back by then, and nobody hears that it was gone.
    TIMERS.after(ANNOUNCE_EVERY_MS, () => {
      this.#batches.handleAll(); // what it said before it went
      if (session.state === "joined") {
        this.#conversation?.leave(session.id); // there is none where the room was reclaimed meanwhile
        this.#presence.soon();
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
  #mayGoOn(socket: WebSocket): boolean {
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
    this.#delivery.close(socket, dialectOf(session), reason, retryAfterMs);
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

  #refuse(socket: WebSocket, dialect: Dialect, reason: RefusalReason, ids: CommandIds = {}): void {
    this.#delivery.refuse(socket, dialect, refusal(reason, ids));
  }

  #deliver(sender: WebSocket, dialect: Dialect, outcome: Outcome, ids: CommandIds = {}): void {
    if ("refused" in outcome) this.#delivery.refuse(sender, dialect, { ...outcome.refused, ...ids });
    else if (outcome.to === "everyone") this.#delivery.toEveryone(outcome.json, outcome.event);
    else if (outcome.to === "sender") this.#delivery.toOneInOrder(sender, outcome.json);
    else {
      if (outcome.name !== undefined) this.#sessions.rename(outcome.id, outcome.name);
      for (const socket of this.#sessions.ofMember(outcome.id)) this.#delivery.toOne(socket, outcome.json);
      if (outcome.name !== undefined) this.#presence.soon();
    }
  }

  #announcer(take: () => Presence | Typed | null): Throttle {
    return new Throttle({
      timers: TIMERS,
      countSockets: () => this.#delivery.count,
      announce: () => {
        const event = take();
        if (event === null) return;
        this.#delivery.toEveryone(encodeEvent(event));
        this.#delivery.flush();
      },
    });
  }

  /** Runs one command. What it throws is logged and refused to its sender; nobody else notices. */
  #attempt(socket: WebSocket, dialect: Dialect, type: Command["type"], run: () => void, ids?: CommandIds): void {
    try {
      run();
    } catch (error) {
      this.#fail(socket, dialect, type, error, ids);
    }
  }

  #fail(socket: WebSocket, dialect: Dialect, type: Command["type"], error: unknown, ids: CommandIds = {}): void {
    log("command_failed", { room: this.#name, type, error: String(error) });
    const refused = refusal("internal", { ...ids, retryAfterMs: INTERNAL_RETRY_MS });
    this.#delivery.refuse(socket, dialect, refused);
  }
}

function dialectOf(session: Exclude<Session, { state: "closed" }>): Dialect {
  return session.state === "joined" ? session.dialect : "foyer.1";
}
