/** What the room may do and must refuse, by the tables of `deeds`. */
import type { RefusalReason, Said } from "../../../../src/protocol/events.ts";
import type { PendingCommand } from "../../../../src/client/sending/outbox.ts";
import type { Authority, Effect, Moment, Placed } from "../../deeds/deed.ts";
import { deedOf } from "../../deeds/deeds.ts";

/** For which reasons the room had to refuse `command` of `author` at this moment; empty where it had to accept it. */
export function reasonsAgainst(command: PendingCommand, author: string, now: Moment): ReadonlySet<RefusalReason> {
  const deed = deedOf(command);
  const target = targetOf(command, now);
  if (deed.target(command) !== null) {
    if (target === null || target.removed === true) return new Set(["no_such_message"]); // whatever else there is
    if (!hasAuthority(deed.authority, author, target)) return new Set(["not_yours"]);
  }
  return new Set(deed.refusals(command, target));
}

/** What `placed` makes of the room as it was before; null where it must be refused, or changes nothing. */
export function effectOf(placed: Placed, before: Moment): Effect | null {
  const { command, by } = placed;
  if (reasonsAgainst(command, by.id, before).size > 0) return null;
  return deedOf(command).effect(placed, targetOf(command, before));
}

/** Whether the room may answer `placed` by saying that nothing had to change. */
export function isNoOp(placed: Placed, now: Moment): boolean {
  const { command, by } = placed;
  if (!deedOf(command).mayChangeNothing || reasonsAgainst(command, by.id, now).size > 0) return false;
  return effectOf(placed, now) === null;
}

function targetOf(command: PendingCommand, now: Moment): Said | null {
  const seq = deedOf(command).target(command);
  return seq === null ? null : now.message(seq);
}

function hasAuthority(authority: Authority, author: string, target: Said): boolean {
  switch (authority) {
    case "anyone":
      return true;
    case "the author of the target":
      return target.from.id === author;
  }
}
