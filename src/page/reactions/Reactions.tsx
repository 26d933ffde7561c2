/** Owns the row of reactions under a message: how many, who, whether one is among them; a click joins or leaves. */
import type { VNode } from "preact";
import type { Said } from "../../protocol/events.ts";
import { isBy, isFull, toggleReaction, whoReacted } from "./react.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { words } from "../words/words.ts";
import type { Hover } from "../actions/index.ts";
import { Icon } from "../ui/Icon.tsx";

interface ReactionsProps {
  readonly session: RoomSession;
  readonly pointing: Hover;
  readonly said: Said;
}

export function Reactions({ session, pointing, said }: ReactionsProps): VNode | null {
  const { reactions = [] } = said;
  if (reactions.length === 0) return null;
  const you = session.you.value.id;
  return (
    // Reached with the arrow keys from its message: the list is one stop of Tab, not hundreds.
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
        <MoreReactionsButton pointing={pointing} said={said} class="reaction more" tabIndex={-1} />
      </li>
    </ul>
  );
}

interface MoreReactionsProps {
  readonly pointing: Hover;
  readonly said: Said;
  readonly class: string;
  readonly tabIndex?: number;
  readonly role?: "menuitem";
  readonly onPointerEnter?: () => void;
}

/** Opens the picker; where no other emoji finds a place it says so instead. */
export function MoreReactionsButton({ pointing, said, ...rest }: MoreReactionsProps): VNode {
  const full = isFull(said);
  return (
    <button
      {...rest}
      type="button"
      aria-label={full ? words.reasons.too_many_reactions : words.react}
      title={full ? words.reasons.too_many_reactions : words.react}
      aria-disabled={full}
      onClick={({ currentTarget }) => {
        if (!full) pointing.open("picker", said.seq, currentTarget);
      }}
    >
      <Icon name="smile" />
    </button>
  );
}
