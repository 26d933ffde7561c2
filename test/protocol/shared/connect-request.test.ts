import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeConnectRequest,
  encodeConnectRequest,
  parseConnectRequest,
} from "../../../src/protocol/shared/connect-request.ts";
import { HOST_MAX_LENGTH, REPLAY_MAX_MESSAGES } from "../../../src/protocol/limits.ts";
import { anyText } from "../../support/arbitrary.ts";
import { HOST } from "../../support/people.ts";

const ADDRESS = "192.0.2.1";

describe("a connect request", () => {
  it("[C1] with foyer.1 goes to the room that it names, or to the lobby", () => {
    expect(arrive("room=Tea%20Room", "foyer.1")).toEqual({
      ok: true,
      value: {
        dialect: "foyer.1",
        room: "tea-room",
        address: ADDRESS,
        host: HOST,
      },
    });
    expect(arrive("", "foyer.1")).toMatchObject({ value: { room: "lobby" } });
    expect(arrive("room=tea", "json, foyer.1 ,foyer.2")).toMatchObject({ value: { dialect: "foyer.1" } });
  });

  it.each(["json", "foyer.2", "", "FOYER.1", "foyer.10"])("[C2] with only the subprotocol %j is refused", (offered) => {
    expect(arrive("room=tea", offered)).toEqual({ ok: false, fault: "unknown_subprotocol" });
  });

  it.each(["room=", "room=a%2Fb", "room=..", "room=%F0%9F%99%82"])("[C3] with %s has no valid room", (query) => {
    expect(arrive(query, "foyer.1")).toEqual({ ok: false, fault: "bad_room_name" });
    expect(arrive(query, null)).toEqual({ ok: false, fault: "bad_room_name" });
  });

  it("[H2] with foyer.1 has the host that it was sent to, unless that is too long", () => {
    const longest = "h".repeat(HOST_MAX_LENGTH);
    expect(arrive("", "foyer.1", longest)).toMatchObject({ value: { host: longest } });
    expect(arrive("", "foyer.1", `${longest}h`)).toEqual({ ok: false, fault: "bad_host" });
  });

  it("[C2] [D1] without a subprotocol is a plain one", () => {
    expect(arrive("room=tea", null)).toEqual({
      ok: true,
      value: {
        dialect: "plain",
        room: "tea",
        address: ADDRESS,
        name: null,
        replay: 0,
        wantsEdits: false,
      },
    });
  });

  it("[D3] may have a valid name", () => {
    expect(arrive("name=%20Bob%20", null)).toMatchObject({ value: { name: "Bob" } });
    expect(arrive("name=", null)).toMatchObject({ value: { name: null } });
    for (const name of ["foyer", "%20", "a%E2%80%AEb", "x".repeat(41)]) {
      expect(arrive(`name=${name}`, null)).toEqual({ ok: false, fault: "bad_name" });
    }
  });

  it("[D4] may ask for a whole number of messages, and gets at most 1,000", () => {
    expect(arrive("history=0", null)).toMatchObject({ value: { replay: 0 } });
    expect(arrive("history=50", null)).toMatchObject({ value: { replay: 50 } });
    expect(arrive(`history=${REPLAY_MAX_MESSAGES}`, null)).toMatchObject({ value: { replay: 1_000 } });
    expect(arrive(`history=${REPLAY_MAX_MESSAGES + 1}`, null)).toMatchObject({ value: { replay: 1_000 } });
    expect(arrive(`history=${"9".repeat(400)}`, null)).toMatchObject({ value: { replay: 1_000 } });
    for (const history of ["", "-1", "1.5", "1e3", "all", "%205", "٥"]) {
      expect(arrive(`history=${history}`, null)).toEqual({ ok: false, fault: "bad_history" });
    }
  });

  it("[D3] [D4] uses name and history only in the plain dialect", () => {
    expect(arrive("name=foyer&history=all", "foyer.1")).toEqual({
      ok: true,
      value: {
        dialect: "foyer.1",
        room: "lobby",
        address: ADDRESS,
        host: HOST,
      },
    });
  });

  it("[C3] is a request or a fault, and a header carries it unchanged", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.option(fc.constant("foyer.1")), (room, name, offered) => {
        const arrival = parseConnectRequest(
          { host: HOST, searchParams: new URLSearchParams({ room, name }) },
          offered,
          ADDRESS,
        );
        if (!arrival.ok) return;
        const header = new Headers({ arrival: encodeConnectRequest(arrival.value) }).get("arrival") ?? "";
        expect(decodeConnectRequest(header)).toEqual(arrival.value);
      }),
      { numRuns: 500 },
    );
  });

  it.each(["", "{", "%"])("is not decoded from %j", (header) => {
    expect(() => decodeConnectRequest(header)).toThrow(/JSON|URI/);
  });
});

function arrive(query: string, subprotocols: string | null, host = HOST): ReturnType<typeof parseConnectRequest> {
  return parseConnectRequest({ host, searchParams: new URLSearchParams(query) }, subprotocols, ADDRESS);
}
