/** Owns whether a refusal is right: its reason must have held when the room gave it. */
import type { RefusalReason } from "../../../src/protocol/events.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import type { Wished } from "./claims.ts";
import { isFull } from "./fold.ts";
import type { Past } from "./past.ts";

/** Whether `reason` was one for the room not to do what `author` wished, at some moment from `from` to `to`. */
export function isRightful(
  past: Past,
  author: string,
  wished: Wished,
  reason: RefusalReason,
  from: Seq,
  to: Seq,
): boolean {
  for (let at = from; at <= to; at++) if (heldAt(past, author, wished, reason, at)) return true;
  return false;
}

function heldAt(past: Past, author: string, { wish }: Wished, reason: RefusalReason, at: Seq): boolean {
  if (wish.type === "say" || wish.type === "topic") return false; // nothing that is said here is malformed
  const said = past.messageAt(wish.target, at);
  const isGone = said === null || said.removed === true;
  if (reason === "no_such_message") return isGone;
  if (isGone) return false;
  if (reason === "not_yours") return wish.type !== "react" && said.from.id !== author;
  if (reason === "too_many_reactions") return wish.type === "react" && wish.on && isFull(said, wish.emoji);
  return false; // nobody here is to be refused for anything else
}
