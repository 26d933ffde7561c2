import { type Encoded, encodeWithMessages } from "../../protocol/codec/encoding.ts";
import type { MemberId } from "../../protocol/values/identity.ts";
import type { Page, PageWhere } from "../../protocol/commands.ts";
import type { PageEvent } from "../../protocol/events.ts";
import type { Seq } from "../../protocol/wire.ts";
import { encodeMessage, fitting, yoursAmong, type EncodedMessage } from "../history/encoded-message.ts";
import type { History } from "../history/history.ts";

/** The answer to `page`: a part of the history, and whether there is more. */
export function pageOf(history: History, id: MemberId, { requestId, where, seq, limit }: Page): Encoded {
  const found = history[where](seq, limit).map(encodeMessage);
  const messages = fitting(found, centerOf(where, seq, found));
  const first = messages[0]?.seq ?? seq;
  const last = messages.at(-1)?.seq ?? seq;
  const older = history.before(first, 1).length > 0;
  const newer = history.after(last, 1).length > 0;
  const event: PageEvent<Encoded> = {
    type: "page",
    requestId,
    messages: messages.map(({ json }) => json),
    ...yoursAmong(messages, id, history),
    more: where === "after" ? newer : older,
    ...(where === "around" && { newer }),
  };
  return encodeWithMessages(event);
}

/** Which of `found` matters most. A page that is too large is cut at the other end, or at both. */
function centerOf(where: PageWhere, seq: Seq, found: readonly EncodedMessage[]): number {
  switch (where) {
    case "before":
      return found.length - 1;
    case "after":
      return 0;
    case "around":
      return Math.max(
        0,
        found.findLastIndex((message) => message.seq <= seq),
      );
  }
}
