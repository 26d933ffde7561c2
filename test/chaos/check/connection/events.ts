/** How an event must read on a connection: when it is new, and when the room answers a repeated command with it. */
import type { DurableEvent } from "../../../../src/protocol/events.ts";
import type { Seq } from "../../../../src/protocol/wire.ts";
import { deedOf } from "../../deeds/deeds.ts";
import { keyOf, type Claims } from "../model/claims.ts";
import type { RoomHistory } from "../model/room-history.ts";
import { isNoOp } from "../model/rules.ts";
import { isSame } from "../model/same.ts";
import type { Findings } from "../violations.ts";

/** Reports `event`, the newest that `client` received, unless it reads as the room's change at that place must. */
export function checkNew(findings: Findings, history: RoomHistory, client: string, event: DurableEvent): void {
  const change = history.changeAt(event.seq);
  if (change === null) return; // reported already: nobody submitted it
  if (change.key !== keyOf(event)) {
    findings.report("seq_differs", `${client} was told that ${event.seq} is ${keyOf(event)}; it is ${change.key}.`);
    return;
  }
  const wanted = deedOf(change.command).event(change, history.at(event.seq));
  if (isSame(event, wanted)) return;
  findings.report("invented", `${client} has ${JSON.stringify(event)} for ${JSON.stringify(wanted)}.`);
}

/**
 * Reports `event`, with which the room answers `client` once more, unless it is the change as it must be told at `position`
 * ([S4], [E6]), or says rightly that nothing had to change ([E3]).
 */
export function checkRepeat(
  findings: Findings,
  claims: Claims,
  history: RoomHistory,
  client: string,
  event: DurableEvent,
  position: Seq,
): void {
  const key = keyOf(event);
  const now = history.at(position);
  const who = `${client}, answered again at ${position},`;
  const change = history.changeAt(event.seq);
  if (change?.key === key) {
    const wanted = { ...deedOf(change.command).event(change, now), repeat: true };
    if (isSame(event, wanted)) return;
    const isLeaked = "text" in event && event.text !== "" && "text" in wanted && wanted.text === "";
    const words = `${who} has ${JSON.stringify(event)} for ${JSON.stringify(wanted)}.`;
    return findings.report(isLeaked ? "leaked" : "state_differs", words);
  }
  if (event.seq !== position || !isRightNoOp(claims, history, event)) {
    findings.report("invented", `${who} has ${JSON.stringify(event)}, which is not so.`);
  }
}

/** Whether `event` says rightly that its command changes nothing. It has the room's present seq and time. */
function isRightNoOp(claims: Claims, history: RoomHistory, event: DurableEvent): boolean {
  const submitted = claims.submitted.get(keyOf(event));
  if (submitted === undefined || event.type === "said") return false;
  const { seq, at, by, clientId } = event;
  const placed = { seq, at, by, clientId, command: submitted.command };
  const now = history.at(seq);
  const wanted = { ...deedOf(submitted.command).event(placed, now), repeat: true };
  return at >= (history.changeAt(seq)?.at ?? 0) && isSame(event, wanted) && isNoOp(placed, now);
}
