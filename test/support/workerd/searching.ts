/** Owns what tests of searching do: fill a room, ask it, and look into its index. */
import type { RoomName } from "../../../src/protocol/names.ts";
import type { Results } from "../../../src/protocol/events.ts";
import { SearchIndex } from "../../../src/room/search-index.ts";
import { SqliteHistory } from "../../../src/room/sqlite-history.ts";
import { draft, LIN, MEI } from "../people.ts";
import { enter, type Client } from "./clients.ts";
import { inStorage, sleep } from "./rooms.ts";

/** When the first message of a filled room was said: the beginning of 22 November 2026 in UTC. */
const FIRST_AT = Date.UTC(2026, 10, 22);

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

export function open(storage: DurableObjectStorage, limit = 0): SqliteHistory {
  return new SqliteHistory(storage, limit, () => "epoch-1");
}

/** Builds the index of a room to its end. The room knows of it when it wakes. */
export async function build(room: RoomName): Promise<void> {
  await inStorage(room, (storage) => {
    const history = open(storage);
    while (!history.index.extend(history.oldest, history.head.seq));
  });
  await sleep(room);
}

/** How the index itself finds what has `trigrams`, and whether it is whole. */
export function look(room: RoomName, ...trigrams: readonly string[]): Promise<readonly number[]> {
  return inStorage(room, (storage) => {
    storage.sql.exec("INSERT INTO search_index (search_index) VALUES ('integrity-check')");
    return new SearchIndex(storage).lookUp(trigrams, 0, 10_000, 100);
  });
}
