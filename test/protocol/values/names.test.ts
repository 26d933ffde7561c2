import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAME_MAX_LENGTH, ROOM_NAME_MAX_LENGTH } from "../../../src/protocol/limits.ts";
import {
  foldName,
  LOBBY,
  parsePersonName,
  parseRoomName,
  roomOfPath,
  roomPath,
} from "../../../src/protocol/values/names.ts";
import { anyText } from "../../support/arbitrary.ts";
import { personName, roomName } from "../../support/people.ts";

const CANONICAL = /^(?!\.+$)[\p{L}\p{M}\p{Nd}_.-]{1,64}$/u;

describe("a room's name", () => {
  it.each([
    ["lobby", "lobby"],
    ["聊天室", "聊天室"],
    [" Ｃhat Room ", "chat-room"],
    ["chat \t\n room", "chat-room"],
    ["E\u0301COLE", "école"],
    ["İstanbul", "i̇stanbul"],
    ["ﬁne", "fine"],
    ["①", "1"],
    ["٣", "٣"],
    ["हिन्दी", "हिन्दी"],
    ["v1.2_beta-3", "v1.2_beta-3"],
    [".hidden", ".hidden"],
    ["constructor", "constructor"],
  ])("[N1] %j means the room %j", (raw, canonical) => {
    expect(parseRoomName(raw)).toBe(canonical);
  });

  it.each([
    "",
    " ",
    ".",
    "..",
    " ... ",
    "a/b",
    "a\\b",
    "a%b",
    "a?b",
    "a#b",
    "½",
    "🙂",
    "a\u0000b",
    "\u202ea",
    "a\ud800",
  ])("[N1] %j is no room's name", (raw) => {
    expect(parseRoomName(raw)).toBeNull();
  });

  it("[N1] has at most 64 characters, counted when it is canonical", () => {
    expect(parseRoomName("房".repeat(ROOM_NAME_MAX_LENGTH))).toBe("房".repeat(64));
    expect(parseRoomName("房".repeat(ROOM_NAME_MAX_LENGTH + 1))).toBeNull();
    expect(parseRoomName(`  ${"a".repeat(ROOM_NAME_MAX_LENGTH)}  `)).toBe("a".repeat(64));
    // NFKC turns each four of these characters into one: the longest spelling of a name.
    expect(parseRoomName("ᾂ".normalize("NFD").repeat(ROOM_NAME_MAX_LENGTH))).toBe("ᾂ".repeat(64));
    // NFKC turns this one into eighteen.
    expect(parseRoomName("ﷺ".repeat(ROOM_NAME_MAX_LENGTH))).toBeNull();
  });

  it("[N1] stays as it is when it is parsed again, whatever it was made from", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const name = parseRoomName(raw);
        if (name === null) return;
        expect(name).toMatch(CANONICAL);
        expect(parseRoomName(name)).toBe(name);
      }),
      { numRuns: 2_000 },
    );
  });

  it("[N1] of any single character stays as it is when it is parsed again", () => {
    const unstable: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      const name = parseRoomName(`a${character}`);
      if (name !== null && parseRoomName(name) !== name) unstable.push(character);
    }
    expect(unstable).toEqual([]);
  });
});

describe("a room's path", () => {
  it("is / for the lobby and /r/<name> for any other", () => {
    expect(roomPath(LOBBY)).toBe("/");
    expect(roomPath(roomName("聊天室"))).toBe("/r/%E8%81%8A%E5%A4%A9%E5%AE%A4");
    expect(parseRoomName(LOBBY)).toBe(LOBBY);
  });

  it.each([
    ["/", "lobby"],
    ["/r/lobby", "lobby"],
    ["/r/tea/", "tea"],
    ["/r/Tea%20Room", "tea-room"],
    ["/r/%E8%81%8A%E5%A4%A9%E5%AE%A4", "聊天室"],
    ["/r/%2E%2Ea", "..a"],
  ])("%s leads to the room %s", (path, room) => {
    expect(roomOfPath(path)).toBe(room);
  });

  it.each(["", "/r", "/r/", "/r//", "/r/a/b", "/r/a%2Fb", "/r/%", "/r/%E8%81", "/r/..", "/R/tea", "/tea", "/r/tea//"])(
    "%j leads to no room",
    (path) => {
      expect(roomOfPath(path)).toBeNull();
    },
  );

  it("leads back to its room, for every name", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const name = parseRoomName(raw);
        if (name === null) return;
        expect(roomOfPath(roomPath(name))).toBe(name);
        // The path must lead to the same room after a browser has resolved it.
        expect(roomOfPath(new URL(roomPath(name), "http://foyer.test").pathname)).toBe(name);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never throws, whatever the path", () => {
    fc.assert(fc.property(anyText, (rest) => void roomOfPath(`/r/${rest}`)));
  });
});

describe("a person's name", () => {
  it.each([
    ["Lin", "Lin"],
    ["林 小美", "林 小美"],
    ["  Lin \t\n Mei  ", "Lin Mei"],
    ["e\u0301", "é"],
    ["علی\u200cرضا", "علی\u200cرضا"],
    ["👩\u200d👧", "👩\u200d👧"],
    ["<b>Lin</b>", "<b>Lin</b>"],
    ["foyers", "foyers"],
  ])("[N2] %j is shown as %j", (raw, name) => {
    expect(parsePersonName(raw)).toEqual({ ok: true, value: name });
  });

  it.each(["", "   ", "\u200d", "\u3164", "\u2800\u2800", "\ufe0f", "\u202e", "\u0000"])(
    "[N2] %j shows nothing",
    (raw) => {
      expect(parsePersonName(raw)).toEqual({ ok: false, fault: "name_blank" });
    },
  );

  it.each(["a\u202eb", "a\u2066b", "a\u200bb", "a\u200fb", "a\u00adb", "a\u0000b", "a\u0085b", "a\ue000b", "a\ud800"])(
    "[N2] %j has forbidden characters",
    (raw) => {
      expect(parsePersonName(raw)).toEqual({ ok: false, fault: "name_forbidden_characters" });
    },
  );

  it("[N2] has at most 40 characters", () => {
    expect(parsePersonName("林".repeat(NAME_MAX_LENGTH))).toEqual({ ok: true, value: "林".repeat(40) });
    expect(parsePersonName("林".repeat(NAME_MAX_LENGTH + 1))).toEqual({ ok: false, fault: "name_too_long" });
    expect(parsePersonName(` ${"e\u0301".repeat(NAME_MAX_LENGTH)} `)).toEqual({ ok: true, value: "é".repeat(40) });
  });

  it.each(["foyer", "FOYER", " Foyer ", "ｆｏｙｅｒ", "fo yer", "foy\u200der", "foyer\ufe0f", "f\u034foyer"])(
    "[N3] %j is reserved",
    (raw) => {
      expect(parsePersonName(raw)).toEqual({ ok: false, fault: "name_reserved" });
    },
  );

  it("[N2] stays as it is when it is parsed again, whatever it was made from", () => {
    fc.assert(
      fc.property(anyText, (raw) => {
        const parsed = parsePersonName(raw);
        if (!parsed.ok) return;
        expect(parsed.value.length).toBeLessThanOrEqual(NAME_MAX_LENGTH);
        expect(parsePersonName(parsed.value)).toEqual(parsed);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a folded name", () => {
  it.each(["alice", "Alice", "ＡＬＩＣＥ", "al ice", "a\u200dlice", "alice\ufe0f", "ali\u034fce"])(
    "[D5] of %j equals that of alice",
    (raw) => {
      expect(foldName(personName(raw))).toBe("alice");
    },
  );

  it("[D5] differs for names that look different", () => {
    expect(foldName(personName("alicia"))).not.toBe(foldName(personName("alice")));
    expect(foldName(personName("林"))).not.toBe(foldName(personName("琳")));
  });
});
