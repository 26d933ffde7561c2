/** What tests of searching do: fill a room, ask it, and look into its index. */
import type { RoomName } from "../../../src/protocol/values/names.ts";
import type { Results } from "../../../src/protocol/events.ts";
import { expect } from "vitest";
import { parseQuery } from "../../../src/protocol/values/query.ts";
import type { GroupRow } from "../../../src/room/search/search-index.ts";
import { matcherOf, signatureOf, unsealed } from "../../../src/room/search/search-signature.ts";
import type { SqliteHistory } from "../../../src/room/history/sqlite-history.ts";
import { draft, LIN, MEI } from "../people.ts";
import { enter, type Client } from "./clients.ts";
import { openHistory } from "./histories.ts";
import { inStorage, sleep } from "./rooms.ts";

/** When the first message of a filled room was said: the beginning of 22 November 2026 in UTC. */
export const FIRST_AT = Date.UTC(2026, 10, 22);

let asked = 0;

/** Asks as somebody who has not asked before: how often one may is not what most tests are about. */
export async function search(room: RoomName, query: string, details: object = {}): Promise<Results> {
  const { client } = await enter(room, "Searcher");
  return await searchAs(client, query, details);
}

export async function searchAs(client: Client, query: string, details: object = {}): Promise<Results> {
  const requestId = `search ${asked++}`;
  client.tell({ type: "search", requestId, query, ...details });
  return await client.next("results", (results) => results.requestId === requestId);
}

export async function textsOf(room: RoomName, query: string, details: object = {}): Promise<readonly string[]> {
  return (await search(room, query, details)).messages.map(({ text }) => text);
}

/** Puts messages into a room in which nobody was yet. */
export function fill(room: RoomName, texts: readonly string[], everyMs = 0): Promise<void> {
  return inStorage(room, (storage) => {
    const history = open(storage);
    for (const [index, text] of texts.entries()) {
      history.append({
        ...draft(index % 2 === 0 ? LIN : MEI, text, FIRST_AT + index * everyMs),
        clientId: `c${index}`,
      });
    }
  });
}

export function open(storage: DurableObjectStorage, historyLimit = 0): SqliteHistory {
  return openHistory(storage, { historyLimit });
}

/** Builds the index of a room to its end, but for the newest messages that do not fill a group. */
export async function build(room: RoomName): Promise<void> {
  await inStorage(room, (storage) => buildIndex(open(storage)));
  await sleep(room);
}

export function buildIndex({ index, oldest, head }: SqliteHistory): void {
  while ((index.range?.first ?? head.seq + 1) > oldest)
    if (!index.extendDown(oldest, head.seq)) throw new Error("Failed.");
  while (index.extendUp(head.seq));
}

/** Whether the index says that a message may have `term`. */
export function mayHave(storage: DurableObjectStorage, term: string): boolean {
  const mayMatch = matcherOf(parseQuery(term));
  return groupsOf(storage).some(({ first, last, signature }) => {
    const filter = unsealed(signature, first, last);
    if (filter === null) throw new Error("It is damaged.");
    return mayMatch(filter);
  });
}

/**
 * That the index holds what its messages hold, and nothing else: the groups join without a gap, and each has the filter that
 * its messages have now. The first may have messages that are gone.
 */
export function expectWhole(storage: DurableObjectStorage, oldest: number): void {
  const groups = groupsOf(storage).toReversed();
  for (const [index, { first, last, signature }] of groups.entries()) {
    expect(first).toBeLessThanOrEqual(last);
    const before = groups[index - 1];
    if (before !== undefined) expect(first).toBe(before.last + 1);
    if (first < oldest) continue;
    const messages = storage.sql.exec<{ name: string; text: string }>(
      "SELECT name, text FROM messages WHERE seq BETWEEN ? AND ? AND removed = 0",
      first,
      last,
    );
    expect(unsealed(signature, first, last)).toEqual(signatureOf(messages.toArray()));
  }
}

function groupsOf({ sql }: DurableObjectStorage): readonly GroupRow[] {
  return sql.exec<GroupRow>("SELECT first, last, signature FROM search_groups ORDER BY first DESC").toArray();
}
