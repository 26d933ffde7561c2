import { beforeEach, describe, expect, it } from "vitest";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import { LIN, MEI } from "../../support/people.ts";
import { enter } from "../../support/workerd/clients.ts";
import { newRoom, withSettings } from "../../support/workerd/rooms.ts";
import { build, fill, search, searchAs, textsOf } from "../../support/workerd/searching.ts";

const DAY_MS = 86_400_000;

const TEXTS = [
  "We meet at the station at three",
  "今天下午三点在老地方见",
  "Bring the BLUE umbrella",
  "那就三点见，别迟到",
  "Café au lait, s'il vous plaît",
  'SELECT * FROM messages WHERE text LIKE "%" OR 1=1 --',
  "ＦＵＬＬ width and Straße",
  "o",
];

describe.each([
  ["without an index", false],
  ["with an index", true],
])("a search %s", (_title, isBuilt) => {
  let room: RoomName;
  beforeEach(async () => {
    room = newRoom();
    await fill(room, TEXTS);
    if (isBuilt) await build(room);
  });

  it.each([
    ["三点", [1, 3]],
    ["下午三点", [1]],
    ["见", [1, 3]],
    ["tation", [0]],
    ["STATION three", [0]],
    ["three station", [0]],
    ["station umbrella", []],
    ['"the station"', [0]],
    ['"station the"', []],
    ["blue", [2]],
    ["cafe", [4]],
    ["full", [6]],
    ["STRASSE", [6]],
    ["at", [0]],
    ["o", [0, 4, 5, 7]],
  ])("[Q2] for %s finds what has all of it, inside words too", async (query, found) => {
    expect(await textsOf(room, query)).toEqual(found.map((index) => TEXTS[index]));
  });

  it.each([
    ['" OR 1=1 --', [5]],
    ["*", [5]],
    ["NEAR(", []],
    ["text:a", []],
    ["NOT OR AND", []],
    ["'; DROP TABLE messages; --", []],
    ["%", [5]],
    ["_", []],
    ["sta*", []],
    ['"sta" OR "umb"', []],
    ["a\u0000b station", []],
    ["s\u0000ta", []],
    ["{text} : x^2 + -col", []],
  ])("[Q5] for %s takes it for text", async (query, found) => {
    expect(await textsOf(room, query)).toEqual(found.map((index) => TEXTS[index]));
  });
});

describe("a search", () => {
  it("[Q3] by an author finds what was said under a name that begins so", async () => {
    const room = newRoom();
    await fill(room, ["one tea", "two tea", "three"]);
    expect(await textsOf(room, `from:${LIN.name}`)).toEqual(["one tea", "three"]);
    expect(await textsOf(room, `from:"${MEI.name.toUpperCase()}" tea`)).toEqual(["two tea"]);
    expect(await textsOf(room, `from:${LIN.name} from:${MEI.name} tea`)).toEqual(["one tea", "two tea"]);
    expect(await textsOf(room, "from:nobody")).toEqual([]);
  });

  it("[Q4] by days finds what was said between them, to the millisecond", async () => {
    const room = newRoom();
    await fill(room, ["tea 22", "tea 22, noon", "tea 23", "tea 23, noon", "tea 24"], DAY_MS / 2);
    expect(await textsOf(room, "tea before:2026-11-23")).toEqual(["tea 22", "tea 22, noon"]);
    expect(await textsOf(room, "after:2026-11-22")).toEqual(["tea 23", "tea 23, noon", "tea 24"]);
    expect(await textsOf(room, "after:2026-11-22 before:2026-11-24")).toEqual(["tea 23", "tea 23, noon"]);
    expect(await textsOf(room, "before:2026-11-23+12:00")).toEqual(["tea 22"]);
    expect(await textsOf(room, "before:2026-11-22")).toEqual([]);
    expect(await textsOf(room, "after:2026-11-24")).toEqual([]);
  });

  it("[Q1] gives the newest hits in order of time, and the ones before them when asked", async () => {
    const room = newRoom();
    const texts = Array.from({ length: 60 }, (_, index) => `${index % 2 === 0 ? "even" : "odd"} ${index}`);
    await fill(room, texts);
    const even = texts.filter((text) => text.startsWith("even"));
    const first = await search(room, "even");
    expect([first.messages.map(({ text }) => text), first.more]).toEqual([even.slice(-20), true]);
    const rest = await search(room, "even", { before: first.messages[0]?.seq });
    expect([rest.messages.map(({ text }) => text), rest.more]).toEqual([even.slice(0, 10), false]);
    const all = await search(room, "even", { limit: 30 });
    expect([all.messages.length, all.more]).toEqual([30, false]);
    expect((await search(room, "even", { limit: 29 })).more).toBe(true);
    expect((await search(room, "even", { before: 0 })).messages).toEqual([]);
    expect((await search(room, "even", { before: 1_000_000, limit: 1 })).messages).toMatchObject([{ seq: 59 }]);
  });

  it("[Q1] has at most 50 messages and 200 characters, and is for those who are in", async () => {
    const { client } = await enter(newRoom(), "Lin");
    expect(await searchAs(client, "x".repeat(200), { limit: 50 })).toMatchObject({ messages: [], more: false });
    for (const wrong of [{ limit: 51 }, { limit: 0 }, { query: "x".repeat(201) }, { query: " " }, { before: -1 }]) {
      client.tellRaw({ type: "search", requestId: "r", query: "x", ...wrong });
      expect(await client.next("refused")).toMatchObject({ reason: "bad_field", requestId: "r" });
    }
  });

  it("[Q1] finds what was said a moment ago, after an earlier search too", async () => {
    const room = newRoom();
    const { client } = await enter(room, "Lin");
    for (const text of ["first words", "second words", "third words"]) {
      client.say(text);
      await client.hears(text);
      expect((await searchAs(client, "words")).messages.at(-1)?.text).toBe(text);
    }
  });

  it("[Q7] is refused to a member who asks too often, with the time after which they may ask again", async () => {
    withSettings({ RATE_LIMITS: "on" });
    const { client } = await enter(newRoom(), "Lin");
    for (let n = 0; n < 10; n++) await searchAs(client, "tea");
    client.tell({ type: "search", requestId: "eleventh", query: "tea" });
    const refused = await client.next("refused");
    expect(refused).toMatchObject({ reason: "too_fast", requestId: "eleventh" });
    expect(refused.retryAfterMs).toBeGreaterThan(0);
  });
});
