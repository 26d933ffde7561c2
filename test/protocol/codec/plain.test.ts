import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRAME_MAX_BYTES, TEXT_MAX_LENGTH } from "../../../src/protocol/limits.ts";
import { encodePlain, encodePlainClosing, encodePlainRefusal, parsePlain } from "../../../src/protocol/codec/plain.ts";
import { closing, refusal } from "../../../src/protocol/refusals.ts";
import { anyText } from "../../support/arbitrary.ts";
import { LIN } from "../../support/people.ts";

describe("a plain frame", () => {
  it("[D2] of the tutorial's form has a name and a text", () => {
    expect(parsePlain('{"uName":" Bob ","context":"hi\\r\\n"}')).toEqual({
      ok: true,
      value: { name: "Bob", text: "hi" },
    });
    expect(parsePlain('{"uName":"Bob","context":"hi","more":1}')).toEqual({
      ok: true,
      value: { name: "Bob", text: "hi" },
    });
  });

  it.each([
    "hello",
    "{not json}",
    "[1]",
    "null",
    '{"uName":"Bob"}',
    '{"context":7,"uName":"Bob"}',
    '{"a":{}}',
    '"quoted"',
  ])("[D2] %j is a message as it stands", (frame) => {
    expect(parsePlain(frame)).toEqual({ ok: true, value: { name: null, text: frame } });
  });

  it("[D3] with an empty name gets the socket's name", () => {
    expect(parsePlain('{"uName":"","context":"hi"}')).toEqual({ ok: true, value: { name: null, text: "hi" } });
    expect(parsePlain('{"uName":"  ","context":"hi"}')).toEqual({ ok: true, value: { name: null, text: "hi" } });
    expect(parsePlain('{"context":"hi"}')).toEqual({ ok: true, value: { name: null, text: "hi" } });
    expect(parsePlain('{"uName":null,"context":"hi"}')).toEqual({ ok: true, value: { name: null, text: "hi" } });
  });

  it("[D6] is refused as foyer.1 would refuse it", () => {
    const named = (uName: string, context: string): string => JSON.stringify({ uName, context });
    expect(parsePlain(" ")).toEqual({ ok: false, fault: "text_blank" });
    expect(parsePlain("x".repeat(TEXT_MAX_LENGTH))).toHaveProperty("value.text");
    expect(parsePlain("x".repeat(TEXT_MAX_LENGTH + 1))).toEqual({ ok: false, fault: "text_too_long" });
    expect(parsePlain(" ".repeat(FRAME_MAX_BYTES))).toEqual({ ok: false, fault: "text_blank" });
    expect(parsePlain(" ".repeat(FRAME_MAX_BYTES + 1))).toEqual({ ok: false, fault: "frame_too_large" });
    expect(parsePlain('{"uName":"Bob","context":"\\ud800"}')).toEqual({ ok: false, fault: "text_malformed" });
    expect(parsePlain(named("Foyer", "hi"))).toEqual({ ok: false, fault: "name_reserved" });
    expect(parsePlain(named("a\u202eb", "hi"))).toEqual({ ok: false, fault: "name_forbidden_characters" });
    expect(parsePlain(named("x".repeat(41), "hi"))).toEqual({ ok: false, fault: "name_too_long" });
  });

  it("[D2] is always a message or a fault", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.json(), fc.record({ uName: anyText, context: anyText }).map(stringify)),
        (frame) => {
          const verdict = parsePlain(frame);
          if (!verdict.ok) expect(verdict.fault).toMatch(/^(frame|text|name)_/);
          else expect(verdict.value.text).not.toBe("");
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("what a plain client receives", () => {
  it("[D2] is the tutorial's form", () => {
    const said = encodePlain(LIN, 'a "quote"');
    expect(JSON.parse(said)).toEqual({ uName: "Lin", context: 'a "quote"' });
  });

  it("[D6] of a refusal is a line from foyer that says why", () => {
    expect(JSON.parse(encodePlainRefusal(refusal("too_fast", { clientId: "c", retryAfterMs: 500 })))).toEqual({
      uName: "foyer",
      context: "Not sent. Too many messages at once; try again in a moment.",
      reason: "too_fast",
      retryAfterMs: 500,
    });
    expect(JSON.parse(encodePlainRefusal(refusal("text_blank")))).not.toHaveProperty("retryAfterMs");
  });

  it("[X1] of a closing is a line from foyer that says why", () => {
    expect(JSON.parse(encodePlainClosing(closing("flooding")))).toEqual({
      uName: "foyer",
      context: "Far too many commands at once.",
      reason: "flooding",
    });
  });
});

function stringify(value: unknown): string {
  return JSON.stringify(value);
}
