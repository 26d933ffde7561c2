import { dayOf, Today } from "../messages/index.ts";
import { useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedSubmitEvent, VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { QUERY_MAX_LENGTH } from "../../protocol/limits.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { SearchState, type SearchProgress } from "./search-state.ts";
import { BROWSER_CLOCK } from "../../client/connection/web-socket.ts";
import { roomTitle } from "../rooms/index.ts";
import { searchWords } from "../words/search.ts";
import { reasonText, words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";
import { SearchResults } from "./SearchResults.tsx";

/** UTF-16 code units reserved for the time zone offsets, which are added to days before the query is sent. */
const ZONES_LENGTH = 4 * "+08:00".length;
const MAX_LENGTH = QUERY_MAX_LENGTH - ZONES_LENGTH;
/** As in search.css: on a narrower page the panel covers the room. */
const BESIDE_ROOM = "(min-width: 52rem)";

interface SearchPanelProps {
  readonly session: RoomSession;
  readonly onClose: () => void;
}

export function SearchPanel({ session, onClose }: SearchPanelProps): VNode {
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const search = useMemo(
    () => new SearchState({ searches: session.searches, clock: BROWSER_CLOCK, utcOffsetMinutesAt }),
    [session],
  );
  const current = search.current.value;
  const isFull = useSignal(false);
  const isOpen = session.status.value.state === "open";

  // Before the first paint: people who open it with the keyboard may type at once.
  useLayoutEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  useEffect(() => search.followChanges(), [search]);
  const today = useMemo(() => new Today(BROWSER_CLOCK, session), [session]);
  useEffect(() => today.follow(), [today]);
  void today.tomorrow.value; // read so that "Today" is rendered again at midnight
  // What happened while there was no connection may have changed the results.
  useEffect(() => {
    if (isOpen) void search.repeat();
  }, [isOpen]);

  function submit(event: TargetedSubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const query = field.current?.value.trim() ?? "";
    if (query !== "") void search.find(query);
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
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- shortcuts for everything in it
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
        {!isOpen ? searchWords.offline : isFull.value ? searchWords.full(MAX_LENGTH) : statusOf(current, session.now())}
      </p>
      {current === null || (current.messages.length === 0 && current.searchedTo === null) ? (
        <p id="search-hint" class="search-hint hint">
          {searchWords.hint}
        </p>
      ) : (
        <SearchResults session={session} search={current} onGo={goTo} onOlder={() => void search.older()} />
      )}
    </aside>
  );
}

/** `at` is midnight of a day in UTC. The offset is that of the same day's local midnight. */
function utcOffsetMinutesAt(at: number): number {
  const day = new Date(at);
  return -new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()).getTimezoneOffset();
}

function statusOf(search: SearchProgress | null, now: number): string {
  if (search === null) return "";
  const { state, fault, messages, more, searchedTo } = search;
  if (state === "searching") return searchWords.searching;
  if (state === "taking long") return searchWords.takesLong;
  if (fault !== null) return fault === "lost" ? searchWords.lost : reasonText(fault);
  if (searchedTo !== null) return searchWords.searchedTo(dayOf(searchedTo.at, now));
  return messages.length === 0 ? searchWords.nothingFound : searchWords.found(messages.length, more);
}

/** From the field through the results, and back to the field. */
function moveFocus(panel: HTMLElement | null, step: 1 | -1): void {
  const stops = [...(panel?.querySelectorAll<HTMLElement>("input, [data-result]") ?? [])];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops.at((at + step) % stops.length)?.focus();
}
