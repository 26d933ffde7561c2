import { page } from "../../support/client/page.ts";
import { describe, expect, it } from "vitest";
import { parseRooms, VISITED_MAX_ROOMS, VisitedRooms } from "../../../src/page/rooms/visited-rooms.ts";
import { roomName } from "../../support/people.ts";

const [TEA, COFFEE] = [roomName("tea"), roomName("coffee")];

describe("the visited rooms", () => {
  it("are in the order of the last visit, each once", () => {
    const rooms = new VisitedRooms();
    for (const room of [TEA, COFFEE, TEA]) rooms.add(room);
    expect(rooms.all.value).toEqual([TEA, COFFEE]);
    rooms.delete(TEA);
    expect(rooms.all.value).toEqual([COFFEE]);
    expect(page.stored("foyer.rooms")).toBe('["coffee"]');
  });

  it("are at most fifty: another one replaces the one visited longest ago", () => {
    const rooms = new VisitedRooms();
    for (const room of rooms.all.value) rooms.delete(room);
    const many = Array.from({ length: VISITED_MAX_ROOMS }, (_, index) => roomName(`room-${index}`));
    expect(many.flatMap((room) => rooms.add(room))).toEqual([]);
    expect(rooms.add(TEA)).toEqual([many[0]]);
    expect(rooms.all.value).toEqual([TEA, ...many.slice(1).toReversed()]);
    expect(rooms.all.value).toHaveLength(50);
  });
});

describe("the stored value", () => {
  it.each([
    [null, []],
    ["not JSON", []],
    ["{}", []],
    ['["tea",7,"no/room","Tea","coffee"]', [TEA, COFFEE]],
  ])("%j is read as %j", (kept, rooms) => {
    expect(parseRooms(kept)).toEqual(rooms);
  });
});
