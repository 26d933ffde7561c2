import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { mentionsOf } from "../../protocol/values/mentions.ts";
import { actionText, isAction } from "./markdown/action.ts";
import { isOnlyEmoji } from "./markdown/emoji.ts";
import { unparsed } from "./markdown/unparsed.ts";
import { FOLD_ROWS, rowsOf } from "./markdown/rows.ts";
import { mayHaveSyntax } from "./markdown/syntax.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { words } from "../words/words.ts";
import { keepInPlace } from "../ui/scroll-anchor.ts";
import { PlainText } from "./PlainText.tsx";
import { richText } from "./lazy-rich-text.ts";

/** Tibetan, Burmese, Khmer: their letters stack. */
const TALL = /[\u0f00-\u109f\u1780-\u17ff]/;

interface MessageTextProps {
  readonly session: RoomSession;
  readonly text: string;
  /** The author's name, which is part of the text after `/me waves`. */
  readonly name: string;
}

/** The text is plain at first, and formatted once the parser is loaded. Long texts are folded. */
export function MessageText({ session, text, name }: MessageTextProps): VNode {
  const isActionText = isAction(text);
  const said = isActionText ? actionText(text) : text;
  const hasSyntax = useMemo(() => mayHaveSyntax(said), [said]);
  const { parse = unparsed, RichText: Text = PlainText, isLong } = (hasSyntax ? richText.value : null) ?? {};
  const names = session.namesIn(said);
  const blocks = useMemo(() => parse(said, mentionsOf(said, names)), [said, parse, names.join("\n")]);
  const isFoldable = useMemo(() => isLong?.(blocks) ?? rowsOf(said) > FOLD_ROWS, [blocks]);
  const isOpen = useSignal(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasSyntax) richText.prefetch();
  }, [hasSyntax]);

  const isFolded = isFoldable && !isOpen.value;
  const traits = [
    isActionText && "action",
    isFolded && "folded",
    isOnlyEmoji(said) && "large",
    TALL.test(said) && "tall",
  ].filter(Boolean);
  return (
    <>
      <div
        ref={element}
        class={["message-text", ...traits].join(" ")}
        dir="auto"
        onFocusCapture={(event) => {
          // The keyboard has focused a link, which may be in the hidden part.
          if (event.target instanceof Element && event.target.matches(":focus-visible")) isOpen.value = true;
        }}
      >
        {isActionText && <bdi class="action-name">{name} </bdi>}
        <Text of={blocks} you={session.you.value.name} />
      </div>
      {isFoldable && (
        <button
          type="button"
          class="button quiet small fold"
          aria-expanded={isOpen.value}
          onClick={({ currentTarget }) => {
            // Keeps the start of the message in place when it opens, and the button when it closes.
            keepInPlace(isOpen.value ? currentTarget : (element.current ?? currentTarget));
            isOpen.value = !isOpen.value;
          }}
        >
          {isOpen.value ? words.showLess : words.showMore}
        </button>
      )}
    </>
  );
}
