/** The list of completions above the composer, which keeps the focus. It is loaded when the first word may be completed. */
import type { TextareaHTMLAttributes, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Choice, CompletionState } from "./completion-state.ts";
import { Avatar, memberHue } from "../people/index.ts";
import { shortcutWords } from "../words/shortcuts.ts";
import { words } from "../words/words.ts";

export { CompletionState } from "./completion-state.ts";

const LIST_ID = "completion";

interface CompletionProps {
  readonly state: CompletionState;
  readonly onChoose: (choice: Choice) => void;
}

export function Completion({ state, onChoose }: CompletionProps): VNode | null {
  const choices = state.choices.value;
  const active = state.active.value;
  const chosen = useRef<HTMLDivElement>(null);
  useEffect(() => chosen.current?.scrollIntoView({ block: "nearest" }), [active, choices]);
  if (choices.length === 0) return null;
  return (
    <div
      id={LIST_ID}
      class="completion"
      role="listbox"
      tabIndex={-1}
      aria-label={choices[0]?.type === "person" ? words.people : shortcutWords.commands}
      // So that the field keeps the focus, and a phone its keyboard.
      onMouseDown={(event) => event.preventDefault()}
    >
      {choices.map((choice, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's
        <div
          key={choice.word}
          ref={index === active ? chosen : null}
          id={optionId(index)}
          class="choice"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onClick={() => onChoose(choice)}
        >
          <ChoiceView choice={choice} />
        </div>
      ))}
    </div>
  );
}

/** What the field tells a screen reader about the list. A `textarea` may not be a `combobox`, but may point into a list. */
export function ariaFor(state: CompletionState): TextareaHTMLAttributes {
  if (state.choices.value.length === 0) return {};
  return {
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": LIST_ID,
    "aria-activedescendant": optionId(state.active.value),
  };
}

function ChoiceView({ choice }: { readonly choice: Choice }): VNode {
  if (choice.type === "command") {
    const { usage, help } = shortcutWords.commandHelp[choice.word];
    return (
      <span class="completion-command">
        <span class="completion-usage">
          /{choice.word} <span class="tag">{usage}</span>
        </span>
        <span class="tag">{help}</span>
      </span>
    );
  }
  const { id, name } = choice.person;
  return (
    <>
      <Avatar id={id} />
      <bdi class="person-name" style={{ "--hue": String(memberHue(id)) }}>
        {name}
      </bdi>
    </>
  );
}

function optionId(index: number): string {
  return `${LIST_ID}-${index}`;
}
