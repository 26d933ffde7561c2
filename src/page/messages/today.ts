import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { isPageActive } from "../ui/page-activity.ts";
import type { Clock } from "../../client/clock.ts";
import type { RoomSession } from "../../client/room-session.ts";

/** Milliseconds between two checks, at most: a timer stops while the machine sleeps, and would miss midnight. */
const CHECK_EVERY_MS = 15 * 60_000;

/** Which day it is, by the room's clock: on a page that stays open, "Today" becomes "Yesterday". */
export class Today {
  readonly #clock: Clock;
  readonly #session: Pick<RoomSession, "now" | "status">;
  readonly #tomorrow = signal(0);
  #cancel: () => void = () => {};

  constructor(clock: Clock, session: Pick<RoomSession, "now" | "status">) {
    this.#clock = clock;
    this.#session = session;
  }

  /** When today ends, in milliseconds by the room's clock. Changes at midnight. */
  get tomorrow(): ReadonlySignal<number> {
    return this.#tomorrow;
  }

  /** Checks at midnight, when the page becomes active, and when the room has told its time. Returns how to stop. */
  follow(): () => void {
    const stop = effect(() => {
      void [isPageActive.value, this.#session.status.value];
      this.#update();
    });
    return () => {
      stop();
      this.#cancel();
    };
  }

  #update(): void {
    const now = this.#session.now();
    const tomorrow = midnightAfter(now);
    this.#tomorrow.value = tomorrow;
    this.#cancel();
    this.#cancel = this.#clock.after(Math.min(tomorrow - now, CHECK_EVERY_MS), () => this.#update());
  }
}

/** The start of the next local day: 23 to 25 hours after the start of this one, as daylight saving time starts or ends. */
export function midnightAfter(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}
