/** Clients that do not read while people send long messages: what is sent to them waits in the server's memory. */
import { setTimeout as sleep } from "node:timers/promises";
import { pace } from "../../../bench/pace.ts";
import { lonelyAddress } from "../addresses.ts";
import type { Attack } from "../attack.ts";
import { memoryOf, witnessed } from "../bounds.ts";
import type { Client } from "../client.ts";
import type { Stage } from "../stage.ts";

/** As many connections as SOCKETS_PER_ADDRESS allows. */
const AUDIENCE = 256;

/** 4,000 characters of three bytes: the longest text. */
const LONG_TEXT = "世".repeat(4_000);
/** People with an address each, who say a burst and go: 1,460 messages in all. */
const SPEAKERS = 146;
const EACH_SAYS = 10;
const SPEAKERS_PER_SECOND = 10;
/** The same talk before, for comparison, with so many speakers a second, as often as it takes until V8's heap has its size. */
const USUAL_TALKS = 3;
const USUAL_SPEAKERS_PER_SECOND = 40;

/** Milliseconds between two attempts of each of those who always want another connection. */
const REOPEN_EVERY_MS = 50;
const REOPENERS = 8;
/** Milliseconds in which a connection beyond the limit is refused. */
const TOLD_WITHIN_MS = 200;

/** Not about rates: memory must hold whatever a host lets through, and a third of the talk would be refused. */
const settings = { RATE_LIMITS: "off" };

/** Members prove a key and then neither read nor confirm. */
export const deafMembers: Attack = {
  name: "non-readers-members",
  imitates: `${AUDIENCE} members from one address never read, while people say 1,460 messages of 12 KB.`,
  settings,
  run: (stage) => withAudience(stage, () => stage.member(), false),
};

export const deafGuests: Attack = {
  name: "non-readers-guests",
  imitates: `${AUDIENCE} plain connections from one address never read, while people say 1,460 messages of 12 KB.`,
  settings,
  run: (stage) => withAudience(stage, () => stage.guest(), false),
};

export const deafReopeners: Attack = {
  name: "non-readers-reopening",
  imitates: `As before, and for each plain connection that the server gives up the same address opens another at once.`,
  settings,
  run: (stage) => withAudience(stage, () => stage.guest(), true),
};

async function withAudience(
  stage: Stage,
  come: () => Promise<Client | null>,
  isReopening: boolean,
): ReturnType<Attack["run"]> {
  const audience: Client[] = [];
  let said = 0;
  // What the talk itself takes is not what the attack costs.
  const usual = await stage.usageOf(async () => {
    for (let talk = 0; talk < USUAL_TALKS; talk++) await speak(stage, USUAL_SPEAKERS_PER_SECOND);
  });
  const cost = await stage.costOf(async () => {
    for (let n = 0; n < AUDIENCE; n++) await sitDown(audience, come);
    const ending = new AbortController();
    const reopeners = isReopening
      ? Array.from({ length: REOPENERS }, async () => {
          while (!ending.signal.aborted) {
            await sitDown(audience, come);
            await sleep(REOPEN_EVERY_MS);
          }
        })
      : [];
    said = await speak(stage, SPEAKERS_PER_SECOND);
    ending.abort();
    await Promise.all(reopeners);
  });
  const held = audience.filter(({ isClosed }) => !isClosed).length;
  for (const client of audience) client.close();
  return [
    { what: "messages of 12 KB that were said", value: said },
    { what: "connections that were opened and never read", value: held },
    ...memoryOf(cost, usual),
    ...witnessed(cost),
  ];
}

/** Opens a connection that then reads nothing, unless the server closes it. */
async function sitDown(audience: Client[], come: () => Promise<Client | null>): Promise<void> {
  const client = await come();
  if (client === null) return;
  if (audience.length >= AUDIENCE) {
    await Promise.race([client.next(({ reason }) => reason === "too_many_sockets"), sleep(TOLD_WITHIN_MS)]);
    if (client.isClosed || client.isSentAway) return client.close();
  }
  client.stopReading();
  audience.push(client);
}

/** Resolves with how many messages the room took. */
async function speak(stage: Stage, perSecond: number): Promise<number> {
  let said = 0;
  const speakers: Promise<void>[] = [];
  await pace(SPEAKERS, perSecond, (index) => {
    speakers.push(
      (async () => {
        const client = await stage.member(lonelyAddress(index));
        if (client === null) return;
        for (let n = 0; n < EACH_SAYS; n++) {
          const clientId = client.newId();
          client.send({ type: "say", clientId, text: LONG_TEXT });
          const answer = await client.next((event) => event["clientId"] === clientId);
          if (answer?.["type"] === "said") said += 1;
        }
        client.close();
      })(),
    );
  });
  await Promise.all(speakers);
  return said;
}
