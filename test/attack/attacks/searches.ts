/** What searches can cost in a room with many messages. */
import { setTimeout as sleep } from "node:timers/promises";
import { SEARCH_TERMS } from "../../../bench/servers/history-texts.ts";
import type { Attack } from "../attack.ts";
import { witnessed } from "../bounds.ts";
import type { Stage } from "../stage.ts";

const LONG_PAST = 200_000;
const SEARCHERS = 8;
const SECONDS = 15;
/** Milliseconds between two searches on one connection: a newer search ends the one before. */
const SEARCH_EVERY_MS = 1_000;

/** Rows that the searches of a room may read in an hour: a free account's five million would last a day. */
const SEARCH_ROWS_PER_HOUR = 200_000;
/** Rows that are read when the index takes in a message, once for all searches. */
const ROWS_TO_INDEX = 2 * LONG_PAST;
/** Rows that a free account may write in a day, on Cloudflare. */
const FREE_WRITTEN_A_DAY = 100_000;

export const unindexedSearch: Attack = {
  name: "unindexed-search",
  imitates: `${SEARCHERS} members from one address look again and again for two characters that no index can find, in a room of ${LONG_PAST} messages.`,
  async run(stage) {
    await stage.server.remember(stage.room, { messages: LONG_PAST });
    let answered = 0;
    const cost = await stage.costOf(async () => {
      await Promise.all(Array.from({ length: SEARCHERS }, async () => (answered += await searchOnAndOn(stage))));
    });
    return [
      { what: "searches answered", value: answered },
      {
        what: `rows read in ${SECONDS} s`,
        value: cost.rows.read,
        bound: { most: SEARCH_ROWS_PER_HOUR + ROWS_TO_INDEX, why: "the room's for an hour, and once the index" },
      },
      ...witnessed(cost),
    ];
  },
};

async function searchOnAndOn(stage: Stage): Promise<number> {
  const client = await stage.member();
  if (client === null) return 0;
  let answered = 0;
  client.onHeard = ({ type }) => {
    if (type === "results") answered += 1;
  };
  for (let second = 0; second < SECONDS; second++) {
    client.send({ type: "search", requestId: client.newId(), query: SEARCH_TERMS.absentPair });
    await sleep(SEARCH_EVERY_MS);
  }
  client.close();
  return answered;
}

const INDEXED_PAST = 100_000;
const BUILD_FOR_MS = 12_000;

export const firstSearch: Attack = {
  name: "first-search",
  imitates: `Somebody searches a room of ${INDEXED_PAST} messages for the first time, which makes it build its index.`,
  async run(stage) {
    await stage.server.remember(stage.room, { messages: INDEXED_PAST });
    let answered = 0;
    const cost = await stage.costOf(async () => {
      const client = await stage.member();
      if (client === null) return;
      client.onHeard = ({ type }) => {
        if (type === "results") answered += 1;
      };
      client.send({ type: "search", requestId: client.newId(), query: SEARCH_TERMS.absent });
      await sleep(BUILD_FOR_MS);
      client.close();
    });
    return [
      { what: "searches answered", value: answered, bound: { least: 1, why: "it was asked" } },
      {
        what: `rows written in ${BUILD_FOR_MS / 1_000} s`,
        value: cost.rows.written,
        bound: { most: FREE_WRITTEN_A_DAY / 10, why: "a tenth of what a free account may write in a day" },
      },
      ...witnessed(cost),
    ];
  },
};
