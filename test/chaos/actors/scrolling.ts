/** Owns reading a room to its beginning, as one does who scrolls up and up. */
import { effect } from "@preact/signals";
import type { RoomSession } from "../../../src/client/room-session.ts";
import type { Said } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";

/** Every message that `session` showed on the way from its newest to the first one, ascending. Nobody may talk meanwhile. */
export async function scrollUp(session: RoomSession): Promise<readonly Said[]> {
  const shown = new Map<Seq, Said>();
  for (;;) {
    await until(() => ["open", "stopped"].includes(session.status.value.state));
    for (const said of session.timeline.value.messages) shown.set(said.seq, said);
    session.isFollowing.value = false; // a new start would follow, and then the newest stay instead of the oldest
    session.paging.older();
    if (!session.paging.isLoading.value) return [...shown.values()].toSorted((one, other) => one.seq - other.seq);
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
