import type { VNode } from "preact";
import type { MemberId } from "../../protocol/values/identity.ts";
import type { Said } from "../../protocol/events.ts";
import { whoReacted } from "./react.ts";
import { words } from "../words/words.ts";

interface WhoReactedProps {
  readonly said: Said;
  readonly you: MemberId;
}

/** In the menu, for people without a pointer to hover over a reaction. */
export function WhoReacted({ said: { reactions = [] }, you }: WhoReactedProps): VNode | null {
  if (reactions.length === 0) return null;
  return (
    <ul class="menu-who" aria-label={words.reactions}>
      {reactions.map((reaction) => (
        <li key={reaction.emoji}>
          {reaction.emoji} {whoReacted(reaction, you)}
        </li>
      ))}
    </ul>
  );
}
