/** Owns where one writes: it grows with the text, sends on Enter, and never in the middle of an input method's work. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { TEXT_MAX_LENGTH } from "../../protocol/limits.ts";
import { parseText } from "../../protocol/text.ts";
import type { RoomSession } from "../room-session.ts";
import { roomTitle } from "../titles.ts";
import { words } from "../words/words.ts";
import { Icon } from "./Icon.tsx";

/** Characters left at which the count is shown. */
const COUNT_FROM = 200;

export function Composer({ session }: { readonly session: RoomSession }): VNode {
  const textarea = useRef<HTMLTextAreaElement>(null);
  const text = session.draft.value;
  const left = TEXT_MAX_LENGTH - text.length;
  const isSendable = "text" in parseText(text);
  const title = roomTitle(session.room);

  // On a phone the focus would open the keyboard over the room that one came to see.
  useEffect(() => {
    if (matchMedia("(hover: hover)").matches) textarea.current?.focus();
  }, []);
  useEffect(() => {
    if (textarea.current !== null) fitHeight(textarea.current);
  }, [text]);

  // Two keys may come within one frame, and neither can wait for what is drawn between them.
  function send(): void {
    const written = parseText(session.draft.value);
    if ("fault" in written) return;
    session.draft.value = "";
    if (textarea.current !== null) textarea.current.value = ""; // or the next letter would be added to what was sent
    session.say(written.text);
    textarea.current?.focus();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={textarea}
        class="composer-text"
        rows={1}
        value={text}
        dir="auto"
        aria-label={words.write(title)}
        placeholder={words.write(title)}
        enterkeyhint="send"
        onInput={(event) => {
          session.draft.value = event.currentTarget.value;
          session.notice.value = null;
          if (session.draft.value !== "") session.typing();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
          event.preventDefault();
          send();
        }}
      />
      {left <= COUNT_FROM && (
        <output class={left < 0 ? "composer-count over" : "composer-count"}>{words.charactersLeft(left)}</output>
      )}
      <button type="submit" class="composer-send" aria-label={words.send} title={words.send} disabled={!isSendable}>
        <Icon name="send" />
      </button>
    </form>
  );
}

/** Enter that chooses a candidate. Safari ends the composition before the key arrives, and marks it with 229 only. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** For browsers without `field-sizing: content`. */
function fitHeight(textarea: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  textarea.style.height = "auto";
  textarea.style.height = `${textarea.scrollHeight}px`;
}
