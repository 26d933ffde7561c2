/** Owns how what somebody wrote looks: as text at once, with its marks when the parser is there, folded if it is long. */
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

/** Tibetan, Burmese, Khmer: letters stand on one another. */
const TALL = /[\u0f00-\u109f\u1780-\u17ff]/;

interface MessageTextProps {
  readonly session: RoomSession;
  readonly text: string;
  /** Who wrote it, named where the text tells of them (`/me waves`). */
  readonly name: string;
}

export function MessageText({ session, text, name }: MessageTextProps): VNode {
  const isDeed = isAction(text);
  const said = isDeed ? actionText(text) : text;
  const hasSyntax = useMemo(() => mayHaveSyntax(said), [said]);
  const { parse = unparsed, RichText: Text = PlainText, isLong } = (hasSyntax ? richText.value : null) ?? {};
  const names = session.names.in(said);
  const blocks = useMemo(() => parse(said, mentionsOf(said, names)), [said, parse, names.join("\n")]);
  const isFoldable = useMemo(() => isLong?.(blocks) ?? rowsOf(said) > FOLD_ROWS, [blocks]);
  const isOpen = useSignal(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasSyntax) richText.prefetch();
  }, [hasSyntax]);

  const isFolded = isFoldable && !isOpen.value;
  const traits = [
    isDeed && "action",
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
          // The keyboard has come to a link that may be below the fold.
          if (event.target instanceof Element && event.target.matches(":focus-visible")) isOpen.value = true;
        }}
      >
        {isDeed && <bdi class="action-name">{name} </bdi>}
        <Text of={blocks} you={session.you.value.name} />
      </div>
      {isFoldable && (
        <button
          type="button"
          class="button quiet small fold"
          aria-expanded={isOpen.value}
          onClick={({ currentTarget }) => {
            // What was read stays: the message's beginning when it opens, the button when it closes below one's eyes.
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
