import { expect, it } from "vitest";
import { titleOf } from "../../../src/page/rooms/titles.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import { roomName } from "../../support/people.ts";

it.each([
  [roomName("tea"), 0, "tea · Foyer"],
  [roomName("tea"), 2, "(2) tea · Foyer"],
  [roomName("tea"), 100, "(99+) tea · Foyer"],
  [LOBBY, 0, "lobby · Foyer"],
])("the title of a tab in %s with %i alerts is %j", (room, calls, title) => {
  expect(titleOf({ room }, calls)).toBe(title);
});

it("the title of a tab in no room is Foyer", () => {
  expect(titleOf({ room: null, isBadName: true }, 0)).toBe("Foyer");
});
