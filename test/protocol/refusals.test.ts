import { describe, expect, it } from "vitest";
import { closeCodeOf, closing, mayReconnectAfter, refusal } from "../../src/protocol/refusals.ts";
import type { ClosingReason, RefusalReason } from "../../src/protocol/events.ts";

/** Every reason: a new reason that is missing here does not compile. */
const REASONS = {
  frame_binary: /text/,
  frame_too_large: /32768 bytes/,
  frame_not_json: /JSON/,
  frame_malformed: /object/,
  frame_too_many_commands: /64 commands/,
  unknown_command: /Unknown command/,
  bad_field: /field/,
  not_joined: /hello first/,
  already_joined: /already/,
  bad_signature: /signature/,
  name_blank: /name/,
  name_too_long: /40 characters/,
  name_forbidden_characters: /name/,
  name_reserved: /name/,
  text_blank: /empty/,
  text_too_long: /4000 characters/,
  text_malformed: /Unicode/,
  no_such_message: /no message/,
  not_yours: /author/,
  emoji_malformed: /16 characters/,
  too_many_reactions: /20 different/,
  topic_malformed: /topic/,
  topic_too_long: /200 characters/,
  too_fast: /try again/,
  superseded: /newer search/,
  internal: /try again/,
} satisfies Record<RefusalReason, RegExp>;

const CLOSINGS = {
  too_many_sockets: /connections/,
  too_many_rooms: /new rooms/,
  flooding: /commands/,
  frame_too_large: /large/,
  too_slow: /read/,
  silent: /silent/,
  no_hello: /hello/,
} satisfies Record<ClosingReason, RegExp>;

describe("a refusal", () => {
  it.each(Object.entries(REASONS))("[F5] for %s has a message that matches %s", (reason, words) => {
    expect(refusal(reasonOf(REASONS, reason))).toEqual({
      type: "refused",
      reason,
      message: expect.stringMatching(words),
    });
  });

  it("[F5] has the id of its command, the time to wait, and a more specific message if there is one", () => {
    expect(refusal("too_fast", { clientId: "c", retryAfterMs: 9 })).toMatchObject({ clientId: "c", retryAfterMs: 9 });
    expect(refusal("bad_field", { message: "text must be a string." }).message).toBe("text must be a string.");
  });
});

describe("a closing", () => {
  it.each(Object.entries(CLOSINGS))("[X1] for %s has a message that matches %s", (reason, words) => {
    expect(closing(reasonOf(CLOSINGS, reason)).message).toMatch(words);
  });

  it("[X1] lets the client reconnect automatically only if it has a time", () => {
    expect(closing("flooding")).toMatchObject({ type: "closing", retry: false });
    expect(closing("flooding")).not.toHaveProperty("retryAfterMs");
    expect(closing("too_many_sockets", 30_000)).toMatchObject({ retry: true, retryAfterMs: 30_000 });
  });

  it("[X1] has a close code that says the same to a client that missed the frame", () => {
    for (const reason of Object.keys(CLOSINGS)) {
      for (const event of [closing(reasonOf(CLOSINGS, reason)), closing(reasonOf(CLOSINGS, reason), 0)]) {
        expect(mayReconnectAfter(closeCodeOf(event))).toBe(event.retry);
      }
    }
    expect(closeCodeOf(closing("frame_too_large"))).toBe(1009);
    expect([1000, 1001, 1006, 1011, 1012].every(mayReconnectAfter)).toBe(true);
  });
});

/** `Object.entries` loses the type of the keys. */
function reasonOf<Reason extends string>(reasons: Readonly<Record<Reason, RegExp>>, key: string): Reason {
  const isReason = (name: string): name is Reason => Object.hasOwn(reasons, name);
  if (!isReason(key)) throw new Error(`No reason: ${key}`);
  return key;
}
