import type { VNode } from "preact";
import type { RoomSession } from "../../client/room-session.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";

export function ToNewestButton({ session }: { readonly session: RoomSession }): VNode | null {
  if (session.isFollowing.value) return null;
  const unseen = session.unseen.value;
  return (
    <button type="button" class={unseen > 0 ? "to-newest unseen" : "to-newest"} onClick={() => session.jumpToNewest()}>
      <span>{unseen > 0 ? words.newMessages(unseen) : words.toNewest}</span>
      <Icon name="down" />
    </button>
  );
}
