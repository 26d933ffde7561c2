/** A message as the text that is sent, with what the room needs to know of it without parsing that again. */
import { type Encoded, encodeEvent } from "../../protocol/codec/encoding.ts";
import type { MemberId } from "../../protocol/values/identity.ts";
import { MESSAGES_MAX_BYTES, REACTION_MAX_NAMED } from "../../protocol/limits.ts";
import type { Emoji } from "../../protocol/values/reactions.ts";
import type { OwnReaction, Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { History } from "./history.ts";

const encoder = new TextEncoder();

export interface EncodedMessage {
  readonly seq: Seq;
  readonly json: Encoded;
  /** The length of `json` in UTF-8. */
  readonly bytes: number;
  /** The emoji with more reactions than are named. */
  readonly crowded: readonly Emoji[];
}

/** `said` as it is sent: with the names of those who reacted first. */
export function encodeMessage(said: Said): EncodedMessage {
  const sent = namingTheFirst(said);
  const crowded = (sent.reactions ?? []).filter(({ count, by }) => count > by.length).map(({ emoji }) => emoji);
  const json = encodeEvent(sent);
  return { seq: said.seq, json, bytes: encoder.encode(json).length, crowded };
}

/**
 * As many of `messages` as one event may carry (`MESSAGES_MAX_BYTES`): the one at `center`, then its neighbours on both sides in
 * turn. If `center` is at an end, those nearest to it.
 */
export function fitting<Message extends EncodedMessage>(
  messages: readonly Message[],
  center: number,
): readonly Message[] {
  let [first, end, bytes] = [center, center, 0];
  const fits = (index: number): boolean => {
    const message = messages[index];
    if (message === undefined || bytes + message.bytes > MESSAGES_MAX_BYTES) return false;
    bytes += message.bytes;
    return true;
  };
  let [goesUp, goesDown] = [true, true];
  while (goesUp || goesDown) {
    if ((goesUp &&= fits(end))) end += 1;
    if ((goesDown &&= fits(first - 1))) first -= 1;
  }
  return messages.slice(first, end);
}

/** This member's reactions that `messages` do not name, as a field of their event; no field if there are none. */
export function yoursAmong(
  messages: readonly EncodedMessage[],
  id: MemberId,
  history: Pick<History, "hasReacted">,
): { readonly yours?: readonly OwnReaction[] } {
  const yours = messages.flatMap(({ seq, crowded }) =>
    crowded.filter((emoji) => history.hasReacted(seq, emoji, id)).map((emoji) => ({ seq, emoji })),
  );
  return yours.length === 0 ? {} : { yours };
}

function namingTheFirst(said: Said): Said {
  if (said.reactions === undefined) return said;
  return {
    ...said,
    reactions: said.reactions.map((reaction) => ({ ...reaction, by: reaction.by.slice(0, REACTION_MAX_NAMED) })),
  };
}
