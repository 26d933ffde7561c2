/** Owns searching in the room on the page: the field, what was found in order of time, and the way to each place. */
import { dayOf, Today } from "../messages/index.ts";
import { useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedSubmitEvent, VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { QUERY_MAX_LENGTH } from "../../protocol/limits.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { SearchState, type Asked } from "./search-state.ts";
import { BROWSER_CLOCK } from "../../client/connection/web-socket.ts";
import { roomTitle } from "../rooms/index.ts";
import { searchWords } from "../words/search.ts";
import { reasonText, words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";
import { SearchResults } from "./SearchResults.tsx";

/** UTF-16 code units that are left for the offsets of days, which are sent with them. */
const ZONES_LENGTH = 4 * "+08:00".length;
const MAX_LENGTH = QUERY_MAX_LENGTH - ZONES_LENGTH;
/** As in the style sheet: on a narrower page the panel covers the room. */
const BESIDE_ROOM = "(min-width: 52rem)";

interface SearchPanelProps {
  readonly session: RoomSession;
  readonly onClose: () => void;
}

export function SearchPanel({ session, onClose }: SearchPanelProps): VNode {
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const inquiry = useMemo(
    () => new SearchState({ searches: session.searches, clock: BROWSER_CLOCK, minutesAheadAt }),
    [session],
  );
  const asked = inquiry.asked.value;
  const isFull = useSignal(false);
  const isOpen = session.status.value.state === "open";

  // Before it is painted: whoever asked for it by keys may write on at once.
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  useEffect(() => inquiry.keepInStep(), [inquiry]);
  const today = useMemo(() => new Today(BROWSER_CLOCK, session), [session]);
  useEffect(() => today.follow(), [today]);
  void today.tomorrow.value; // read so that the days are named anew when one is over
  // What came while there was no connection may have changed what was found.
  useEffect(() => {
    if (isOpen) void inquiry.again();
  }, [isOpen]);

  function submit(event: TargetedSubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const query = field.current?.value.trim() ?? "";
    if (query !== "") void inquiry.find(query);
  }

  function goTo(seq: Seq): void {
    session.paging.around(seq);
    if (!matchMedia(BESIDE_ROOM).matches) onClose();
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (event.key === "Escape") onClose();
    else if (event.key === "ArrowDown") moveFocus(panel.current, 1);
    else if (event.key === "ArrowUp") moveFocus(panel.current, -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys for all that is in it
    <aside ref={panel} class="search-panel" aria-label={words.search} onKeyDown={onKeyDown}>
      <form class="search-form" role="search" onSubmit={submit}>
        <input
          ref={field}
          class="field"
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          maxLength={MAX_LENGTH}
          onInput={({ currentTarget }) => (isFull.value = currentTarget.value.length >= MAX_LENGTH)}
          placeholder={searchWords.field(roomTitle(session.room))}
          aria-label={searchWords.field(roomTitle(session.room))}
          aria-describedby="search-hint"
        />
        <button type="submit" class="icon-button" aria-label={words.search} disabled={!isOpen}>
          <Icon name="search" />
        </button>
        <button type="button" class="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </form>
      <p class="search-status" role="status">
        {!isOpen ? searchWords.offline : isFull.value ? searchWords.full(MAX_LENGTH) : statusOf(asked, session.now())}
      </p>
      {asked === null || (asked.messages.length === 0 && asked.searchedTo === null) ? (
        <p id="search-hint" class="search-hint hint">
          {searchWords.hint}
        </p>
      ) : (
        <SearchResults session={session} asked={asked} onGo={goTo} onOlder={() => void inquiry.older()} />
      )}
    </aside>
  );
}

/** By the day and not by the moment: midnight is another one here. */
function minutesAheadAt(at: number): number {
  const day = new Date(at);
  return -new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()).getTimezoneOffset();
}

function statusOf(asked: Asked | null, now: number): string {
  if (asked === null) return "";
  const { state, fault, messages, more, searchedTo } = asked;
  if (state === "searching") return searchWords.searching;
  if (state === "taking long") return searchWords.takesLong;
  if (fault !== null) return fault === "lost" ? searchWords.lost : reasonText(fault);
  if (searchedTo !== null) return searchWords.searchedTo(dayOf(searchedTo.at, now));
  return messages.length === 0 ? searchWords.nothingFound : searchWords.found(messages.length, more);
}

/** From the field through the results and round again. */
function moveFocus(panel: HTMLElement | null, step: 1 | -1): void {
  const stops = [...(panel?.querySelectorAll<HTMLElement>("input, [data-result]") ?? [])];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops.at((at + step) % stops.length)?.focus();
}
