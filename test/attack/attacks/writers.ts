/** One address that changes a room as fast as it can, with as many keys and guests as it likes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeCommand } from "../../../src/protocol/commands.ts";
import type { WireCommand } from "../../../src/protocol/wire-commands.ts";
import type { Random } from "../../chaos/random.ts";
import { ATTACKER } from "../addresses.ts";
import type { Attack, Measurement } from "../attack.ts";
import { cpuOf, sum, witnessed } from "../bounds.ts";
import type { Client } from "../client.ts";
import { rowsOf } from "../server/room-files.ts";
import type { Cost, Stage } from "../stage.ts";

/** Connections that change things at the same time. */
const WRITERS = 64;
/** How many changes each key or guest makes before a fresh one takes its place: a member's burst. */
const CHANGES_EACH = 10;
/** Milliseconds that a connection waits for its answers. */
const ANSWERS_WITHIN_MS = 500;
/** Milliseconds between two messages of one member: MESSAGES_PER_SECOND is 2. */
const SAY_EVERY_MS = 500;
/** Milliseconds until a connection that was not let in tries again. */
const RETRY_EVERY_MS = 100;

/** How many changes an address may make with any number of fresh keys and guests: on average, and at once. */
const CHANGES_PER_SECOND = 2;
const CHANGES_BURST = 60;
/** More than that: what was in flight when the measurement began or ended. */
const SLACK = 6;
/** New names and read markers: every key has both, and neither is a change. */
const NAMES_PER_SECOND = 0.5;
const NAMES_BURST = 120;
/** Names of the witnesses, who come from other addresses. */
const OTHER_NAMES = 8;
const MARKS_PER_SECOND = 2;
const MARKS_BURST = 300;
/** Rows that a change writes at most: a reaction and its counts. */
const ROWS_A_CHANGE = 8;

/** Each message of a witness is received by eight witnesses, and writes two rows, or four in a room that notes who spoke. */
const WITNESS_ROWS_A_HEARING = 0.5;

const SHORT_TEXT = "something short";
/** As long as a text may be, with room for a number. */
const LONG_TEXT = "世".repeat(3_990);
/** On disk: the text and what SQLite needs with it, also in its write-ahead log. */
const BYTES_A_LONG_MESSAGE = 2 * 12_288;
/** Any write takes so many bytes: the log grows to 1,000 pages before it is written back. */
const BYTES_ANYHOW = 4_400_000;

type Enter = (stage: Stage) => Promise<Client | null>;

const asMember: Enter = (stage) => stage.member();
const asGuest: Enter = (stage) => stage.guest();

export const freshKeys: Attack = {
  name: "writers-fresh-keys",
  imitates:
    "One address says, edits, removes, reacts, renames itself, sets the topic and reads, with a fresh key for every ten.",
  run: (stage) => write(stage, { seconds: 12, entrances: [asMember], text: SHORT_TEXT }),
};

export const guests: Attack = {
  name: "writers-guests",
  imitates: "One address talks as plain clients, one after the other, which need no key.",
  run: (stage) => write(stage, { seconds: 12, entrances: [asGuest], text: SHORT_TEXT }),
};

export const keysAndGuests: Attack = {
  name: "writers-keys-and-guests",
  imitates: "One address does both for a minute.",
  run: (stage) => write(stage, { seconds: 60, entrances: [asMember, asGuest], text: SHORT_TEXT }),
};

export const longTexts: Attack = {
  name: "writers-long-texts",
  imitates: "One address does both with texts of 12 KB, to fill the disk.",
  run: (stage) => write(stage, { seconds: 15, entrances: [asMember, asGuest], text: LONG_TEXT }),
};

const KNOWN_KEYS = 200;
const KNOWN_KEYS_SECONDS = 15;
/** How many changes the known members at an address may make, on average and at once: a school. */
const KNOWN_PER_SECOND = 20;
const KNOWN_BURST = 400;

export const knownKeys: Attack = {
  name: "writers-known-keys",
  imitates: `One address has ${KNOWN_KEYS} keys that each spoke here on an earlier day, and says with each key as much as it may.`,
  async run(stage) {
    const keys = Array.from({ length: KNOWN_KEYS }, () => stage.newKey());
    await stage.server.remember(stage.room, { members: keys.map(({ id }) => id) });
    const cost = await stage.costOf(async () => {
      const ending = sleep(KNOWN_KEYS_SECONDS * 1_000, "over");
      await Promise.all(
        keys.map(async (key) => {
          const client = await stage.member(ATTACKER, key);
          for (let how = ""; client !== null && how !== "over";) {
            client.send({ type: "say", clientId: client.newId(), text: SHORT_TEXT });
            how = (await Promise.race([ending, sleep(SAY_EVERY_MS)])) ?? "";
          }
          client?.close();
        }),
      );
    });
    const most = KNOWN_BURST + KNOWN_PER_SECOND * cost.seconds + SLACK;
    const why = `${KNOWN_BURST} at once and ${KNOWN_PER_SECOND} a second, over ${Math.round(cost.seconds)} s`;
    return [
      { what: "changes that the room took", value: sum(cost.meanwhile.changes), bound: { most, why } },
      ...witnessed(cost),
    ];
  },
};

interface Writing {
  readonly seconds: number;
  readonly entrances: readonly Enter[];
  readonly text: string;
}

async function write(stage: Stage, writing: Writing): Promise<readonly Measurement[]> {
  const bytesBefore = stage.server.files().bytes;
  const cost = await stage.costOf(() => fill(stage, writing));
  const bytes = stage.server.files().bytes - bytesBefore;
  return [...changed(cost), ...stored(stage, cost, bytes), ...witnessed(cost)];
}

/** Changes the room with all writers for so many seconds. */
async function fill(stage: Stage, { seconds, entrances, text }: Writing): Promise<void> {
  const until = performance.now() + seconds * 1_000;
  const writers = Array.from({ length: WRITERS }, async (_, index) => {
    const random = stage.random(`writer ${index}`);
    while (performance.now() < until) {
      const enter = entrances[index % entrances.length];
      const client = (await enter?.(stage)) ?? null;
      if (client === null) await sleep(RETRY_EVERY_MS);
      else await changeThings(client, random, text);
    }
  });
  await Promise.all(writers);
}

/** Makes all changes that a key may make at once, and leaves. */
async function changeThings(client: Client, random: Random, text: string): Promise<void> {
  if (client.isGuest) for (let n = 0; n < CHANGES_EACH; n++) client.send(`${text} ${n}`);
  else for (const change of changes(client, random, text)) client.send(change);
  await Promise.race([client.closed, sleep(ANSWERS_WITHIN_MS)]);
  client.close();
}

interface Sender {
  readonly clientId: string;
  readonly random: Random;
  readonly text: string;
}

/** What counts against a rate: all changes, new names and reading marks. */
type Counted = ChangeCommand["type"] | "rename" | "read";

/** A random command of each type. An address cannot edit or remove much with fresh keys, but it can try. */
const COMMANDS: { readonly [Type in Counted]: (sender: Sender) => WireCommand } = {
  say: ({ clientId, text }) => ({ type: "say", clientId, text }),
  edit: ({ clientId, text, random }) => ({ type: "edit", clientId, target: random.whole(1, 20), text }),
  remove: ({ clientId, random }) => ({ type: "remove", clientId, target: random.whole(1, 20) }),
  react: ({ clientId, random }) => ({ type: "react", clientId, target: random.whole(1, 20), emoji: "👍", on: true }),
  topic: ({ clientId }) => ({ type: "topic", clientId, text: `Topic ${clientId}` }),
  rename: ({ clientId }) => ({ type: "rename", name: `Name ${clientId}` }),
  read: ({ random }) => ({ type: "read", seq: random.whole(1, 20) }),
};

/** How often each type comes, compared with the others. */
const WEIGHTS: Readonly<Record<Counted, number>> = {
  say: 4,
  edit: 1,
  remove: 1,
  react: 2,
  topic: 2,
  rename: 2,
  read: 2,
};

function changes(client: Client, random: Random, text: string): readonly WireCommand[] {
  const command = (type: Counted): WireCommand => COMMANDS[type]({ clientId: client.newId(), random, text });
  return [command("say"), ...Array.from({ length: CHANGES_EACH - 1 }, () => command(random.weighted(WEIGHTS)))];
}

function changed(cost: Cost): readonly Measurement[] {
  const { changes: byType } = cost.meanwhile;
  const most = CHANGES_BURST + CHANGES_PER_SECOND * cost.seconds + SLACK;
  const why = `${CHANGES_BURST} at once and ${CHANGES_PER_SECOND} a second, over ${Math.round(cost.seconds)} s`;
  return [
    ...Object.entries(byType).map(([type, count]) => ({ what: `${type}, as a witness received`, value: count })),
    { what: "changes that the room took", value: sum(byType), bound: { most, why } },
  ];
}

function stored({ server }: Stage, { seconds, rows, meanwhile }: Cost, bytes: number): readonly Measurement[] {
  const changesMax = CHANGES_BURST + CHANGES_PER_SECOND * seconds + SLACK;
  const namesMax = OTHER_NAMES + NAMES_BURST + NAMES_PER_SECOND * seconds + SLACK;
  const marksMax = MARKS_BURST + MARKS_PER_SECOND * seconds + SLACK;
  const rowsMax = ROWS_A_CHANGE * changesMax + namesMax + marksMax + WITNESS_ROWS_A_HEARING * meanwhile.delays.count;
  const bytesMax = BYTES_ANYHOW + BYTES_A_LONG_MESSAGE * changesMax;
  return [
    {
      what: "rows written, witnesses' included",
      value: rows.written,
      bound: { most: rowsMax, why: `${ROWS_A_CHANGE} for each change that it may make, and its names and marks` },
    },
    {
      what: "names that are kept",
      value: rowsOf(server.data, "names"),
      bound: { most: namesMax, why: `${NAMES_BURST} at once, for a school, and one every two seconds` },
    },
    {
      what: "reading marks that are kept",
      value: rowsOf(server.data, "reads"),
      bound: {
        most: marksMax,
        why: `${MARKS_BURST} at once, for a school that comes in, and ${MARKS_PER_SECOND} a second`,
      },
    },
    {
      what: "MB that were added to the disk",
      value: bytes / 1e6,
      bound: { most: bytesMax / 1e6, why: "the longest text for each change that it may make, and SQLite's log" },
    },
  ];
}

const FORGERS = 32;
/** Wrong signatures a second, in all: what one machine makes without effort. */
const FORGED_PER_SECOND = 1_000;
const FORGED_SECONDS = 10;

export const badSignatures: Attack = {
  name: "bad-signatures",
  imitates: `One address sends ${FORGED_PER_SECOND} wrong signatures a second over ${FORGERS} connections, each of which the server has to verify.`,
  async run(stage) {
    let opened = 0;
    const cost = await stage.costOf(async () => {
      const until = performance.now() + FORGED_SECONDS * 1_000;
      const forgers = Array.from({ length: FORGERS }, async () => {
        while (performance.now() < until) {
          const client = await stage.stranger();
          if (client === null) await sleep(RETRY_EVERY_MS);
          else {
            opened += 1;
            await forge(client, stage, until);
          }
        }
      });
      await Promise.all(forgers);
    });
    const answers = stage.tally.figures("");
    return [
      { what: "connections that were let in", value: opened },
      {
        what: "wrong signatures verified, a second",
        value: (answers["refused bad_signature"] ?? 0) / cost.seconds,
        bound: { most: 100, why: "a person proves a key once a connection; a school that comes back at once is 60" },
      },
      cpuOf(cost, 30, "what is left of one core is for those who talk"),
      ...witnessed(cost),
    ];
  },
};

/** Sends wrong signatures until the room closes the connection. */
async function forge(client: Client, stage: Stage, until: number): Promise<void> {
  const key = stage.newKey();
  const hello: WireCommand = {
    type: "hello",
    name: "Mallory",
    key: key.publicKey,
    signature: key.sign("something else"),
  };
  while (!client.isClosed && performance.now() < until) {
    client.send(hello);
    await sleep((1_000 * FORGERS) / FORGED_PER_SECOND);
  }
  client.close();
}
