/** Keeps which day it is for the reader, by the room's clock: "Today" becomes "Yesterday" on a page that stays open. */
import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { isAttended } from "../ui/page-attention.ts";
import type { Clock } from "../../client/clock.ts";
import type { RoomSession } from "../../client/room-session.ts";

/** Milliseconds between two looks at the clock at most: a timer stands still while the machine sleeps. */
const LOOK_EVERY_MS = 15 * 60_000;

export class Today {
  readonly #clock: Clock;
  readonly #session: Pick<RoomSession, "now" | "status">;
  readonly #tomorrow = signal(0);
  #cancel: () => void = () => {};

  constructor(clock: Clock, session: Pick<RoomSession, "now" | "status">) {
    this.#clock = clock;
    this.#session = session;
  }

  /** When the day ends, in milliseconds by the room's clock: it changes with the day. */
  get tomorrow(): ReadonlySignal<number> {
    return this.#tomorrow;
  }

  /** Looks at the clock when the day should be over, when somebody looks at the page, and when the room tells its time. */
  follow(): () => void {
    const stop = effect(() => {
      void [isAttended.value, this.#session.status.value];
      this.#look();
    });
    return () => {
      stop();
      this.#cancel();
    };
  }

  #look(): void {
    const now = this.#session.now();
    const tomorrow = midnightAfter(now);
    this.#tomorrow.value = tomorrow;
    this.#cancel();
    this.#cancel = this.#clock.after(Math.min(tomorrow - now, LOOK_EVERY_MS), () => this.#look());
  }
}

/** The first moment of the next local day: 23 to 25 hours after the last one's, where clocks are put forward and back. */
export function midnightAfter(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}
