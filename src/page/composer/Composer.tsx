import { effect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { TEXT_MAX_LENGTH } from "../../protocol/limits.ts";
import { parseText } from "../../protocol/values/text.ts";
import type { Completed } from "./completion-state.ts";
import { DRAFT_MAX_LENGTH } from "./drafts.ts";
import type { ComposerActions } from "./composer-state.ts";
import { useComposer } from "./composer-context.ts";
import { hasModifier } from "../ui/keyboard.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { roomTitle } from "../rooms/index.ts";
import { words } from "../words/words.ts";
import { LazyCompletion } from "./lazy-completion.ts";
import { ComposerBanner } from "./ComposerBanner.tsx";
import { isDesktop } from "../ui/is-desktop.ts";
import { fitHeight } from "./fit-height.ts";
import { Icon } from "../ui/Icon.tsx";

/** The number of characters left from which on it is shown. */
const COUNT_FROM = 200;

interface ComposerProps {
  readonly session: RoomSession;
  readonly actions: ComposerActions;
}

export function Composer({ session, actions }: ComposerProps): VNode {
  const textarea = useRef<HTMLTextAreaElement>(null);
  const composer = useComposer();
  const completion = useMemo(() => new LazyCompletion(session, composer), [session, composer]);
  const loadedCompletion = completion.loaded.value;
  const text = composer.text.value;
  const left = TEXT_MAX_LENGTH - text.length;
  const isSendable = parseText(text).ok;
  const title = roomTitle(session.room);

  // On a phone, focusing the field would open the keyboard over the room that the user came to see.
  useEffect(() => {
    if (isDesktop()) textarea.current?.focus();
  }, []);
  useEffect(() => {
    if (textarea.current !== null) fitHeight(textarea.current);
  }, [text]);
  useEffect(() => {
    let handled = composer.focusRequests.peek();
    // At once, not in the next frame as with useSignalEffect: a phone opens its keyboard only in response to a tap.
    return effect(() => {
      if (composer.focusRequests.value === handled) return;
      handled = composer.focusRequests.value;
      show();
      textarea.current?.focus();
    });
  }, [composer]);

  /** Shows the text without waiting for a render: two keys may come within one frame. */
  function show(): void {
    const { current: area } = textarea;
    if (area !== null && area.value !== composer.text.peek()) area.value = composer.text.peek();
    completion.close();
  }

  function submit(): void {
    composer.submit(actions);
    show();
    textarea.current?.focus();
  }

  function complete({ start, end, text: completed }: Completed): void {
    const { current: area } = textarea;
    if (area === null) return;
    const isSpaced = area.value[end] === " ";
    area.setRangeText(completed, start, isSpaced ? end + 1 : end, "end");
    composer.write(area.value);
  }

  /** The browser inserts as much of `data` as fits. After that, tells the user about the rest. */
  function receive({ value, selectionStart, selectionEnd }: HTMLTextAreaElement, data: DataTransfer | null): void {
    const place = DRAFT_MAX_LENGTH - value.length + selectionEnd - selectionStart;
    if ((data?.getData("text").replaceAll("\r\n", "\n").length ?? 0) > place) setTimeout(() => composer.wasCut(place));
  }

  /** Returns whether the key did something. */
  function press(event: KeyboardEvent): boolean {
    if (event.key === "Enter" && event.shiftKey) return false;
    const pressed = hasModifier(event) ? false : completion.press(event.key);
    if (typeof pressed === "object") complete(pressed);
    if (pressed !== false) return true;
    if (event.key === "Enter") return (submit(), true);
    if (hasModifier(event)) return false;
    if (event.key === "Escape") return composer.cancel() && (show(), true);
    return event.key === "ArrowUp" && composer.text.peek() === "" && composer.editLast();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {loadedCompletion && (
        <loadedCompletion.view.Completion
          state={loadedCompletion.state}
          onChoose={(choice) => {
            const chosen = completion.choose(choice);
            if (chosen !== null) complete(chosen);
          }}
        />
      )}
      <ComposerBanner composer={composer} onCancel={() => (composer.cancel(), show())} />
      <div class="composer-row">
        <textarea
          ref={textarea}
          class="composer-text"
          rows={1}
          value={text}
          // With `dir="auto"` a browser scans the whole text for its direction, again and again: millions of characters make it hang.
          maxLength={DRAFT_MAX_LENGTH}
          dir="auto"
          aria-label={words.write(title)}
          placeholder={words.write(title)}
          enterkeyhint="send"
          {...loadedCompletion?.view.ariaFor(loadedCompletion.state)}
          // A desktop's input method shows its candidates where the list would be. A phone's are on its keyboard, and on Android
          // every word is a composition.
          onInput={(event) => {
            composer.write(event.currentTarget.value);
            if (event.currentTarget.value.length > DRAFT_MAX_LENGTH) show();
            if (!event.isComposing || !isDesktop()) completion.look(event.currentTarget);
          }}
          onPaste={(event) => receive(event.currentTarget, event.clipboardData)}
          onDrop={(event) => receive(event.currentTarget, event.dataTransfer)}
          onCompositionStart={() => {
            if (isDesktop()) completion.close();
          }}
          onCompositionEnd={(event) => completion.look(event.currentTarget)}
          onKeyDown={(event) => {
            if (press(event)) event.preventDefault();
          }}
          onBlur={() => completion.close()}
        />
        {left <= COUNT_FROM && (
          <output class={left < 0 ? "composer-count over" : "composer-count"}>{words.charactersLeft(left)}</output>
        )}
        <button
          type="submit"
          class="composer-send"
          aria-label={words.send}
          title={words.send}
          disabled={!isSendable && composer.editing.value === null}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
