/** The largest frames that a room makes of messages as large as they can be: a common client must be able to read them. */
import { expect, it } from "vitest";
import {
  PAGE_MAX_MESSAGES,
  PRESENCE_MAX_NAMED,
  REACTION_MAX_NAMED,
  REACTIONS_MAX_DIFFERENT,
  SERVER_FRAME_MAX_BYTES,
  TEXT_MAX_LENGTH,
} from "../../../src/protocol/limits.ts";
import type { PageWhere } from "../../../src/protocol/commands.ts";
import { MemoryHistory } from "../../support/memory-history.ts";
import { pageOf } from "../../../src/room/rules/pages.ts";
import { HASTY, Talk } from "../../support/conversations.ts";
import { draft, emojiOf, person, personName } from "../../support/people.ts";

const bytesOf = (json: string): number => new TextEncoder().encode(json).length;

/** Names, texts and reactions of the longest that the limits allow, in a script that takes three bytes a character. */
function largestHistory(): MemoryHistory {
  const history = new MemoryHistory("epoch-1");
  const people = Array.from({ length: REACTION_MAX_NAMED + 1 }, (_, index) => ({
    ...person(`person ${index}`),
    name: personName("名".repeat(40)),
  }));
  const [author] = people;
  if (author === undefined) throw new Error("There are people.");
  for (let seq = 1; seq <= PAGE_MAX_MESSAGES; seq++) {
    history.append({ ...draft(author, "聊".repeat(TEXT_MAX_LENGTH)), clientId: `${seq}` });
  }
  let at = 2_000_000;
  for (const target of [1, 50, PAGE_MAX_MESSAGES]) {
    for (let kind = 0; kind < REACTIONS_MAX_DIFFERENT; kind++) {
      for (const by of people) {
        const reacted = {
          type: "reacted",
          target,
          emoji: emojiOf(`第${kind}种反应哈哈哈哈哈哈哈哈`),
          on: true,
        } as const;
        history.change({ ...reacted, at: at++, by, clientId: `${at}` });
      }
    }
  }
  return history;
}

it.each(["before", "after", "around"] satisfies PageWhere[])(
  "[F8] [G1] a page %s a seq has fewer messages than were asked for where they would make a frame too large",
  (where) => {
    const history = largestHistory();
    const seq = { before: PAGE_MAX_MESSAGES + 1, after: 0, around: 50 }[where];
    const json = pageOf(history, person("reader").id, { type: "page", requestId: "r", where, seq, limit: 100 });
    expect(bytesOf(json)).toBeLessThanOrEqual(SERVER_FRAME_MAX_BYTES);
    const page = JSON.parse(json);
    const seqs: readonly number[] = page.messages.map((said: { readonly seq: number }) => said.seq);
    expect(seqs.length).toBeGreaterThan(10);
    expect(seqs.length).toBeLessThan(PAGE_MAX_MESSAGES);
    expect(seqs).toEqual(Array.from(seqs, (_, index) => (seqs[0] ?? 0) + index));
    if (where === "before") expect(seqs.at(-1)).toBe(PAGE_MAX_MESSAGES);
    if (where === "after") expect(seqs[0]).toBe(1);
    if (where === "around") expect(seqs).toContain(50);
    expect(page.more).toBe(true);
    expect(page.newer).toBe(where === "around" ? true : undefined);
  },
);

it("[F8] [H7] [R2] a welcome is no larger, with all members named", () => {
  const talk = new Talk(HASTY, largestHistory());
  for (let index = 1; index < PRESENCE_MAX_NAMED; index++) {
    talk.enter({ ...person(`member ${index}`), name: personName("名".repeat(40)) });
  }
  const reader = { ...person("reader"), name: personName("名".repeat(40)) };
  for (const after of [null, { epoch: "epoch-1", seq: 40 }, { epoch: "epoch-1", seq: talk.history.head.seq - 1_000 }]) {
    const welcome = talk.enter(reader, after);
    expect(welcome.members).toHaveLength(PRESENCE_MAX_NAMED);
    expect(welcome.messages.length).toBeGreaterThan(0);
    expect(bytesOf(JSON.stringify(welcome))).toBeLessThanOrEqual(SERVER_FRAME_MAX_BYTES);
  }
});
