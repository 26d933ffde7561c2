/**
 * The load of people who search a room with a long history while somebody talks: how long a search takes without and with an
 * index, how long building the index takes, and how long messages wait meanwhile. Foyer only.
 */
import { encodeCommand } from "../../src/protocol/codec/encoding.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { SEARCH_TERMS } from "../servers/history-texts.ts";
import { isIndexed, roomFile } from "../servers/room-file.ts";
import { joinFoyer, newKey } from "./clients/foyer.ts";
import type { Connection } from "./clients/connection.ts";
import { Sample, type Times } from "./sample.ts";
import { Talker } from "./clients/talker.ts";

const CALM_MS = 3_000;
const INDEXED_WITHIN_MS = 10 * 60_000;
const CHECK_EVERY_MS = 100;

/** How often each query is sent: half of what a person may send at once. */
const REPEATS = 5;

const { common, rare, phrase, absent, commonPair, absentPair } = SEARCH_TERMS;

const QUERIES = {
  "a common word": common,
  "a rare word": rare,
  "a word that nobody said": absent,
  "a rare phrase, in Chinese": phrase,
  "two characters, common": commonPair,
  "two characters that nobody said": absentPair,
  "a common word, by one author": `from:"Person 7" ${common}`,
  "a common word, by an unknown author": `from:nobody ${common}`,
  "a common word, before a day": `before:2026-09-25 ${common}`,
};

export interface SearchOptions {
  readonly port: number;
  /** The server's data. */
  readonly folder: string;
}

export interface SearchFigures {
  /** In words. */
  readonly activity: string;
  /** Milliseconds it took, as the median of repeats. Null if nothing was done. */
  readonly ms: number | null;
  /** How long messages waited meanwhile. */
  readonly waits: Times;
}

export async function search({ port, folder }: SearchOptions): Promise<readonly SearchFigures[]> {
  const talker = await Talker.start(port);
  const timed = async (activity: string, repeats: number, act: () => Promise<unknown>): Promise<SearchFigures> => {
    const times = new Sample();
    const waits = await talker.waitsDuring(async () => {
      for (let n = 0; n < repeats; n++) {
        const startedAt = performance.now();
        await act();
        times.add(performance.now() - startedAt);
      }
    });
    return { activity, ms: times.times().median, waits };
  };
  const { connection } = await joinFoyer(port, newKey());
  const figures = [
    { activity: "nobody searches", ms: null, waits: await talker.waitsDuring(() => sleep(CALM_MS)) },
    await timed("there is no index: a word that nobody said", 1, () => searchFor(connection, absent)),
    await timed("the index is built", 1, () => indexed(roomFile(folder))),
  ];
  for (const [kind, query] of Object.entries(QUERIES)) {
    const { connection: another } = await joinFoyer(port, newKey()); // the rate of searches is limited for each person
    figures.push(await timed(kind, REPEATS, () => searchFor(another, query)));
    another.socket.close();
  }
  talker.stop();
  return figures;
}

/** Resolves when the index of the room in `file` is complete. */
async function indexed(file: string): Promise<void> {
  const giveUpAt = performance.now() + INDEXED_WITHIN_MS;
  while (!isIndexed(file)) {
    if (performance.now() > giveUpAt) throw new Error("The index was not built in time.");
    await sleep(CHECK_EVERY_MS);
  }
}

const RESULTS = '{"type":"results"';
let asked = 0;

/** Resolves when the results arrive. */
function searchFor(connection: Connection, query: string): Promise<void> {
  const { socket } = connection;
  socket.send(encodeCommand({ type: "search", requestId: `r${asked++}`, query }));
  return new Promise((settle, reject) => {
    socket.onLost = (why) => reject(new Error(`The searcher lost the connection: ${why}`));
    socket.listen((payload) => {
      if (payload.toString("latin1", 0, RESULTS.length) === RESULTS) return settle();
      try {
        connection.countMessages(payload); // also confirms what was read
      } catch (error) {
        reject(error);
      }
    });
  });
}
