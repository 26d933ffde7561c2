import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFrameTooLarge, type Parsed, parseFrame } from "../../../src/protocol/codec/parsing.ts";
import { toBase64Url } from "../../../src/protocol/values/identity.ts";
import {
  CLIENT_ID_MAX_LENGTH,
  FRAME_MAX_BYTES,
  FRAME_MAX_COMMANDS,
  NAME_MAX_LENGTH,
  PAGE_MAX_MESSAGES,
  REQUEST_ID_MAX_LENGTH,
  TEXT_MAX_LENGTH,
} from "../../../src/protocol/limits.ts";
import type { Command } from "../../../src/protocol/commands.ts";
import type { Refused } from "../../../src/protocol/events.ts";
import { anyText } from "../../support/arbitrary.ts";

const KEY = toBase64Url(new Uint8Array(32).fill(7));
const SIGNATURE = toBase64Url(new Uint8Array(64).fill(9));
const HELLO = { type: "hello", name: "Lin", key: KEY, signature: SIGNATURE };
const SAY = { type: "say", clientId: "c1", text: "hi" };
const PAGE = { type: "page", requestId: "r1", before: 10 };

describe("a frame", () => {
  it("[F1] holds one command, or several in order", () => {
    expect(commandsOf({ type: "typing" })).toEqual([{ type: "typing" }]);
    expect(commandsOf([SAY, { type: "typing" }, { ...SAY, clientId: "c2" }])).toMatchObject([
      { type: "say", clientId: "c1" },
      { type: "typing" },
      { type: "say", clientId: "c2" },
    ]);
  });

  it("[F2] may have unknown fields", () => {
    expect(commandsOf({ ...SAY, shade: "blue", __proto__: 1 })).toEqual([
      { type: "say", clientId: "c1", text: "hi", replyTo: null },
    ]);
  });

  it.each(["", "hello", "{", '{"type":"say",}', "ping "])("[F3] %j is not JSON", (frame) => {
    expect(reasonsOf(frame)).toEqual(["frame_not_json"]);
  });

  it.each(["null", "1", '"say"', "true", "[]"])("[F3] %s is neither an object nor a non-empty array", (frame) => {
    expect(reasonsOf(frame)).toEqual(["frame_malformed"]);
  });

  it("[F3] has at most 32,768 bytes", () => {
    const frame = (bytes: number): string => JSON.stringify({ type: "typing", pad: "" }).padEnd(bytes, " ");
    expect(parseFrame(frame(FRAME_MAX_BYTES))).toEqual([
      { type: "typing", ids: {}, ok: true, value: { type: "typing" } },
    ]);
    expect(reasonsOf(frame(FRAME_MAX_BYTES + 1))).toEqual(["frame_too_large"]);
  });

  it("[F3] is measured in bytes of UTF-8, not in characters", () => {
    expect(isFrameTooLarge("é".repeat(16_384))).toBe(false);
    expect(isFrameTooLarge(`${"é".repeat(16_384)}a`)).toBe(true);
    expect(isFrameTooLarge("好".repeat(10_922))).toBe(false); // 32,766 bytes
    expect(isFrameTooLarge("好".repeat(10_923))).toBe(true); // 32,769
    expect(isFrameTooLarge("🙂".repeat(8_192))).toBe(false);
    expect(isFrameTooLarge(`${"🙂".repeat(8_192)}a`)).toBe(true);
  });

  it("[F3] has room for the longest message in the longest script", () => {
    const text = "好".repeat(TEXT_MAX_LENGTH);
    const clientId = "好".repeat(CLIENT_ID_MAX_LENGTH);
    expect(commandsOf({ ...SAY, text, clientId })).toMatchObject([{ text, clientId }]);
  });

  it("[F3] has room for the longest message with every character escaped", () => {
    const text = "好".repeat(TEXT_MAX_LENGTH);
    const escaped = JSON.stringify({ ...SAY, text }).replaceAll("好", "\\u597d");
    expect(parseFrame(escaped)).toMatchObject([{ ok: true, value: { text } }]);
  });

  it("[F4] may have null for every optional field, which is the same as leaving it out", () => {
    const frames = [
      { type: "say", clientId: "c", text: "hi", replyTo: null },
      { type: "search", requestId: "r", query: "tea", before: null, limit: null },
      { type: "page", requestId: "r", before: 9, after: null, around: null, limit: null },
      { ...HELLO, after: null, requestId: null },
    ];
    for (const frame of frames) {
      const without = Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== null));
      expect(commandsOf(frame)).toEqual(commandsOf(without));
    }
  });

  it("[F5] gives the type and the ids of each command, valid or not", () => {
    const ids = { clientId: "c", requestId: "r" };
    for (const command of [
      { type: "rename", name: "Lin" },
      { type: "rename" },
      { type: "shout" },
      { type: "typing" },
    ]) {
      expect(parseFrame(JSON.stringify({ ...command, ...ids }))).toMatchObject([{ type: command.type, ids }]);
    }
    expect(parseFrame('{"type":7,"requestId":""}')).toMatchObject([{ type: "", ids: {} }]);
    expect(parseFrame("7")).toMatchObject([{ type: null, ids: {} }]);
  });

  it("[F3] holds at most 64 commands; with more, none of them counts", () => {
    const commands = Array<unknown>(FRAME_MAX_COMMANDS).fill({ type: "typing" });
    expect(commandsOf(commands)).toHaveLength(64);
    expect(reasonsOf(JSON.stringify([...commands, { type: "typing" }]))).toEqual(["frame_too_many_commands"]);
  });

  it("[F3] loses only the array elements that are not objects", () => {
    const parsed = parseFrame(JSON.stringify([{ type: "typing" }, null, 7, [SAY], { type: "typing" }]));
    expect(parsed.map(outcomeOf)).toEqual([
      "typing",
      "frame_malformed",
      "frame_malformed",
      "frame_malformed",
      "typing",
    ]);
  });

  it.each(["shout", "", "Say", "__proto__", "toString", 1, null, undefined])(
    "[F2] of the type %j holds an unknown command",
    (type) => {
      expect(refusedOf({ type, clientId: "c1" })).toMatchObject({ reason: "unknown_command", clientId: "c1" });
    },
  );

  it("[F5] is refused with the id of its command, if that is a valid id", () => {
    expect(refusedOf({ ...SAY, text: "" })).toMatchObject({ reason: "text_blank", clientId: "c1" });
    expect(refusedOf({ ...PAGE, before: -1 })).toMatchObject({ reason: "bad_field", requestId: "r1" });
    const refused = refusedOf({ ...SAY, clientId: "x".repeat(CLIENT_ID_MAX_LENGTH + 1) });
    expect(refused).not.toHaveProperty("clientId");
    expect(refused).not.toHaveProperty("requestId");
  });

  it("[F3] [F4] gives commands or refusals for any text", () => {
    fc.assert(fc.property(anyText, expectVerdicts), { numRuns: 500 });
  });

  it("[F3] [F4] gives commands or refusals for any JSON", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), expectVerdicts), { numRuns: 500 });
  });

  it("[F3] [F4] gives commands or refusals for any fields", () => {
    const value = fc.oneof(
      anyText,
      fc.jsonValue({ maxDepth: 2 }),
      fc.integer(),
      fc.constantFrom(KEY, SIGNATURE, "Lin"),
    );
    const command = fc.record(
      {
        type: fc.constantFrom("hello", "say", "rename", "typing", "page", "shout"),
        name: value,
        key: value,
        signature: value,
        after: value,
        clientId: value,
        text: value,
        replyTo: value,
        requestId: value,
        before: value,
        around: value,
        limit: value,
      },
      { requiredKeys: ["type"] },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 5 }), (commands) => expectVerdicts(JSON.stringify(commands))),
      { numRuns: 1_000 },
    );
  });
});

describe("hello", () => {
  it("[H2] has a name, a key, a signature, and optionally a cursor", () => {
    const key = new Uint8Array(32).fill(7);
    const signature = new Uint8Array(64).fill(9);
    expect(commandsOf(HELLO)).toEqual([{ type: "hello", name: "Lin", key, signature, after: null }]);
    expect(commandsOf({ ...HELLO, after: { epoch: "e", seq: 0 } })).toMatchObject([{ after: { epoch: "e", seq: 0 } }]);
    expect(commandsOf({ ...HELLO, after: null })).toMatchObject([{ after: null }]);
  });

  it.each([
    ["key", { key: undefined }],
    ["key", { key: 7 }],
    ["key", { key: toBase64Url(new Uint8Array(31)) }],
    ["key", { key: toBase64Url(new Uint8Array(33)) }],
    ["key", { key: `${KEY}=` }],
    ["signature", { signature: toBase64Url(new Uint8Array(63)) }],
    ["signature", { signature: toBase64Url(new Uint8Array(65)) }],
    ["signature", { signature: SIGNATURE.replace(/^./, "+") }],
    ["name", { name: undefined }],
    ["name", { name: ["Lin"] }],
    ["after", { after: 7 }],
    ["after", { after: [] }],
    ["epoch", { after: { seq: 1 } }],
    ["seq", { after: { epoch: "e" } }],
    ["seq", { after: { epoch: "e", seq: -1 } }],
    ["seq", { after: { epoch: "e", seq: 1.5 } }],
    ["seq", { after: { epoch: "e", seq: 2 ** 53 } }],
  ])("[F4] is refused for its %s in %j", (field, change) => {
    expect(faultyFieldOf({ ...HELLO, ...change })).toBe(field);
  });

  it("[N2] [N3] is refused for an invalid name", () => {
    expect(refusedOf({ ...HELLO, name: " " }).reason).toBe("name_blank");
    expect(refusedOf({ ...HELLO, name: "x".repeat(NAME_MAX_LENGTH + 1) }).reason).toBe("name_too_long");
    expect(refusedOf({ ...HELLO, name: "a\u202eb" }).reason).toBe("name_forbidden_characters");
    expect(refusedOf({ ...HELLO, name: "Foyer" }).reason).toBe("name_reserved");
  });
});

describe("say", () => {
  it("[S1] has a client id, a text, and optionally the message that it replies to", () => {
    expect(commandsOf({ ...SAY, text: "hi\r\n" })).toEqual([
      { type: "say", clientId: "c1", text: "hi", replyTo: null },
    ]);
    expect(commandsOf({ ...SAY, replyTo: 1 })).toMatchObject([{ replyTo: 1 }]);
    expect(commandsOf({ ...SAY, replyTo: null })).toMatchObject([{ replyTo: null }]);
  });

  it("[S1] has a client id of 1 to 64 characters", () => {
    const longest = "x".repeat(CLIENT_ID_MAX_LENGTH);
    expect(commandsOf({ ...SAY, clientId: longest })).toMatchObject([{ clientId: longest }]);
    for (const clientId of [`${longest}x`, "", 7, undefined, "\ud800"]) {
      expect(faultyFieldOf({ ...SAY, clientId })).toBe("clientId");
    }
  });

  it("[S2] is refused for an invalid text", () => {
    expect(refusedOf({ ...SAY, text: " " }).reason).toBe("text_blank");
    expect(refusedOf({ ...SAY, text: "x".repeat(TEXT_MAX_LENGTH + 1) }).reason).toBe("text_too_long");
    expect(refusedOf({ ...SAY, text: "\ud83d" }).reason).toBe("text_malformed");
    expect(faultyFieldOf({ ...SAY, text: 7 })).toBe("text");
  });

  it.each([0, -1, 1.5, "1", {}, 2 ** 53])("[F4] cannot reply to the message %j", (replyTo) => {
    expect(faultyFieldOf({ ...SAY, replyTo })).toBe("replyTo");
  });
});

describe("rename", () => {
  it("[N4] has a valid name", () => {
    expect(commandsOf({ type: "rename", name: " Lin  Mei " })).toEqual([{ type: "rename", name: "Lin Mei" }]);
    expect(refusedOf({ type: "rename", name: "foyer" }).reason).toBe("name_reserved");
    expect(faultyFieldOf({ type: "rename" })).toBe("name");
  });
});

describe("page", () => {
  it.each(["before", "after", "around"])("[G1] asks for 50 messages %s a seq", (where) => {
    expect(commandsOf({ type: "page", requestId: "r", [where]: 0 })).toEqual([
      { type: "page", requestId: "r", where, seq: 0, limit: 50 },
    ]);
  });

  it("[G1] has exactly one of before, after and around", () => {
    for (const request of [
      { type: "page", requestId: "r" },
      { ...PAGE, after: 1 },
      { type: "page", requestId: "r", around: null },
    ]) {
      expect(faultyFieldOf(request)).toBe("Exactly one of before, after, around");
    }
  });

  it("[G1] asks for 1 to 100 messages", () => {
    expect(commandsOf({ ...PAGE, limit: 1 })).toMatchObject([{ limit: 1 }]);
    expect(commandsOf({ ...PAGE, limit: PAGE_MAX_MESSAGES })).toMatchObject([{ limit: 100 }]);
    for (const limit of [0, PAGE_MAX_MESSAGES + 1, -1, 1.5, "10"]) {
      expect(faultyFieldOf({ ...PAGE, limit })).toBe("limit");
    }
  });

  it("[G1] has a request id of 1 to 64 characters", () => {
    const longest = "x".repeat(REQUEST_ID_MAX_LENGTH);
    expect(commandsOf({ ...PAGE, requestId: longest })).toMatchObject([{ requestId: longest }]);
    for (const requestId of [`${longest}x`, "", 7, undefined]) {
      expect(faultyFieldOf({ ...PAGE, requestId })).toBe("requestId");
    }
  });
});

/** The commands in a frame of `value`. Throws if any part of it is refused. */
function commandsOf(value: unknown): readonly Command[] {
  return parseFrame(JSON.stringify(value)).map((parsed) => {
    if (!parsed.ok) throw new Error(`Refused: ${JSON.stringify(parsed.fault)}`);
    return parsed.value;
  });
}

/** The refusal of the only command in a frame. Throws if it is not refused. */
function refusedOf(value: unknown): Refused {
  const [parsed, ...others] = parseFrame(JSON.stringify(value));
  if (parsed === undefined || others.length > 0 || parsed.ok) throw new Error("One refusal was expected.");
  return parsed.fault;
}

/** The field that a `bad_field` names at the start of its message. Throws if the refusal has another reason. */
function faultyFieldOf(value: unknown): string | undefined {
  const { reason, message } = refusedOf(value);
  if (reason !== "bad_field") throw new Error(`Refused as ${reason}.`);
  return /^(.+) must /.exec(message)?.[1];
}

function reasonsOf(frame: string): readonly string[] {
  return parseFrame(frame).map(outcomeOf);
}

function outcomeOf(parsed: Parsed): string {
  return parsed.ok ? parsed.value.type : parsed.fault.reason;
}

/** Expects at least one result, and each to be a command or a refusal with a message. */
function expectVerdicts(frame: string): void {
  const verdicts = parseFrame(frame);
  expect(verdicts.length).toBeGreaterThan(0);
  for (const verdict of verdicts) {
    if (verdict.ok) expect(verdict.value.type).toMatch(/^(hello|say|rename|typing|page)$/);
    else {
      expect(verdict.fault.reason).toMatch(/^[a-z_]+$/);
      expect(verdict.fault.message).toMatch(/\.$/);
    }
  }
}
