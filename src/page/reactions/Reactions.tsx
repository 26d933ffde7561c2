import type { VNode } from "preact";
import type { Said } from "../../protocol/events.ts";
import { isBy, isFull, toggleReaction, whoReacted } from "./react.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { words } from "../words/words.ts";
import type { Hover } from "../actions/index.ts";
import { Icon } from "../ui/Icon.tsx";

interface ReactionsProps {
  readonly session: RoomSession;
  readonly hover: Hover;
  readonly said: Said;
}

export function Reactions({ session, hover, said }: ReactionsProps): VNode | null {
  const { reactions = [] } = said;
  if (reactions.length === 0) return null;
  const you = session.you.value.id;
  return (
    // No tab stops, or the list would have hundreds: the arrow keys lead here from the message.
    <ul class="reactions" aria-label={words.reactions}>
      {reactions.map((reaction) => {
        const { emoji, count } = reaction;
        const who = whoReacted(reaction, you);
        return (
          <li key={emoji}>
            <button
              type="button"
              class="reaction"
              tabIndex={-1}
              aria-pressed={isBy(reaction, you)}
              aria-label={`${emoji} ${count}: ${who}`}
              title={who}
              onClick={() => toggleReaction(session, said, emoji)}
            >
              <span class="reaction-emoji">{emoji}</span> {count}
            </button>
          </li>
        );
      })}
      <li>
        <MoreReactionsButton hover={hover} said={said} class="reaction more" tabIndex={-1} />
      </li>
    </ul>
  );
}

interface MoreReactionsProps {
  readonly hover: Hover;
  readonly said: Said;
  readonly class: string;
  readonly tabIndex?: number;
  readonly role?: "menuitem";
  readonly onPointerEnter?: () => void;
}

/** Opens the picker, or explains why the message can have no further reaction. */
export function MoreReactionsButton({ hover, said, ...rest }: MoreReactionsProps): VNode {
  const full = isFull(said);
  return (
    <button
      {...rest}
      type="button"
      aria-label={full ? words.reasons.too_many_reactions : words.react}
      title={full ? words.reasons.too_many_reactions : words.react}
      aria-disabled={full}
      onClick={({ currentTarget }) => {
        if (!full) hover.open("picker", said.seq, currentTarget);
      }}
    >
      <Icon name="smile" />
    </button>
  );
}
