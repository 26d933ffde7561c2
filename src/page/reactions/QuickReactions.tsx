import type { VNode } from "preact";
import type { Said } from "../../protocol/events.ts";
import { allEmoji } from "./emoji.ts";
import { frequentEmoji } from "./frequent-emoji.ts";
import { hasReacted, toggleReaction } from "./react.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { actionWords } from "../words/actions.ts";
import type { Hover } from "../actions/index.ts";
import { MoreReactionsButton } from "./Reactions.tsx";

interface QuickReactionsProps {
  readonly session: RoomSession;
  readonly hover: Hover;
  readonly said: Said;
  /** Closes the menu that the buttons are in; in the toolbar there is none. */
  readonly onDone?: () => void;
}

/** The most used reactions, each of which toggles, and the button for all others. */
export function QuickReactions({ session, hover, said, onDone }: QuickReactionsProps): VNode {
  const inMenu = onDone !== undefined;
  return (
    <>
      {frequentEmoji.value.map((emoji) => {
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
        hover={hover}
        said={said}
        class="tool"
        {...(inMenu && ({ role: "menuitem", tabIndex: -1 } as const))}
        onPointerEnter={allEmoji.prefetch}
      />
    </>
  );
}
