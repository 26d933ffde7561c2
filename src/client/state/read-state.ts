/**
 * How far you have read a room: a pure fold. A message counts as read once any of these holds:
 *
 * - You saw it at the end of the list, on an active page with an open connection. Example: you scroll up in a room that has
 *   messages up to 40; 41 arrives; 41 stays unread until you are back at the end.
 * - The room says so, because you read it on another device.
 * - It was there before you first came. To a newcomer all messages are new, so none is counted.
 */
import { NOTHING_UNREAD, type Unread } from "../../protocol/unread.ts";
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";

/** Unread messages that are held at most. Nobody counts further than this. */
const UNREAD_MAX = 1_000;

interface UnreadMessage {
  readonly seq: Seq;
  readonly isMention: boolean;
}

/** Where the unread divider goes, as it was when you came. */
interface UnreadDivider {
  /** The last message that you had read. */
  readonly after: Seq;
  readonly count: Unread;
}

export interface ReadState {
  /** Ascending; those up to `readMark` are left out where the state is asked. */
  readonly unread: readonly UnreadMessage[];
  /** Whether there are older unread messages, of which nothing else is known. */
  readonly more: boolean;
  /** Up to where the room knows that you have read, on any device; 0 if it never was told. */
  readonly known: Seq;
  /** Up to where you have read on this page. */
  readonly here: Seq;
  /** What was there before you first came. */
  readonly found: Seq;
  readonly divider: UnreadDivider | null;
  /** Whether the divider has been in view: then the way to it need not be shown. */
  readonly isDividerFound: boolean;
  readonly wasWelcomed: boolean;
  /** Whether you look at the room, over an open connection. */
  readonly isPresent: boolean;
  /** Whether you have looked away since the divider was last placed. */
  readonly wasAway: boolean;
}

export const NOTHING_READ: ReadState = {
  unread: [],
  more: false,
  known: 0,
  here: 0,
  found: 0,
  divider: null,
  isDividerFound: false,
  wasWelcomed: false,
  isPresent: false,
  wasAway: true,
};

/** Whose messages count, and which mention you. */
export interface Reader {
  readonly you: string;
  readonly mentionsYou: (text: string) => boolean;
}

/** What a `welcome` tells, and what of it the client knew before. */
export interface WelcomeFacts {
  /** `welcome.read` */
  readonly known: Seq;
  /** Up to where this client had heard of the room before; null if it never had. */
  readonly earlier: Seq | null;
  /** Whether it had, but of another history. */
  readonly isOtherHistory: boolean;
  /** The newest message of the room. */
  readonly newest: Seq;
  /** Every message that the client has now, ascending, from the oldest without a gap. */
  readonly messages: readonly Said[];
  /** Whether the room has messages before these. */
  readonly hasOlder: boolean;
}

/** Everything up to here is read. */
export function readMark({ known, here, found }: ReadState): Seq {
  return Math.max(known, here, found);
}

export function unreadCount(state: ReadState): Unread {
  const { unread, more } = unreadSince(state, readMark(state));
  if (unread.length === 0) return NOTHING_UNREAD;
  return { unread: unread.length, mentions: unread.filter(({ isMention }) => isMention).length, more };
}

/** Whether the message `seq` is there, from somebody else, and not read on any device. */
export function isUnread(state: ReadState, seq: Seq): boolean {
  return seq > readMark(state) && state.unread.some((one) => one.seq === seq);
}

export function welcomed(state: ReadState, facts: WelcomeFacts, reader: Reader): ReadState {
  const { known, earlier, isOtherHistory, newest, messages, hasOlder } = facts;
  const before = isOtherHistory ? { ...state, here: 0, found: 0 } : state;
  // The room was never told, so you are a newcomer; or this device knows you from before there were read marks.
  const isNewcomer = !state.wasWelcomed && readMark({ ...before, known }) === 0;
  const found = isNewcomer ? (isOtherHistory ? newest : (earlier ?? newest)) : before.found;
  const next = { ...before, known, found, wasWelcomed: true, unread: [], more: false };
  const more = hasOlder && (messages[0]?.seq ?? 0) > readMark(next) + 1;
  const counted = withNew(next, messages, reader);
  return { ...counted, more: counted.more || more };
}

/** Somebody said something. */
export function said(state: ReadState, message: Said, reader: Reader): ReadState {
  return withNew({ ...state, ...unreadSince(state, readMark(state)) }, [message], reader);
}

/** The message `seq` was removed: it need not be read. */
export function removed(state: ReadState, seq: Seq): ReadState {
  return state.unread.some((one) => one.seq === seq)
    ? { ...state, unread: state.unread.filter((one) => one.seq !== seq) }
    : state;
}

/** The room knows that you have read everything up to `seq`. */
export function seen(state: ReadState, seq: Seq): ReadState {
  return seq > state.known ? { ...state, known: seq } : state;
}

/** Where you are now. `newest`: the newest message of the room, if it is in view; else null. */
export interface Presence {
  readonly isLooking: boolean;
  readonly isConnected: boolean;
  readonly newest: Seq | null;
}

/** You look at the room, or away, or more of it came into view. */
export function looked(state: ReadState, { isLooking, isConnected, newest }: Presence): ReadState {
  const isPresent = isLooking && isConnected;
  const placed = isPresent && !state.isPresent ? withDivider(state) : state;
  const wasAway = placed.wasAway || !isLooking;
  const next =
    placed.isPresent === isPresent && placed.wasAway === wasAway ? placed : { ...placed, isPresent, wasAway };
  if (!isPresent || newest === null) return next;
  const left = unreadSince(next, newest);
  if (newest <= next.here && left.unread === next.unread) return next;
  return { ...next, here: Math.max(next.here, newest), ...left };
}

/** You said something, so you have seen what there was; or you look at another room. */
export function withoutDivider(state: ReadState): ReadState {
  return state.divider === null ? state : { ...state, divider: null };
}

/** The divider came into view, or you went to it. */
export function dividerFound(state: ReadState): ReadState {
  return state.isDividerFound ? state : { ...state, isDividerFound: true };
}

/** You are here, or here again: places the divider, or takes it away if nothing is new since. */
function withDivider(state: ReadState): ReadState {
  const count = unreadCount(state);
  const { wasAway } = state;
  if (count.unread > 0 && (wasAway || state.divider === null)) {
    return { ...state, wasAway: false, divider: { after: readMark(state), count }, isDividerFound: false };
  }
  return { ...state, wasAway: false, divider: wasAway ? null : state.divider };
}

/** Adds those of `messages` (ascending) that are new, from others and not removed. */
function withNew(state: ReadState, messages: readonly Said[], { you, mentionsYou }: Reader): ReadState {
  const last = Math.max(readMark(state), state.unread.at(-1)?.seq ?? 0);
  const fresh = messages
    .filter(({ seq, from, removed: isRemoved }) => seq > last && from.id !== you && !isRemoved)
    .map(({ seq, text }) => ({ seq, isMention: mentionsYou(text) }));
  if (fresh.length === 0) return state;
  const all = [...state.unread, ...fresh];
  const unread = all.slice(-UNREAD_MAX);
  return { ...state, unread, more: state.more || unread.length < all.length };
}

/** What is left unread once everything up to `mark` is read. */
function unreadSince({ unread, more }: ReadState, mark: Seq): Pick<ReadState, "unread" | "more"> {
  const [first] = unread;
  if (first === undefined || first.seq > mark) return { unread, more };
  return { unread: unread.filter(({ seq }) => seq > mark), more: false };
}
