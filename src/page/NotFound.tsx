/** Owns what one sees at an address that is no room's. */
import type { VNode } from "preact";
import { LOBBY, roomPath } from "../protocol/values/names.ts";
import { words } from "./words/words.ts";

interface NotFoundProps {
  /** Whether the address names a room, with a name that cannot be one. */
  readonly isBadName: boolean;
}

export function NotFound({ isBadName }: NotFoundProps): VNode {
  return (
    <main class="room not-found">
      <div class="room-center">
        <div class="room-card">
          <h1>{isBadName ? words.badRoomTitle : words.notFoundTitle}</h1>
          {isBadName && <p class="hint">{words.badRoomName}</p>}
          <p>
            <a href={roomPath(LOBBY)} class="button primary">
              {words.toLobby}
            </a>
          </p>
        </div>
      </div>
    </main>
  );
}
