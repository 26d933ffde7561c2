import type { WireCommand } from "../../protocol/wire-commands.ts";
import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Refused } from "../../protocol/events.ts";
import type { Clock } from "../clock.ts";
import * as outbox from "./outbox.ts";

export interface SendingOptions {
  readonly clock: Clock;
  /** A fresh id, at most 64 characters. */
  readonly newId: () => string;
  /** Returns whether the connection took it. */
  readonly send: (command: WireCommand) => boolean;
}

/** Sends the changes in the outbox, one at a time, and waits if the room asks for it. */
export class Sending {
  readonly #options: SendingOptions;
  readonly #outbox = signal<outbox.Outbox>([]);
  /** The room's history, as its last welcome named it; null before the first. */
  #epoch: string | null = null;
  /** Whether the room asked us to wait before the next change. */
  #isHeld = false;
  #cancelHold: () => void = () => {};

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  get outbox(): ReadonlySignal<outbox.Outbox> {
    return this.#outbox;
  }

  /** Whether nothing is left to send. What failed waits for its author. */
  get hasSentAll(): boolean {
    return this.#outbox.value.every(({ state }) => state === "failed");
  }

  /** `epoch` names the history that the change belongs to; null if none is known yet. */
  queue(command: outbox.PendingCommand, epoch: string | null): void {
    this.#outbox.value = outbox.queued(this.#outbox.value, this.#options.newId(), command, epoch);
  }

  /** Takes over the outbox of an earlier session that was never confirmed. */
  adopt(abandoned: outbox.Outbox): void {
    this.#take(outbox.adopted(this.#outbox.value, abandoned));
  }

  retry(clientId: string): void {
    this.#take(outbox.retried(this.#outbox.value, clientId));
  }

  settle(clientId: string): void {
    this.#outbox.value = outbox.settled(this.#outbox.value, clientId);
  }

  /** A welcome named the room's history. */
  welcomed(epoch: string): void {
    this.#epoch = epoch;
    this.#take(this.#outbox.value);
  }

  /** The connection dropped. */
  dropped(): void {
    this.#outbox.value = outbox.dropped(this.#outbox.value);
  }

  refused(clientId: string, { reason, retryAfterMs }: Refused): void {
    this.#outbox.value = outbox.refused(this.#outbox.value, clientId, reason, retryAfterMs !== undefined);
    if (retryAfterMs === undefined) this.pump();
    else this.#hold(retryAfterMs);
  }

  /** Sends the next change, unless one is in flight or the room asked to wait. */
  pump(): void {
    const next = this.#isHeld ? null : outbox.nextToSend(this.#outbox.value);
    if (next === null) return;
    const isSent = this.#options.send({ ...next.command, clientId: next.clientId });
    if (isSent) this.#outbox.value = outbox.sent(this.#outbox.value, next.clientId);
  }

  /** The outbox becomes `next`, adjusted to the room's history. */
  #take(next: outbox.Outbox): void {
    this.#outbox.value = this.#epoch === null ? next : outbox.inHistory(next, this.#epoch);
  }

  /** Sends nothing for `delayMs` milliseconds: until then the room would refuse everything again. */
  #hold(delayMs: number): void {
    this.#isHeld = true;
    this.#cancelHold();
    this.#cancelHold = this.#options.clock.after(delayMs, () => {
      this.#isHeld = false;
      this.pump();
    });
  }
}
