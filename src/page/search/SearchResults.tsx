import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { dayOf, fullTimeOf, timeOf } from "../messages/index.ts";
import { memberHue } from "../people/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import type { SearchProgress } from "./search-state.ts";
import { excerptOf, partsOf } from "./search-highlights.ts";
import { searchWords } from "../words/search.ts";

interface SearchResultsProps {
  readonly session: RoomSession;
  readonly search: SearchProgress;
  readonly onGo: (seq: Seq) => void;
  readonly onOlder: () => void;
}

/** The newest result is last, as in the room, and is shown first. The scroll position stays when older results arrive. */
export function SearchResults({ session, search, onGo, onOlder }: SearchResultsProps): VNode {
  const list = useRef<HTMLDivElement>(null);
  const below = useRef(0);
  const { messages, more, searchedTo, terms, state } = search;
  useLayoutEffect(() => {
    const { current } = list;
    if (current !== null) current.scrollTop = current.scrollHeight - below.current;
  }, [messages]);
  function keepPlace(): void {
    const { current } = list;
    if (current !== null) below.current = current.scrollHeight - current.scrollTop;
  }
  return (
    <div ref={list} class="search-results" onScroll={keepPlace}>
      {(more || searchedTo !== null) && (
        <button type="button" class="button quiet wide" disabled={state !== "answered"} onClick={onOlder}>
          {searchedTo === null ? searchWords.older : searchWords.goOn}
        </button>
      )}
      <ol>
        {messages.map((said) => (
          <li key={said.seq}>
            <Result said={said} terms={terms} now={session.now()} onGo={() => onGo(said.seq)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface ResultProps {
  readonly said: Said;
  readonly terms: readonly string[];
  readonly now: number;
  readonly onGo: () => void;
}

function Result({ said, terms, now, onGo }: ResultProps): VNode {
  return (
    <button type="button" class="search-result" data-result={said.seq} onClick={onGo}>
      <span class="search-result-head">
        <bdi class="person-name" style={{ "--hue": String(memberHue(said.from.id)) }}>
          {said.from.name}
        </bdi>
        <time class="message-row-note" dateTime={new Date(said.at).toISOString()} title={fullTimeOf(said.at)}>
          {dayOf(said.at, now)} {timeOf(said.at)}
        </time>
      </span>
      <span class="search-result-text" dir="auto">
        {partsOf(excerptOf(said.text, terms), terms).map(({ text, isHit }) => (isHit ? <mark>{text}</mark> : text))}
      </span>
    </button>
  );
}
