import { describe, expect, it } from "vitest";
import { NEW_ROOM } from "../recording.ts";
import { check } from "./check.ts";
import { GOOD, PARTICIPANTS, received } from "./examples/conversation.ts";
import { inEach, violationsAfter } from "./examples/tampering.ts";

describe("the checker", () => {
  it("finds nothing in a conversation in which nothing went wrong", () => {
    expect(check({ participants: PARTICIPANTS, entries: GOOD })).toEqual([]);
  });

  it("finds a room that nobody has read", () => {
    expect(violationsAfter(inEach("read", null, () => []))).toEqual(new Set(["lost"]));
  });

  it("finds a client without a final timeline", () => {
    expect(violationsAfter(inEach("finished", "mei", () => []))).toEqual(new Set(["timeline_differs"]));
  });

  it("checks each room separately, and names it", () => {
    const zoe = { client: "zoe", room: "nook", author: "id of zoe" };
    const welcome = { type: "welcome", seq: 1, recovered: false, room: NEW_ROOM, messages: [] } as const;
    const violations = check({ participants: [...PARTICIPANTS, zoe], entries: [...GOOD, received("zoe", welcome)] });
    expect(violations).not.toEqual([]);
    for (const { words } of violations) expect(words).toMatch(/^nook: /);
  });
});
