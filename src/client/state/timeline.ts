/**
 * What a client has of a room's messages: a run without holes, and a cursor. A pure fold over events: the same events give the
 * same list, however the connection drops and resumes in between.
 */
import { changed } from "../../protocol/changes.ts";
import type { Cursor, Seq } from "../../protocol/wire.ts";
import type { DurableEvent, PageEvent, Said, Welcome, MessageChange } from "../../protocol/events.ts";

/** Messages held and shown at once: bounds memory and DOM in a room of any size. */
export const TIMELINE_MAX_MESSAGES = 300;

/**
 * Oldest messages that are dropped together. Dropping any makes the browser lay out and paint all below it again, and in a busy
 * room that would happen with each message.
 */
const TRIM_MESSAGES = 50;

export interface Timeline {
  /** Ascending, without holes. */
  readonly messages: readonly Said[];
  /** Every change up to here was received, whether or not it is among `messages`. Null before the first welcome. */
  readonly cursor: Cursor | null;
  /** The newest message that was received, whether or not it is among `messages`; 0 for none. */
  readonly newest: Seq;
  /** Whether the room has messages older than these. */
  readonly hasOlder: boolean;
}

export const EMPTY_TIMELINE: Timeline = { messages: [], cursor: null, newest: 0, hasOlder: false };

/** Whether the messages reach the newest one. If not, newer ones are loaded page by page, or by `restarted`. */
export function isLive(timeline: Timeline): boolean {
  return lastSeq(timeline) >= timeline.newest;
}

/** Whether a change with this seq shows that one before it was missed: then the client must resume. */
export function isGap({ cursor }: Timeline, seq: Seq): boolean {
  return cursor !== null && seq > cursor.seq + 1;
}

/** The room answered `hello`: with what was missed, or with a new start. `isFollowing` as for `received`. */
export function welcomed(timeline: Timeline, welcome: Welcome, isFollowing: boolean): Timeline {
  const { epoch, seq, oldest, recovered, messages, more } = welcome;
  const cursor = { epoch, seq };
  if (!recovered) return { messages, cursor, newest: messages.at(-1)?.seq ?? 0, hasOlder: more };
  const caughtUp = messages.reduce((folded, said) => received(folded, said, isFollowing), timeline);
  return since({ ...caughtUp, cursor }, oldest);
}

/** The timeline without the messages before `oldest`, where the room's history begins. */
export function since(timeline: Timeline, oldest: Seq): Timeline {
  const { messages, newest } = timeline;
  if (!((messages[0]?.seq ?? newest) <= oldest)) return timeline; // older rooms do not say where it begins
  const kept = messages.filter(({ seq }) => seq >= oldest);
  return { ...timeline, messages: kept, newest: newest < oldest ? 0 : newest, hasOlder: false };
}

/**
 * A message arrived. If the reader follows (`isFollowing`), old messages are dropped for it. If not, it is only counted, and
 * loaded later.
 */
export function received(timeline: Timeline, said: Said, isFollowing: boolean): Timeline {
  const { messages, newest, cursor } = timeline;
  // It is here already: a page was faster, or it changed while we were away. The cursor moves all the same.
  if (said.seq <= newest) return passed({ ...timeline, messages: replaced(messages, said) }, said.seq);
  const advanced = { ...timeline, newest: said.seq, cursor: advance(cursor, said.seq) };
  const isFull = messages.length >= TIMELINE_MAX_MESSAGES;
  if (!isLive(timeline) || (isFull && !isFollowing)) return advanced;
  return isFull
    ? { ...advanced, messages: [...messages.slice(TRIM_MESSAGES), said], hasOlder: true }
    : { ...advanced, messages: [...messages, said] };
}

/**
 * Whether `event` is news. This is the one place that decides it, for every durable event: an answer to a repeated command is
 * not ([S6]), nor is what has been received before. (Older rooms do not mark repeats; their seq gives them away.) What such
 * an event says is here already, or comes in its own place.
 */
export function isNews({ cursor }: Timeline, { seq, repeat }: DurableEvent): boolean {
  return repeat !== true && seq > (cursor?.seq ?? 0);
}

/** A message was changed. */
export function amended(timeline: Timeline, event: MessageChange): Timeline {
  const { messages } = timeline;
  const target = messages.find(({ seq }) => seq === event.target);
  const advanced = passed(timeline, event.seq);
  return target === undefined ? advanced : { ...advanced, messages: replaced(messages, changed(target, event)) };
}

/** A change arrived that does not concern the messages, such as one of an unknown type. */
export function passed(timeline: Timeline, seq: Seq): Timeline {
  return { ...timeline, cursor: advance(timeline.cursor, seq) };
}

/** Whether there is space for older messages: for a reader who follows, they must not push out the newest. */
export function takesOlder({ messages, hasOlder }: Timeline, isFollowing: boolean): boolean {
  return hasOlder && !(isFollowing && messages.length >= TIMELINE_MAX_MESSAGES);
}

/**
 * A page arrived that was requested `before` the first or `after` the last message, whose seq is given. If that is not the end
 * any more, the page would leave a hole and is ignored. Messages at the other end are dropped, unless the reader follows there.
 */
export function paged(
  timeline: Timeline,
  asked: { readonly where: "before" | "after"; readonly seq: Seq },
  { messages: page, more }: PageEvent,
  isFollowing: boolean,
): Timeline {
  const { messages, newest, hasOlder } = timeline;
  const isMore = more && page.length > 0; // or it would be requested over and over
  const end = asked.where === "before" ? messages[0] : messages.at(-1);
  if (end?.seq !== asked.seq) return timeline;
  if (asked.where === "before" && !isFollowing) {
    return { ...timeline, messages: [...page, ...messages].slice(0, TIMELINE_MAX_MESSAGES), hasOlder: isMore };
  }
  const all = asked.where === "before" ? [...page, ...messages] : [...messages, ...page];
  const kept = all.slice(-TIMELINE_MAX_MESSAGES);
  return {
    ...timeline,
    messages: kept,
    // If nothing follows the end, the room does not keep the newest message any more.
    newest: asked.where === "after" && page.length === 0 ? asked.seq : Math.max(newest, kept.at(-1)?.seq ?? 0),
    hasOlder: kept.length < all.length || (asked.where === "before" ? isMore : hasOlder),
  };
}

/** The newest page, or the page around a message, replaces the timeline: the reader goes there. */
export function restarted(timeline: Timeline, { messages, more }: PageEvent): Timeline {
  return { ...timeline, messages, newest: Math.max(timeline.newest, messages.at(-1)?.seq ?? 0), hasOlder: more };
}

/** The newest `limit` messages of the timeline. */
export function newestOf(timeline: Timeline, limit: number): Timeline {
  const { messages, hasOlder } = timeline;
  return { ...timeline, messages: messages.slice(-limit), hasOlder: hasOlder || messages.length > limit };
}

/** `timeline` without the text of the message `target`, which was removed. The cursor stays as it is. */
export function withdrawn(timeline: Timeline, target: Seq): Timeline {
  const { messages } = timeline;
  const said = messages.find(({ seq }) => seq === target);
  if (said === undefined || said.removed) return timeline;
  const event = { type: "removed", seq: 0, at: 0, by: said.from, clientId: "", target } as const; // only its type matters
  return { ...timeline, messages: replaced(messages, changed(said, event)) };
}

function replaced(messages: readonly Said[], said: Said): readonly Said[] {
  return messages.some(({ seq }) => seq === said.seq)
    ? messages.map((message) => (message.seq === said.seq ? said : message))
    : messages;
}

function lastSeq({ messages }: Timeline): Seq {
  return messages.at(-1)?.seq ?? 0;
}

function advance(cursor: Cursor | null, seq: Seq): Cursor | null {
  return cursor === null || seq <= cursor.seq ? cursor : { ...cursor, seq };
}
