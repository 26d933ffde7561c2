/** Owns the answer to `page`: a part of the past, and whether there is more of it. */
import { type Encoded, encodeWithMessages } from "../protocol/encoding.ts";
import type { MemberId } from "../protocol/identity.ts";
import type { Page } from "../protocol/commands.ts";
import type { PageEvent } from "../protocol/events.ts";
import { encodeMessage, yoursAmong } from "./encoded-message.ts";
import type { History } from "./history.ts";

/** The page of `history` that the member `id` asks for. */
export function pageOf(history: History, id: MemberId, { requestId, where, seq, limit }: Page): Encoded {
  const messages = history[where](seq, limit);
  const first = messages[0]?.seq ?? seq;
  const last = messages.at(-1)?.seq ?? seq;
  const older = history.before(first, 1).length > 0;
  const newer = history.after(last, 1).length > 0;
  const encoded = messages.map(encodeMessage);
  const event: PageEvent<Encoded> = {
    type: "page",
    requestId,
    messages: encoded.map(({ json }) => json),
    ...yoursAmong(encoded, id, history),
    more: where === "after" ? newer : older,
    ...(where === "around" && { newer }),
  };
  return encodeWithMessages(event);
}
