import { encodeEvent, type Encoded } from "../../protocol/codec/encoding.ts";
import type { DurableEvent, Refused } from "../../protocol/events.ts";
import type { MemberId } from "../../protocol/values/identity.ts";
import type { PersonName } from "../../protocol/values/names.ts";

/**
 * What a command leads to, and who is told. `member` is for every connection of that member, and may carry a new name. Changes
 * of presence and typing are not among these: they are announced at a pace of their own.
 */
export type Outcome =
  | { readonly to: "everyone"; readonly event: DurableEvent; readonly json: Encoded }
  | { readonly to: "sender"; readonly json: Encoded }
  | { readonly to: "member"; readonly id: MemberId; readonly name?: PersonName; readonly json: Encoded }
  | { readonly to: "sender"; readonly refused: Refused };

export function refuse(refused: Refused): Outcome {
  return { to: "sender", refused };
}

/**
 * The answer to a command that changes nothing (any more): its result as it is now, marked as no news ([S6]). Only the sender
 * gets it. This is the one place where a change that is not news is made, and `everyone` below the one for those that are.
 */
export function repeat(event: DurableEvent): Outcome {
  return { to: "sender", json: encodeEvent({ ...event, repeat: true }) };
}

/** A change that is news: everybody is told. */
export function news(event: DurableEvent, json: Encoded = encodeEvent(event)): Outcome {
  return { to: "everyone", event, json };
}
