import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ROOM_NAME_MAX_LENGTH } from "../../protocol/limits.ts";
import { LOBBY } from "../../protocol/values/names.ts";
import { movedBy } from "../ui/arrow-keys.ts";
import { hasModifier } from "../ui/keyboard.ts";
import { roomsFor, type RoomChoice } from "./find-rooms.ts";
import type { Store } from "../store.ts";
import { roomTitle } from "./titles.ts";
import { shortcutWords } from "../words/shortcuts.ts";
import { words } from "../words/words.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";

const LIST_ID = "switcher";

interface SwitcherProps {
  readonly store: Store;
  readonly onClose: () => void;
}

export function RoomSwitcher({ store, onClose }: SwitcherProps): VNode {
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<HTMLDivElement>(null);
  const query = useSignal("");
  const active = useSignal(0);
  // Without the current room, so that Enter alone leads back to the previous one.
  const known = [...new Set([...store.visited.value, LOBBY])].filter((room) => room !== store.place.value.room);
  const choices = roomsFor(query.value, known, roomTitle);
  const isBad = choices.length === 0 && query.value.trim() !== "";

  // The dialog has opened by now, and has focused its first button.
  useEffect(() => input.current?.focus(), []);
  useEffect(() => chosen.current?.scrollIntoView({ block: "nearest" }), [active.value]);

  /** The current room is not among the known ones, but it is not new either: choosing it leads to its newest message. */
  function isNew({ room, isKnown }: RoomChoice): boolean {
    return !isKnown && room !== store.place.value.room;
  }

  function go(choice: RoomChoice | undefined): void {
    if (choice === undefined) return;
    onClose();
    store.navigate(choice.room);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (hasModifier(event)) return;
    // Takes what is in the field now: the key may arrive before the choices are rendered.
    const now = roomsFor(query.value, known, roomTitle);
    const next = movedBy(event.key, active.value, now.length);
    if (next !== null) active.value = next;
    else if (event.key === "Enter") go(now[active.value]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog kind="card" label={shortcutWords.switchRoom} onClose={onClose}>
      <h2>{shortcutWords.switchRoom}</h2>
      <input
        ref={input}
        class="field"
        value={query.value}
        maxLength={ROOM_NAME_MAX_LENGTH * 4}
        dir="auto"
        role="combobox"
        aria-label={shortcutWords.roomName}
        placeholder={shortcutWords.roomName}
        aria-expanded={choices.length > 0}
        aria-autocomplete="list"
        aria-controls={LIST_ID}
        aria-activedescendant={choices.length > 0 ? `${LIST_ID}-${active.value}` : undefined}
        aria-invalid={isBad}
        autoCapitalize="off"
        autoComplete="off"
        enterKeyHint="go"
        onInput={(event) => {
          query.value = event.currentTarget.value;
          active.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <div id={LIST_ID} class="switcher" role="listbox" tabIndex={-1} aria-label={words.rooms}>
        {choices.map((choice, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's
          <div
            key={choice.room}
            ref={index === active.value ? chosen : null}
            id={`${LIST_ID}-${index}`}
            class="choice"
            role="option"
            tabIndex={-1}
            aria-selected={index === active.value}
            onClick={() => go(choice)}
          >
            {isNew(choice) && <Icon name="plus" />}
            <bdi>{isNew(choice) ? shortcutWords.openRoom(choice.room) : roomTitle(choice.room)}</bdi>
          </div>
        ))}
      </div>
      <p class={isBad ? "fault" : "hint"} role="status">
        {isBad && words.badRoomName}
        {choices.length === 0 && !isBad && shortcutWords.noOtherRoom}
      </p>
    </Dialog>
  );
}
