/** Filling a room with a long history: its texts, and the file they are written to. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { fillRoom } from "../../bench/servers/fill.ts";
import { historyText, SEARCH_TERMS } from "../../bench/servers/history-texts.ts";
import { isIndexed, roomFile } from "../../bench/servers/room-file.ts";
import { parseText } from "../../src/protocol/values/text.ts";

/** The data folder of a server. Each file in `rooms` has a table of messages. */
function newFolder(...rooms: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "foyer-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "do"));
  run(join(folder, "do", "metadata.sqlite"), "CREATE TABLE other (a)");
  for (const room of rooms) {
    run(join(folder, "do", room), "CREATE TABLE messages (seq INTEGER PRIMARY KEY, at, member, name, text, client_id)");
  }
  return folder;
}

function run(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

it("has each search term as often as documented", () => {
  const texts = Array.from({ length: 100_000 }, (_, index) => historyText(index + 1));
  const count = (word: string): number => texts.filter((text) => text.includes(word)).length;
  expect([SEARCH_TERMS.rare, SEARCH_TERMS.phrase, SEARCH_TERMS.absent, SEARCH_TERMS.absentPair].map(count)).toEqual([
    2, 2, 0, 0,
  ]);
  expect(count(SEARCH_TERMS.common) / texts.length).toBeCloseTo(1 / 3, 1);
  expect(count(SEARCH_TERMS.commonPair) / texts.length).toBeCloseTo(1 / 40, 2);
  for (const trigram of ["xyl", "ylo", "lop", "oph", "pho", "hon", "one"])
    expect(count(trigram)).toBeGreaterThan(1_000);
});

it("has the same texts each time, and a room accepts them unchanged", () => {
  for (let seq = 1; seq <= 1_000; seq++) {
    expect(historyText(seq)).toBe(historyText(seq));
    expect(parseText(historyText(seq))).toEqual({ ok: true, value: historyText(seq) });
  }
});

it("is appended to the messages that the room already has", () => {
  const folder = newFolder("room.sqlite");
  run(roomFile(folder), "INSERT INTO messages (seq, text) VALUES (1, 'hello'), (2, 'you')");
  fillRoom(folder, 5);
  fillRoom(folder, 5);
  const database = new DatabaseSync(roomFile(folder), { readOnly: true });
  const texts = database.prepare("SELECT text FROM messages ORDER BY seq").all();
  database.close();
  expect(texts.map(({ text }) => text)).toEqual(["hello", "you", historyText(3), historyText(4), historyText(5)]);
});

it("needs exactly one room", () => {
  expect(() => roomFile(newFolder())).toThrow("There are 0 rooms");
  expect(() => roomFile(newFolder("a.sqlite", "b.sqlite"))).toThrow("There are 2 rooms");
});

it("is indexed once the index reaches its first message", () => {
  const file = roomFile(newFolder("room.sqlite"));
  expect(isIndexed(file)).toBe(false);
  run(file, "CREATE TABLE search_groups (first, last, signature); INSERT INTO search_groups VALUES (2, 9, null)");
  expect(isIndexed(file)).toBe(false);
  run(file, "INSERT INTO search_groups VALUES (1, 1, null)");
  expect(isIndexed(file)).toBe(true);
});
