/** Owns what one sees at an address that is no room's. */
import type { VNode } from "preact";
import { LOBBY } from "../../protocol/names.ts";
import type { Store } from "../store.ts";
import { words } from "../words/words.ts";
import { RoomLink } from "./RoomLink.tsx";

interface NowhereProps {
  readonly store: Store;
  /** Whether the address names a room, with a name that cannot be one. */
  readonly isBadName: boolean;
}

export function NowhereView({ store, isBadName }: NowhereProps): VNode {
  return (
    <main class="room nowhere">
      <div class="gate">
        <div class="gate-card">
          <h1>{isBadName ? words.badRoomTitle : words.notFoundTitle}</h1>
          {isBadName && <p class="hint">{words.badRoomName}</p>}
          <p>
            <RoomLink store={store} room={LOBBY} class="button primary">
              {words.toLobby}
            </RoomLink>
          </p>
        </div>
      </div>
    </main>
  );
}
