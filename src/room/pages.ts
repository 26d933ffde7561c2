/** Owns the answer to `page`: a part of the past, and whether there is more of it. */
import { encodeEvent, encodeWithMessages, type Encoded } from "../protocol/events.ts";
import type { Page, PageEvent } from "../protocol/wire.ts";
import type { History } from "./history.ts";

/** The page of `history` that is asked for. */
export function pageOf(history: History, { requestId, where, seq, limit }: Page): Encoded {
  const messages = history[where](seq, limit);
  const first = messages[0]?.seq ?? seq;
  const last = messages.at(-1)?.seq ?? seq;
  const older = history.before(first, 1).length > 0;
  const newer = history.after(last, 1).length > 0;
  const event: Omit<PageEvent, "messages"> = {
    type: "page",
    requestId,
    more: where === "after" ? newer : older,
    ...(where === "around" && { newer }),
  };
  return encodeWithMessages({ ...event, messages: messages.map(encodeEvent) });
}
