import { describe, expect, it } from "vitest";
import { permalinkOf, seqOf } from "../../../src/page/rooms/permalinks.ts";
import { LOBBY, roomOfPath } from "../../../src/protocol/values/names.ts";
import { roomName } from "../../support/people.ts";

describe("a link to a message", () => {
  it.each([LOBBY, roomName("chat-room"), roomName("读书会")])("leads to the room and the message: %s", (room) => {
    const url = new URL(permalinkOf(room, 42), "https://foyer.example");
    expect(roomOfPath(url.pathname)).toBe(room);
    expect(seqOf(url.search)).toBe(42);
  });

  it.each([
    "",
    "?at=",
    "?at=0",
    "?at=-1",
    "?at=1.5",
    "?at=1e3",
    "?at=abc",
    "?at=007",
    "?at=9007199254740992",
    "?at=99999999999999999999",
    "?seq=1",
  ])("without a valid message is one to the room: %s", (query) => {
    expect(seqOf(query)).toBeNull();
  });

  it("may have other parameters", () => {
    expect(seqOf("?from=mail&at=7")).toBe(7);
    expect(seqOf(`?at=${Number.MAX_SAFE_INTEGER}`)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
