/** Owns whether a refusal is right: its reason must have held when the room gave it. */
import type { RefusalReason } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Submitted } from "../model/claims.ts";
import { isFull } from "../model/fold.ts";
import type { RoomHistory } from "../model/room-history.ts";

/** Whether `reason` was one for the room not to do what `author` wished, at some moment from `from` to `to`. */
export function isRightful(
  history: RoomHistory,
  author: string,
  wished: Submitted,
  reason: RefusalReason,
  from: Seq,
  to: Seq,
): boolean {
  for (let at = from; at <= to; at++) if (heldAt(history, author, wished, reason, at)) return true;
  return false;
}

function heldAt(history: RoomHistory, author: string, { wish }: Submitted, reason: RefusalReason, at: Seq): boolean {
  if (wish.type === "say" || wish.type === "topic") return false; // nothing that is said here is malformed
  const said = history.messageAt(wish.target, at);
  const isGone = said === null || said.removed === true;
  if (reason === "no_such_message") return isGone;
  if (isGone) return false;
  if (reason === "not_yours") return wish.type !== "react" && said.from.id !== author;
  if (reason === "too_many_reactions") return wish.type === "react" && wish.on && isFull(said, wish.emoji);
  return false; // nobody here is to be refused for anything else
}
