import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roomsFor } from "../../../src/page/rooms/find-rooms.ts";
import { LOBBY, type RoomName } from "../../../src/protocol/values/names.ts";
import { anyText } from "../../support/arbitrary.ts";
import { roomName } from "../../support/people.ts";

const KNOWN = [roomName("book-club"), roomName("读书会"), LOBBY, roomName("club")];

function titleOf(room: RoomName): string {
  return room === LOBBY ? "大厅" : room;
}

function found(query: string): readonly string[] {
  return roomsFor(query, KNOWN, titleOf).map(({ room, isKnown }) => (isKnown ? room : `+${room}`));
}

describe("the rooms for a few letters", () => {
  it.each([
    ["", ["book-club", "读书会", "lobby", "club"]],
    ["  ", ["book-club", "读书会", "lobby", "club"]],
    ["club", ["club", "book-club"]],
    ["clu", ["club", "book-club", "+clu"]],
    ["Book Club", ["book-club"]],
    ["ＢＯＯＫ", ["book-club", "+book"]],
    ["大", ["lobby", "+大"]],
    ["书", ["读书会", "+书"]],
    ["new room", ["+new-room"]],
    ["no/room!", []],
  ])("%j are %j", (query, rooms) => {
    expect(found(query)).toEqual(rooms);
  });

  it("can be found by any text", () => {
    fc.assert(fc.property(anyText, (query) => void found(query)));
  });
});
