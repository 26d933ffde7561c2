import type {
  ConnectRequest,
  FoyerConnectRequest,
  PlainConnectRequest,
} from "../../protocol/shared/connect-request.ts";
import { encodeEvent } from "../../protocol/codec/encoding.ts";
import { guestIdOf, toBase64Url, type MemberId } from "../../protocol/values/identity.ts";
import { BAD_SIGNATURES_MAX, NONCE_BYTES } from "../../protocol/limits.ts";
import { parsePersonName, type PersonName, type RoomName } from "../../protocol/values/names.ts";
import { encodePlain } from "../../protocol/codec/plain.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { Hello } from "../../protocol/commands.ts";
import type { CommandIds } from "../../protocol/codec/parsing.ts";
import type { Said } from "../../protocol/events.ts";
import type { Clock } from "../../protocol/shared/clock.ts";
import type { Conversation } from "../rules/conversation.ts";
import type { Delivery } from "./delivery.ts";
import { dialectOf } from "./dialects.ts";
import type { Draining } from "./draining.ts";
import { prove } from "./verification.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Joined, Sessions } from "./sessions.ts";

/** Milliseconds after which a client may try again if its address has too many sockets in the room. */
const TOO_MANY_SOCKETS_RETRY_MS = 30_000;

/** The same, if its address may open no room at the moment. */
const TOO_MANY_ROOMS_RETRY_MS = 60_000;

const GUEST_ID_BYTES = 9;

export interface AdmissionOptions {
  readonly clock: Clock;
  readonly room: RoomName;
  /** Open sockets from one address. */
  readonly socketsPerAddress: number;
  readonly sessions: Sessions;
  readonly delivery: Delivery<WebSocket>;
  readonly draining: Draining;
  readonly rates: RateLimits;
  /** Whether somebody at this address may open this room; true if it exists. */
  readonly mayOpen: (address: string) => Promise<boolean>;
  /** Opened for the first person who joins, so that a visitor who never says `hello` leaves no tables behind. */
  readonly conversation: () => Conversation;
  /** Somebody joined, perhaps with one more connection. */
  readonly onJoin: () => void;
  /** A socket must go. */
  readonly onUnwelcome: (socket: WebSocket, reason: "flooding" | "too_many_rooms", retryAfterMs?: number) => void;
  /** A `hello` failed, through no fault of its sender. */
  readonly onFault: (socket: WebSocket, error: unknown, ids: CommandIds) => void;
}

/**
 * Lets sockets into a room: counts them for each address, challenges members and verifies their signature, and lets guests join.
 * The session that it writes is all that a woken room needs to go on.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  /** Sockets whose `hello` is being verified. In memory only: a room does not sleep meanwhile. */
  readonly #verifying = new WeakSet<WebSocket>();
  /** How many wrong signatures each socket gave. In memory only: after the room has slept a client may try again. */
  readonly #badSignatures = new WeakMap<WebSocket, number>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Lets a guest join at once, asks a member for a proof, and turns away a socket that is one too many. */
  async admit(socket: WebSocket, request: ConnectRequest): Promise<void> {
    const { sessions, delivery, draining, socketsPerAddress } = this.#options;
    const { address } = request;
    if (sessions.countAt(address) >= socketsPerAddress) draining.look();
    if (sessions.countAt(address) >= socketsPerAddress) {
      delivery.turnAway(socket, dialectOf(request), "too_many_sockets", TOO_MANY_SOCKETS_RETRY_MS);
      return;
    }
    switch (request.dialect) {
      case "foyer.1":
        return this.#challenge(socket, request);
      case "plain":
        return await this.#admitGuest(socket, request);
    }
  }

  #challenge(socket: WebSocket, { address, host, dialect }: FoyerConnectRequest): void {
    const { clock, sessions, delivery } = this.#options;
    const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    sessions.set(socket, { state: "challenged", address, since: Date.now(), host, nonce });
    delivery.admit(socket, address, dialectOf({ dialect }));
    // In a turn of its own: a frame that is sent before its socket is connected costs the platform 23 KB for as long as it
    // is open (docs/performance.md).
    clock.after(0, () => {
      if (sessions.of(socket).state === "challenged") delivery.toOne(socket, encodeEvent({ type: "challenge", nonce }));
    });
  }

  /** Verifies a `hello`. Resolves when its socket has joined, or was told why not. */
  async greet(socket: WebSocket, hello: Hello, ids: CommandIds): Promise<void> {
    const { clock, room, sessions, delivery, rates, mayOpen, onUnwelcome, onFault } = this.#options;
    const session = sessions.of(socket);
    if (session.state !== "challenged" || this.#verifying.has(socket)) {
      return delivery.refuse(socket, refusal("already_joined", ids));
    }
    const { address, since, host, nonce } = session;
    const retryAfterMs = rates.hello(address, clock.now());
    if (retryAfterMs > 0) return delivery.refuse(socket, refusal("too_fast", { ...ids, retryAfterMs }));
    this.#verifying.add(socket);
    try {
      const id = await prove(hello, host, room, nonce);
      const isOpen = id === null || (await mayOpen(address));
      if (sessions.of(socket).state !== "challenged") return; // it closed, or was closed, in the meantime
      if (id === null) return this.#refuseSignature(socket, address, ids);
      if (!isOpen) return onUnwelcome(socket, "too_many_rooms", TOO_MANY_ROOMS_RETRY_MS);
      this.#welcome(socket, { state: "joined", address, since, dialect: "foyer.1", id, name: hello.name }, hello, ids);
    } catch (error) {
      onFault(socket, error, ids);
    } finally {
      this.#verifying.delete(socket);
    }
  }

  #refuseSignature(socket: WebSocket, address: string, ids: CommandIds): void {
    const { clock, delivery, rates, onUnwelcome } = this.#options;
    const count = (this.#badSignatures.get(socket) ?? 0) + 1;
    this.#badSignatures.set(socket, count);
    delivery.refuse(socket, refusal("bad_signature", ids));
    const isTooOften = rates.badSignature(address, clock.now()) > 0;
    if (count >= BAD_SIGNATURES_MAX || isTooOften) onUnwelcome(socket, "flooding");
  }

  /** In one turn, without an `await`: the state that `welcome` tells, and the subscription to what comes after it ([H7]). */
  #welcome(socket: WebSocket, session: Joined, { after }: Hello, ids: CommandIds): void {
    const { clock, sessions, delivery, conversation } = this.#options;
    const { id, name, address } = session;
    const refused = conversation().refuseName(name, address, clock.now());
    if (refused !== null) return delivery.refuse(socket, { ...refused, ...ids });
    const welcome = conversation().enter({ id, name }, after, clock.now());
    sessions.rename(id, name);
    this.#join(socket, session, [welcome]);
  }

  async #admitGuest(socket: WebSocket, { address, name, replay, wantsEdits }: PlainConnectRequest): Promise<void> {
    const { delivery, conversation, mayOpen } = this.#options;
    if (!(await mayOpen(address))) {
      return delivery.turnAway(socket, dialectOf({ dialect: "plain" }), "too_many_rooms", TOO_MANY_ROOMS_RETRY_MS);
    }
    const id = guestIdOf(crypto.getRandomValues(new Uint8Array(GUEST_ID_BYTES)));
    const person = { id, name: name ?? madeUpName(id) };
    const said = conversation().enterAsGuest(person, replay);
    const session = { state: "joined", address, since: Date.now(), dialect: "plain", wantsEdits, ...person } as const;
    this.#join(
      socket,
      session,
      said.flatMap((json) => {
        const { from, text, removed }: Said = JSON.parse(json);
        return removed ? [] : [encodePlain(from, text)];
      }),
    );
  }

  /** `socket` has joined. `frames` tell it the past, and count for its backlog like all that follows. */
  #join(socket: WebSocket, session: Joined, frames: readonly string[]): void {
    const { sessions, delivery, onJoin } = this.#options;
    sessions.set(socket, session);
    delivery.subscribe(socket, session.address, dialectOf(session));
    for (const frame of frames) delivery.toOne(socket, frame);
    onJoin();
  }
}

/** A name for a plain client that gave none, from its id: a returning guest is a new one. */
function madeUpName(id: MemberId): PersonName {
  const parsed = parsePersonName(`guest ${id.slice(-4)}`);
  if (!parsed.ok) throw new Error("A made-up name must be a name.");
  return parsed.value;
}
