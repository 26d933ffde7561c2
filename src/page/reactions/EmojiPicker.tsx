import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { QUERY_MAX_LENGTH } from "../../protocol/limits.ts";
import { parseEmoji, type Emoji } from "../../protocol/values/reactions.ts";
import { allEmoji, findEmoji, type EmojiEntry } from "./emoji.ts";
import { actionWords } from "../words/actions.ts";
import { words } from "../words/words.ts";
import { itemBeside } from "../ui/arrow-keys.ts";

const NONE: readonly EmojiEntry[] = [];

interface EmojiPickerProps {
  readonly onPick: (emoji: Emoji) => void;
}

export function EmojiPicker({ onPick }: EmojiPickerProps): VNode {
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const entries = allEmoji.value ?? NONE;
  const hasFailed = useSignal(false);
  const query = useSignal("");
  const group = useSignal(0);
  useEffect(() => {
    allEmoji.load().catch(() => (hasFailed.value = true));
  }, []);

  const isSearching = query.value.trim() !== "";
  const shown = isSearching ? findEmoji(entries, query.value) : entries.filter((entry) => entry.group === group.value);
  const word = parseEmoji(query.value);
  // Takes what is in the field now: Enter may arrive before the results are rendered.
  const pick = (written: string): void => {
    const first = findEmoji(entries, written)[0]?.emoji ?? parseEmoji(written);
    if (written.trim() !== "" && first !== null) onPick(first);
  };

  return (
    <div class="picker" role="dialog" aria-label={words.react}>
      <input
        ref={search}
        class="field"
        type="search"
        value={query.value}
        maxLength={QUERY_MAX_LENGTH}
        enterkeyhint="done"
        aria-label={actionWords.searchEmoji}
        placeholder={actionWords.searchEmoji}
        onInput={({ currentTarget }) => (query.value = currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") itemsOf(grid.current)[0]?.focus();
          else if (event.key === "Enter") pick(event.currentTarget.value);
          else return;
          event.preventDefault();
        }}
      />
      {isSearching && word !== null && (
        <button type="button" class="button small picker-word" onClick={() => onPick(word)}>
          {actionWords.reactWith(word)}
        </button>
      )}
      {!isSearching && <Groups entries={entries} chosen={group.value} onChoose={(one) => (group.value = one)} />}
      <div
        ref={grid}
        class="picker-grid"
        role="toolbar"
        tabIndex={-1}
        aria-label={isSearching ? actionWords.emojiFound : actionWords.emojiGroups[group.value]}
        onKeyDown={(event) => {
          const next = itemBeside(itemsOf(grid.current), document.activeElement, event.key);
          if (next === undefined && event.key !== "ArrowUp") return;
          (next ?? search.current)?.focus();
          event.preventDefault();
        }}
      >
        {shown.map(({ emoji, label }, index) => (
          <button
            key={emoji}
            type="button"
            class="tool"
            tabIndex={index === 0 ? 0 : -1}
            aria-label={label}
            title={label}
            onClick={() => onPick(emoji)}
          >
            <span class="reaction-emoji">{emoji}</span>
          </button>
        ))}
      </div>
      {shown.length === 0 && (
        <p class="hint picker-hint" role="status">
          {hintOf(hasFailed.value, isSearching, entries.length, word)}
        </p>
      )}
    </div>
  );
}

function hintOf(hasFailed: boolean, isSearching: boolean, count: number, word: Emoji | null): string {
  if (isSearching && word === null) return words.reasons.emoji_malformed;
  if (hasFailed) return actionWords.emojiFailed;
  return count === 0 ? actionWords.emojiLoading : actionWords.emojiNotFound;
}

interface GroupsProps {
  readonly entries: readonly EmojiEntry[];
  readonly chosen: number;
  readonly onChoose: (group: number) => void;
}

/** One button for each group, showing the group's first emoji. */
function Groups({ entries, chosen, onChoose }: GroupsProps): VNode {
  const firsts = entries.filter(({ group }, index) => group !== entries[index - 1]?.group);
  return (
    <div class="picker-groups">
      {firsts.map(({ emoji, group }) => (
        <button
          key={group}
          type="button"
          class="tool"
          aria-label={actionWords.emojiGroups[group]}
          title={actionWords.emojiGroups[group]}
          aria-pressed={group === chosen}
          onClick={() => onChoose(group)}
        >
          <span class="reaction-emoji">{emoji}</span>
        </button>
      ))}
    </div>
  );
}

function itemsOf(grid: HTMLElement | null): readonly HTMLElement[] {
  return [...(grid?.querySelectorAll<HTMLElement>("button") ?? [])];
}
