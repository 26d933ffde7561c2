import { describe, expect, it } from "vitest";
import { parseTopic } from "../../../src/protocol/values/topics.ts";

describe("a topic", () => {
  it("[E5] is one line, without space around it", () => {
    expect(parseTopic("  tea,\n\tand   more ")).toEqual({ ok: true, value: "tea, and more" });
  });

  it("[E5] is empty if nothing is visible", () => {
    for (const raw of ["", "  \n", "\u2800", "\u3164"]) expect(parseTopic(raw)).toEqual({ ok: true, value: "" });
  });

  it("[E5] has up to 200 characters, and not one more", () => {
    expect(parseTopic("茶".repeat(200))).toEqual({ ok: true, value: "茶".repeat(200) });
    expect(parseTopic("茶".repeat(201))).toEqual({ ok: false, fault: "topic_too_long" });
  });

  it("[E5] is well-formed, without control or bidirectional characters", () => {
    for (const raw of ["a\u0007", "a\u202eb", "a\ud800", "a\ue000"]) {
      expect(parseTopic(raw)).toEqual({ ok: false, fault: "topic_malformed" });
    }
  });
});
