/** Pages with a message to which a crowd has reacted: a reader's request must not cost as much as the crowd did. */
import { setTimeout as sleep } from "node:timers/promises";
import { pace } from "../../../bench/pace.ts";
import type { Attack, Measurement } from "../attack.ts";
import { witnessed } from "../bounds.ts";
import type { Client } from "../client.ts";
import type { Cost, Stage } from "../stage.ts";

const REACTIONS = 25_000;
/** Below the 50 commands a second of one socket. */
const PAGES_PER_SECOND = 45;
const SECONDS = 12;
const SOCKETS = 16;
/** Pages that each of them has asked for and not received. */
const IN_FLIGHT = 8;
/** Milliseconds until a connection that was not let in tries again. */
const RETRY_EVERY_MS = 100;

export const crowdedPages: Attack = {
  name: "crowded-pages",
  imitates: `One socket asks ${PAGES_PER_SECOND} times a second for the page around a message with ${REACTIONS} reactions.`,
  async run(stage) {
    await stage.server.remember(stage.room, { messages: 100, reactions: REACTIONS });
    let pages = 0;
    const cost = await stage.costOf(async () => {
      const client = await stage.member();
      if (client === null) return;
      client.onHeard = ({ type }) => {
        if (type === "page") pages += 1;
      };
      await pace(PAGES_PER_SECOND * SECONDS, PAGES_PER_SECOND, () => askPage(client));
      client.close();
    });
    return [...read(cost, pages), ...witnessed(cost)];
  },
};

export const manyPages: Attack = {
  name: "many-pages",
  imitates: `${SOCKETS} members from one address ask for pages as fast as they are answered.`,
  async run(stage) {
    await stage.server.remember(stage.room, { messages: 5_000, reactions: REACTIONS });
    let pages = 0;
    const cost = await stage.costOf(async () => {
      await Promise.all(Array.from({ length: SOCKETS }, async () => (pages += await askOnAndOn(stage))));
    });
    return [...read(cost, pages), ...witnessed(cost)];
  },
};

/** How many pages an address may ask for, because a school scrolls. */
const PAGES_PER_SECOND_MAX = 30;
const PAGES_BURST = 500;
/** A page of 100 messages and a look to either side; at one of them 50 names are told, and another reader's own. */
const ROWS_A_PAGE = 250;

function read({ rows, seconds }: Cost, pages: number): readonly Measurement[] {
  const most = PAGES_BURST + PAGES_PER_SECOND_MAX * seconds;
  const why = `${PAGES_BURST} at once and ${PAGES_PER_SECOND_MAX} a second, over ${Math.round(seconds)} s`;
  return [
    { what: "pages answered", value: pages, bound: { most, why } },
    {
      what: "rows read",
      value: rows.read,
      bound: { most: most * ROWS_A_PAGE, why: `${ROWS_A_PAGE} for each of those` },
    },
  ];
}

/** Asks until the time is over, with a fresh key where the room closes the connection. Resolves with the pages it got. */
async function askOnAndOn(stage: Stage): Promise<number> {
  const ending = sleep(SECONDS * 1_000, "over");
  let pages = 0;
  for (let how = ""; how !== "over";) {
    const client = await stage.member();
    if (client === null) {
      how = (await Promise.race([ending, sleep(RETRY_EVERY_MS)])) ?? "";
      continue;
    }
    client.onHeard = ({ type }) => {
      if (type !== "page" && type !== "refused") return;
      if (type === "page") pages += 1;
      askPage(client);
    };
    for (let n = 0; n < IN_FLIGHT; n++) askPage(client);
    how = (await Promise.race([ending, client.closed])) ?? "";
    client.onHeard = () => {};
    client.close();
  }
  return pages;
}

function askPage(client: Client): void {
  client.send({ type: "page", requestId: client.newId(), around: 1, limit: 100 });
}
