/**
 * Owns how one gets into a room: how many sockets an address may bring, the challenge and the proof of a member's key, and
 * the short way in of a plain client. What it writes into a session is all that a woken room needs to go on.
 */
import type { ConnectRequest, PlainConnectRequest } from "../../protocol/shared/connect-request.ts";
import { encodeEvent } from "../../protocol/codec/encoding.ts";
import { guestIdOf, toBase64Url, type MemberId } from "../../protocol/values/identity.ts";
import { BAD_SIGNATURES_MAX, NONCE_BYTES } from "../../protocol/limits.ts";
import { parsePersonName, type PersonName, type RoomName } from "../../protocol/values/names.ts";
import { encodePlain } from "../../protocol/codec/plain.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { Hello } from "../../protocol/commands.ts";
import type { CommandIds } from "../../protocol/codec/parsing.ts";
import type { Said } from "../../protocol/events.ts";
import type { Timers } from "./throttle.ts";
import type { Conversation } from "../rules/conversation.ts";
import type { Delivery } from "./delivery.ts";
import type { Draining } from "./draining.ts";
import { prove } from "./verification.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Joined, Sessions } from "./sessions.ts";

/** How long a client waits before it tries again a room to which its address has too many sockets. */
const TOO_MANY_SOCKETS_RETRY_MS = 30_000;

/** The same, to whose address may open no room at the moment. */
const TOO_MANY_ROOMS_RETRY_MS = 60_000;

const GUEST_ID_BYTES = 9;

export interface AdmissionOptions {
  readonly timers: Timers;
  readonly room: RoomName;
  /** Open sockets from one address. */
  readonly socketsPerAddress: number;
  readonly sessions: Sessions;
  readonly delivery: Delivery<WebSocket>;
  readonly draining: Draining;
  readonly rates: RateLimits;
  /** Whether somebody from this address may make a room of what is none yet; true for a room that exists. */
  readonly mayOpen: (address: string) => Promise<boolean>;
  /** Opened for the first person who comes in, so that whoever only knocks leaves no tables behind. */
  readonly conversation: () => Conversation;
  /** Somebody came in, or came in once more. */
  readonly onJoin: () => void;
  /** A socket must go. */
  readonly onUnwelcome: (socket: WebSocket, reason: "flooding" | "too_many_rooms", retryAfterMs?: number) => void;
  /** A `hello` failed, through no fault of its sender. */
  readonly onFault: (socket: WebSocket, error: unknown, ids: CommandIds) => void;
}

export class Admission {
  readonly #options: AdmissionOptions;
  /** Sockets whose `hello` is being judged. In memory only: a room does not sleep while it judges. */
  readonly #judged = new WeakSet<WebSocket>();
  /** How many wrong signatures each socket gave. In memory only: whoever waits until the room sleeps may try again. */
  readonly #badSignatures = new WeakMap<WebSocket, number>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** A socket has come: a guest is in at once, a member is asked for a proof, one too many is sent away. */
  async admit(socket: WebSocket, arrival: ConnectRequest): Promise<void> {
    const { timers, sessions, delivery, draining, socketsPerAddress } = this.#options;
    const { address } = arrival;
    if (sessions.countAt(address) >= socketsPerAddress) draining.look();
    if (sessions.countAt(address) >= socketsPerAddress) {
      delivery.close(socket, arrival.dialect, "too_many_sockets", TOO_MANY_SOCKETS_RETRY_MS);
      return;
    }
    if (arrival.dialect === "plain") return await this.#admitGuest(socket, arrival);
    const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
    sessions.set(socket, { state: "challenged", address, since: Date.now(), host: arrival.host, nonce });
    delivery.admit(socket, address);
    // In a turn of its own: a frame that is sent before its socket is connected costs the platform 23 KB for as long as it
    // is open (docs/performance.md).
    timers.after(0, () => {
      if (sessions.of(socket).state === "challenged") delivery.toOne(socket, encodeEvent({ type: "challenge", nonce }));
    });
  }

  /** Judges a `hello`. Resolves when its socket is in, or was told why not. */
  async greet(socket: WebSocket, hello: Hello, ids: CommandIds): Promise<void> {
    const { timers, room, sessions, delivery, rates, mayOpen, onUnwelcome, onFault } = this.#options;
    const session = sessions.of(socket);
    if (session.state !== "challenged" || this.#judged.has(socket)) {
      return delivery.refuse(socket, "foyer.1", refusal("already_joined", ids));
    }
    const { address, since, host, nonce } = session;
    const retryAfterMs = rates.hello(address, timers.now());
    if (retryAfterMs > 0) return delivery.refuse(socket, "foyer.1", refusal("too_fast", { ...ids, retryAfterMs }));
    this.#judged.add(socket);
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
      this.#judged.delete(socket);
    }
  }

  #refuseSignature(socket: WebSocket, address: string, ids: CommandIds): void {
    const { timers, delivery, rates, onUnwelcome } = this.#options;
    const count = (this.#badSignatures.get(socket) ?? 0) + 1;
    this.#badSignatures.set(socket, count);
    delivery.refuse(socket, "foyer.1", refusal("bad_signature", ids));
    const isTooOften = rates.badSignature(address, timers.now()) > 0;
    if (count >= BAD_SIGNATURES_MAX || isTooOften) onUnwelcome(socket, "flooding");
  }

  /** Of one turn, without an `await`: the state that `welcome` tells of and the subscription to what comes after it. */
  #welcome(socket: WebSocket, session: Joined, { after }: Hello, ids: CommandIds): void {
    const { timers, sessions, delivery, conversation } = this.#options;
    const { id, name, address } = session;
    const refused = conversation().refuseName(name, address, timers.now());
    if (refused !== null) return delivery.refuse(socket, "foyer.1", { ...refused, ...ids });
    const welcome = conversation().enter({ id, name }, after, timers.now());
    sessions.rename(id, name);
    this.#join(socket, session, [welcome]);
  }

  async #admitGuest(socket: WebSocket, { address, name, replay, wantsEdits }: PlainConnectRequest): Promise<void> {
    const { delivery, conversation, mayOpen } = this.#options;
    if (!(await mayOpen(address))) {
      return delivery.close(socket, "plain", "too_many_rooms", TOO_MANY_ROOMS_RETRY_MS);
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

  /** From here on `socket` is one of the room; `frames` tell it what was, and count for its backlog as all that follows. */
  #join(socket: WebSocket, session: Joined, frames: readonly string[]): void {
    const { sessions, delivery, onJoin } = this.#options;
    sessions.set(socket, session);
    delivery.subscribe(socket, session.address, session);
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
