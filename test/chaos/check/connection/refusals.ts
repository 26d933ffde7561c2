import type { RefusalReason } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import type { Submitted } from "../model/claims.ts";
import type { RoomHistory } from "../model/room-history.ts";
import { reasonsAgainst } from "../model/rules.ts";

/** Whether the room had this reason to refuse what `author` submitted, at some moment from `from` to `to`. */
export function isRightful(
  history: RoomHistory,
  author: string,
  { command }: Submitted,
  reason: RefusalReason,
  from: Seq,
  to: Seq,
): boolean {
  for (let at = from; at <= to; at++) if (reasonsAgainst(command, author, history.at(at)).has(reason)) return true;
  return false;
}
