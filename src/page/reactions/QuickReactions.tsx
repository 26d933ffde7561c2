/** Owns the reactions that are at hand: those that are used most, each given or taken back, and the way to all others. */
import type { VNode } from "preact";
import type { Said } from "../../protocol/events.ts";
import { allEmoji } from "./emoji.ts";
import { favourites } from "./frequent-emoji.ts";
import { hasReacted, toggleReaction } from "./react.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { actionWords } from "../words/actions.ts";
import type { Hover } from "../actions/index.ts";
import { MoreReactionsButton } from "./Reactions.tsx";

interface AtHandProps {
  readonly session: RoomSession;
  readonly pointing: Hover;
  readonly said: Said;
  /** In a menu: closes it. */
  readonly onDone?: () => void;
}

export function QuickReactions({ session, pointing, said, onDone }: AtHandProps): VNode {
  const inMenu = onDone !== undefined;
  return (
    <>
      {favourites.value.map((emoji) => {
        const isOn = hasReacted(said, emoji, session.you.value.id);
        const state = inMenu
          ? ({ role: "menuitemcheckbox", tabIndex: -1, "aria-checked": isOn } as const)
          : { "aria-pressed": isOn };
        return (
          <button
            key={emoji}
            type="button"
            class="tool"
            {...state}
            aria-label={actionWords.reactWith(emoji)}
            onClick={() => {
              onDone?.();
              toggleReaction(session, said, emoji);
            }}
          >
            <span class="reaction-emoji">{emoji}</span>
          </button>
        );
      })}
      <MoreReactionsButton
        pointing={pointing}
        said={said}
        class="tool"
        {...(inMenu && ({ role: "menuitem", tabIndex: -1 } as const))}
        onPointerEnter={allEmoji.prefetch}
      />
    </>
  );
}
