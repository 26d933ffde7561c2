import { effect } from "@preact/signals";
import type { RoomSession } from "../../../src/client/room-session.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";

/** Scrolls up to the first message. Returns every message displayed on the way, ascending. Nobody may change any meanwhile. */
export async function scrollUp(session: RoomSession): Promise<readonly Said[]> {
  const displayed = new Map<Seq, Said>();
  for (;;) {
    await until(() => ["open", "stopped"].includes(session.status.value.state));
    for (const said of session.timeline.value.messages) displayed.set(said.seq, said);
    session.isFollowing.value = false; // else a new start would keep the newest messages instead of the oldest
    session.paging.older();
    if (!session.paging.isLoading.value) return [...displayed.values()].toSorted((one, other) => one.seq - other.seq);
    await until(() => !session.paging.isLoading.value); // with a page, or because the connection broke
  }
}

/** Resolves when `holds`, which reads signals, returns true. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((settle) => {
    const stop = effect(() => {
      if (holds()) queueMicrotask(() => (stop(), settle()));
    });
  });
}
