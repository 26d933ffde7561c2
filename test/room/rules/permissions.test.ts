/** Who may do what, for every command: the authorization matrix. */
import { describe, expect, it } from "vitest";
import type { MemberCommand } from "../../../src/protocol/commands.ts";
import { REACTIONS_MAX_DIFFERENT } from "../../../src/protocol/limits.ts";
import { isAlreadySo, permissionFault, type Facts } from "../../../src/room/rules/permissions.ts";
import { ANA, emojiOf, LIN, MEI, personName, topicOf } from "../../support/people.ts";

const THUMB = emojiOf("👍");
const OTHER = emojiOf("🎉");

/** Lin said message 3, at which Mei's thumb is; 4 was removed, 5 is a topic; 1 and 2 are forgotten; 6 is the newest change. */
const FACTS: Facts = {
  head: { seq: 6, at: 1_000 },
  oldest: 3,
  isMessage: (seq) => seq === 3 || seq === 4,
  authorOf: (seq) => (seq === 3 ? LIN.id : null),
  emojiAt: () => [THUMB],
  hasReacted: (_, emoji, member) => emoji === THUMB && member === MEI.id,
};

/** As many different emoji as a message may have. */
const FULL: Facts = {
  ...FACTS,
  emojiAt: () => [THUMB, ...Array.from({ length: REACTIONS_MAX_DIFFERENT - 1 }, (_, index) => emojiOf(`e${index}`))],
};

const say = (replyTo: number | null): MemberCommand => ({ type: "say", clientId: "c", text: "hi", replyTo });
const edit = (target: number): MemberCommand => ({ type: "edit", clientId: "c", target, text: "hi" });
const remove = (target: number): MemberCommand => ({ type: "remove", clientId: "c", target });
const react = (target: number, emoji = THUMB, on = true): MemberCommand => ({
  type: "react",
  clientId: "c",
  target,
  emoji,
  on,
});

/** A command, and why Lin, Mei and Ana may not do it; null where they may. */
type Row = readonly [MemberCommand, string | null, string | null, string | null];

/** For each command: examples. */
const MATRIX: {
  readonly [Type in MemberCommand["type"]]: readonly Row[];
} = {
  say: [
    [say(null), null, null, null],
    [say(3), null, null, null],
    [say(4), null, null, null], // removed: its place is left
    [say(1), null, null, null], // forgotten: nobody knows what it was
    [say(5), "bad_field", "bad_field", "bad_field"],
    [say(7), "bad_field", "bad_field", "bad_field"],
  ],
  edit: [
    [edit(3), null, "not_yours", "not_yours"],
    [edit(4), "no_such_message", "no_such_message", "no_such_message"],
    [edit(1), "no_such_message", "no_such_message", "no_such_message"],
  ],
  remove: [
    [remove(3), null, "not_yours", "not_yours"],
    [remove(5), "no_such_message", "no_such_message", "no_such_message"],
  ],
  react: [
    [react(3), null, null, null],
    [react(3, OTHER, false), null, null, null],
    [react(4), "no_such_message", "no_such_message", "no_such_message"],
  ],
  topic: [[{ type: "topic", clientId: "c", text: topicOf("tea") }, null, null, null]],
  rename: [[{ type: "rename", name: personName("Bob") }, null, null, null]],
  typing: [[{ type: "typing" }, null, null, null]],
  page: [[{ type: "page", requestId: "r", where: "before", seq: 3, limit: 1 }, null, null, null]],
  search: [[{ type: "search", requestId: "r", query: "tea", before: null, limit: 1 }, null, null, null]],
  read: [[{ type: "read", seq: 3 }, null, null, null]],
};

describe("[E4] [S1] what a member may do", () => {
  it.each<Row>(Object.values(MATRIX).flat())(
    "%o",
    (command: MemberCommand, ...expected: readonly (string | null)[]) => {
      const faults = [LIN, MEI, ANA].map(({ id }) => permissionFault(command, id, FACTS)?.reason ?? null);
      expect(faults).toEqual(expected);
    },
  );

  it("[E3] adds no twenty-first emoji to a message, but joins those there, and takes its own away", () => {
    expect(permissionFault(react(3, OTHER), LIN.id, FULL)?.reason).toBe("too_many_reactions");
    expect(permissionFault(react(3, THUMB), LIN.id, FULL)).toBeNull();
    expect(permissionFault(react(3, OTHER, false), LIN.id, FULL)).toBeNull();
  });
});

it("[E3] only a reaction can be there already", () => {
  const already = (command: MemberCommand, { id }: { readonly id: typeof LIN.id }): boolean =>
    command.type !== "rename" &&
    command.type !== "typing" &&
    command.type !== "page" &&
    command.type !== "search" &&
    command.type !== "read" &&
    isAlreadySo(command, id, FACTS);
  expect([react(3), react(3, THUMB, false)].map((command) => already(command, MEI))).toEqual([true, false]);
  expect([react(3), react(3, THUMB, false)].map((command) => already(command, LIN))).toEqual([false, true]);
  expect([say(null), edit(3), remove(3)].map((command) => already(command, LIN))).toEqual([false, false, false]);
});
