import { describe, expect, it } from "vitest";
import { quotesOf } from "../../../src/page/messages/quotes.ts";
import { messageRows } from "../../../src/page/messages/message-rows.ts";
import { said } from "../../support/client/events.ts";

describe("a quote", () => {
  const messages = [said(10), said(12), said(13, { replyTo: 10 })];

  it("is the original if that is loaded", () => {
    expect(quotesOf(messages, true)(12)).toBe(messages[1]);
  });

  it("is an earlier message if the room has messages before these", () => {
    expect(quotesOf(messages, true)(9)).toBe("earlier");
  });

  it("says that the original is gone: before the very first message, or in a gap", () => {
    expect(quotesOf(messages, false)(9)).toBe("gone");
    expect(quotesOf(messages, true)(11)).toBe("gone");
  });

  it("belongs to the row of a reply, and to no other", () => {
    const quotes = messageRows(messages, String, true).map(({ quote }) => quote);
    expect(quotes).toEqual([null, null, messages[0]]);
  });

  it("follows the edits of its original", () => {
    const [first = said(10), ...others] = messages;
    const edited = { ...first, text: "another" };
    expect(messageRows([edited, ...others], String)[2]?.quote).toBe(edited);
  });
});
