/** Shows that the checker is content with a good talk, and overlooks neither a room nor a client as a whole. */
import { describe, expect, it } from "vitest";
import { NO_TOPIC } from "../../../src/protocol/values/topics.ts";
import { check } from "./check.ts";
import { GOOD, PARTICIPANTS, told } from "./examples/conversation.ts";
import { inEach, planted } from "./examples/tampering.ts";

describe("the checker", () => {
  it("finds nothing in a talk in which all went well", () => {
    expect(check({ participants: PARTICIPANTS, entries: GOOD })).toEqual([]);
  });

  it("finds a room that nobody has read", () => {
    expect(planted(inEach("read", null, () => []))).toEqual(new Set(["lost"]));
  });

  it("finds a client that was never heard of again", () => {
    expect(planted(inEach("finished", "mei", () => []))).toEqual(new Set(["timeline_differs"]));
  });

  it("looks at each room for itself, and names it", () => {
    const zoe = { client: "zoe", room: "nook", author: "id of zoe" };
    const welcome = { type: "welcome", seq: 1, recovered: false, topic: NO_TOPIC, messages: [] } as const;
    const violations = check({ participants: [...PARTICIPANTS, zoe], entries: [...GOOD, told("zoe", welcome)] });
    expect(violations).not.toEqual([]);
    for (const { words } of violations) expect(words).toMatch(/^nook: /);
  });
});
