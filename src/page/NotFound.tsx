import type { VNode } from "preact";
import { LOBBY, roomPath } from "../protocol/values/names.ts";
import { words } from "./words/words.ts";

interface NotFoundProps {
  /** Whether the address looks like that of a room, but its name is not valid. */
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
