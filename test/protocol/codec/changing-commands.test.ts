import { describe, expect, it } from "vitest";
import { parseFrame } from "../../../src/protocol/codec/parsing.ts";
import type { RefusalReason } from "../../../src/protocol/events.ts";

const EDIT = { type: "edit", clientId: "c", target: 7, text: "new" };
const REACT = { type: "react", clientId: "c", target: 7, emoji: "👍", on: true };
const TOPIC = { type: "topic", clientId: "c", text: "tea" };
const SEARCH = { type: "search", requestId: "r", query: "tea" };

function taken(value: object): unknown {
  const [parsed] = parseFrame(JSON.stringify(value));
  return parsed?.ok ? parsed.value : undefined;
}

function refused(value: object): { reason: RefusalReason; message: string } | undefined {
  const [parsed] = parseFrame(JSON.stringify(value));
  return parsed?.ok === false ? parsed.fault : undefined;
}

describe("a change", () => {
  it.each([EDIT, { type: "remove", clientId: "c", target: 7 }, REACT, TOPIC])(
    "[E1] [E2] [E3] [E5] is parsed: %o",
    (sent) => {
      expect(taken(sent)).toEqual(sent);
    },
  );

  it.each([{ target: -1 }, { target: 1.5 }, { target: "7" }, { target: undefined }])(
    "[F4] is refused if its target is not a seq: %o",
    (field) => {
      expect(refused({ ...EDIT, ...field })).toMatchObject({ reason: "bad_field", clientId: "c" });
    },
  );

  it("[F4] is refused without a client id", () => {
    for (const change of [EDIT, REACT, TOPIC]) {
      expect(refused({ ...change, clientId: "" })?.message).toContain("clientId");
      expect(taken({ ...change, clientId: "x".repeat(64) })).toBeDefined();
      expect(refused({ ...change, clientId: "x".repeat(65) })?.reason).toBe("bad_field");
    }
  });

  it("[S2] [E1] is refused for an invalid text", () => {
    expect(refused({ ...EDIT, text: " " })?.reason).toBe("text_blank");
    expect(refused({ ...EDIT, text: "x".repeat(4_001) })?.reason).toBe("text_too_long");
    expect(refused({ ...EDIT, text: 7 })?.reason).toBe("bad_field");
  });

  it("[E3] is refused for an invalid emoji, or if `on` is not a boolean", () => {
    expect(refused({ ...REACT, emoji: "two words" })?.reason).toBe("emoji_malformed");
    expect(refused({ ...REACT, on: 1 })?.message).toContain("on");
  });

  it("[E5] is refused for an invalid topic, and may be empty", () => {
    expect(refused({ ...TOPIC, text: "x".repeat(201) })?.reason).toBe("topic_too_long");
    expect(refused({ ...TOPIC, text: "a\u202eb" })?.reason).toBe("topic_malformed");
    expect(taken({ ...TOPIC, text: "  " })).toEqual({ ...TOPIC, text: "" });
  });
});

describe("a read marker", () => {
  it("[U1] is a seq", () => {
    expect(taken({ type: "read", seq: 9 })).toEqual({ type: "read", seq: 9 });
    expect(refused({ type: "read", seq: -1 })?.reason).toBe("bad_field");
    expect(refused({ type: "read" })?.reason).toBe("bad_field");
  });
});

describe("a search", () => {
  it("[Q1] has a query of 1 to 200 characters, and a limit of up to 50", () => {
    expect(taken(SEARCH)).toEqual({ ...SEARCH, before: null, limit: 20 });
    expect(taken({ ...SEARCH, query: "x".repeat(200), before: 7, limit: 50 })).toMatchObject({ before: 7, limit: 50 });
    for (const field of [{ query: "x".repeat(201) }, { query: " " }, { query: 7 }, { limit: 0 }, { limit: 51 }]) {
      expect(refused({ ...SEARCH, ...field })).toMatchObject({ reason: "bad_field", requestId: "r" });
    }
    expect(refused({ ...SEARCH, requestId: "" })?.reason).toBe("bad_field");
  });
});
