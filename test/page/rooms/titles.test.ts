/** Shows what the tab is called: by its room, with how many messages call one. */
import { expect, it } from "vitest";
import { titleOf } from "../../../src/page/rooms/titles.ts";
import { LOBBY } from "../../../src/protocol/values/names.ts";
import { roomName } from "../../support/people.ts";

it.each([
  [roomName("tea"), 0, "tea · Foyer"],
  [roomName("tea"), 2, "(2) tea · Foyer"],
  [roomName("tea"), 100, "(99+) tea · Foyer"],
  [LOBBY, 0, "lobby · Foyer"],
])("a tab in %s with %i messages that call one is %j", (room, calls, title) => {
  expect(titleOf({ room }, calls)).toBe(title);
});

it("a tab that is in no room is Foyer's", () => {
  expect(titleOf({ room: null, isBadName: true }, 0)).toBe("Foyer");
});
