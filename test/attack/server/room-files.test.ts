/** Shows what is counted of rooms' files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { roomFilesIn, rowsOf } from "./room-files.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "foyer-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function makeFile(path: string, statements: string): void {
  const database = new DatabaseSync(path);
  database.exec(statements);
  database.close();
}

it("counts files, those with tables, and the rows of a table that some have", () => {
  const folder = newFolder();
  mkdirSync(join(folder, "rooms"));
  makeFile(join(folder, "rooms/a.sqlite"), "CREATE TABLE names (folded TEXT); INSERT INTO names VALUES ('a'), ('b')");
  makeFile(join(folder, "rooms/b.sqlite"), "CREATE TABLE other (x TEXT)");
  writeFileSync(join(folder, "rooms/c.sqlite"), "");
  makeFile(join(folder, "rooms/metadata.sqlite"), "CREATE TABLE alarms (x TEXT)");
  expect(roomFilesIn(folder)).toMatchObject({ files: 3, withTables: 2 });
  expect(roomFilesIn(folder).bytes).toBeGreaterThan(0);
  expect(rowsOf(folder, "names")).toBe(2);
});

it("finds nothing in an empty folder", () => {
  expect(roomFilesIn(newFolder())).toEqual({ files: 0, withTables: 0, bytes: 0 });
});
