/** Owns what a reply shows of the message that it answers: as much of it as is known here. Pure. */
import type { Said } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";

/** The original; or that it is `earlier` than what is loaded, or `gone`: the room does not keep it any more. */
export type Quote = Said | "earlier" | "gone";

/** Finds the originals of replies among `messages` (ascending, without holes). `hasOlder`: there are others before. */
export function quotesOf(messages: readonly Said[], hasOlder: boolean): (replyTo: Seq) => Quote {
  const first = messages[0]?.seq ?? 0;
  let bySeq: ReadonlyMap<Seq, Said> | null = null; // most lists have no reply in them
  return (replyTo) => {
    bySeq ??= new Map(messages.map((said) => [said.seq, said]));
    return bySeq.get(replyTo) ?? (replyTo < first && hasOlder ? "earlier" : "gone");
  };
}
