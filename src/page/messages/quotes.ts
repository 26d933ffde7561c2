import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";

/** The original message; or `earlier` if it is not loaded; or `gone` if the room no longer keeps it. */
export type Quote = Said | "earlier" | "gone";

/**
 * Finds the originals of replies in `messages`, which are ascending and without gaps. `hasOlder` says whether the room has
 * messages before these.
 */
export function quotesOf(messages: readonly Said[], hasOlder: boolean): (replyTo: Seq) => Quote {
  const first = messages[0]?.seq ?? 0;
  let bySeq: ReadonlyMap<Seq, Said> | null = null; // built for the first reply; most lists have none
  return (replyTo) => {
    bySeq ??= new Map(messages.map((said) => [said.seq, said]));
    return bySeq.get(replyTo) ?? (replyTo < first && hasOlder ? "earlier" : "gone");
  };
}
