/**
 * No attack: a school behind one address. The limits that stop attackers must not stop it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { SCHOOL } from "../addresses.ts";
import type { Attack } from "../attack.ts";
import { witnessed } from "../bounds.ts";
import type { Client } from "../client.ts";
import type { Stage } from "../stage.ts";

const PUPILS = 60;
/** Seconds in which they all come: of the minute that the promise gives them, a third. */
const PUPILS_WITHIN_S = 20;

const MEMBERS = 100;
const SPEAK_EVERY_S = 10;
const ROUNDS = 2;

export const pupils: Attack = {
  name: "school-newcomers",
  imitates: `No attack: ${PUPILS} pupils behind one address come for the first time and say hello, within ${PUPILS_WITHIN_S} s.`,
  async run(stage) {
    let heard = 0;
    const cost = await stage.costOf(async () => {
      await Promise.all(
        Array.from({ length: PUPILS }, async (_, index) => {
          await sleep((index * PUPILS_WITHIN_S * 1_000) / PUPILS);
          const client = await stage.member(SCHOOL);
          if (client !== null && (await says(client, "hello"))) heard += 1;
        }),
      );
    });
    return [
      { what: "pupils who were heard", value: heard, bound: { least: PUPILS, why: "every one of them" } },
      refusals(stage),
      ...witnessed(cost),
    ];
  },
};

export const knownMembers: Attack = {
  name: "school-known-members",
  imitates: `No attack: ${MEMBERS} people behind one address who spoke here on an earlier day each say something every ${SPEAK_EVERY_S} s.`,
  async run(stage) {
    const keys = Array.from({ length: MEMBERS }, () => stage.newKey());
    await stage.server.remember(stage.room, { members: keys.map(({ id }) => id) });
    let heard = 0;
    const cost = await stage.costOf(async () => {
      await Promise.all(
        keys.map(async (key, index) => {
          await sleep((index * SPEAK_EVERY_S * 1_000) / MEMBERS);
          const client = await stage.member(SCHOOL, key);
          for (let round = 0; round < ROUNDS && client !== null; round++) {
            if (await says(client, `round ${round}`)) heard += 1;
            await sleep(SPEAK_EVERY_S * 1_000);
          }
        }),
      );
    });
    return [
      { what: "messages of theirs that were heard", value: heard, bound: { least: MEMBERS * ROUNDS, why: "all" } },
      refusals(stage),
      ...witnessed(cost),
    ];
  },
};

async function says(client: Client, text: string): Promise<boolean> {
  const clientId = client.newId();
  client.send({ type: "say", clientId, text });
  const answer = await client.next((event) => event["clientId"] === clientId);
  return answer?.["type"] === "said";
}

function refusals({ tally }: Stage): { what: string; value: number; bound: { most: number; why: string } } {
  return { what: "refusals", value: tally.total, bound: { most: 0, why: "people are not attackers" } };
}
