import { describe, expect, it } from "vitest";
import { Sessions, type Challenged, type Joined } from "../../../src/room/sockets/sessions.ts";
import { LIN } from "../../support/people.ts";

const HERE = "192.0.2.7";
const CHALLENGED: Challenged = { state: "challenged", address: HERE, since: 1, host: "foyer.test", nonce: "n" };
const JOINED: Joined = { state: "joined", dialect: "foyer.1", address: HERE, since: 1, ...LIN };

/** What a room's sockets have of the platform's: an attachment that outlives the room's sleep. */
function fakeSocket(): WebSocket {
  let attachment: unknown = null;
  const socket = {
    serializeAttachment: (value: unknown) => void (attachment = structuredClone(value)),
    deserializeAttachment: () => attachment,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that sessions ask of one
  return socket as unknown as WebSocket;
}

describe("a socket", () => {
  it("[C5] counts for its address from the moment that it is there until it is gone, not only until it is closed", () => {
    const sessions = new Sessions();
    const [first, second] = [fakeSocket(), fakeSocket()];
    sessions.set(first, CHALLENGED);
    sessions.set(second, CHALLENGED);
    sessions.set(first, JOINED);
    expect(sessions.countAt(HERE)).toBe(2);
    expect(sessions.close(first)).toEqual(JOINED);
    expect(sessions.close(first)).toEqual({ state: "closed" });
    expect([sessions.countAt(HERE), sessions.ofMember(LIN.id), sessions.isEmpty]).toEqual([2, [], false]);
    sessions.gone(first);
    sessions.gone(first);
    expect(sessions.countAt(HERE)).toBe(1);
    sessions.close(second);
    expect([sessions.countAt(HERE), sessions.isEmpty]).toEqual([1, true]);
    sessions.gone(second);
    expect(sessions.countAt(HERE)).toBe(0);
  });

  it("[C5] counts on after the room slept, open or closed", () => {
    const before = new Sessions();
    const sockets = [fakeSocket(), fakeSocket(), fakeSocket()] as const;
    for (const socket of sockets) before.set(socket, JOINED);
    before.close(sockets[1]);
    const after = new Sessions();
    const joined = after.restore([...sockets, fakeSocket()]);
    expect([...joined.keys()]).toEqual([sockets[0], sockets[2]]);
    expect(after.countAt(HERE)).toBe(3);
    after.gone(sockets[1]);
    expect(after.countAt(HERE)).toBe(2);
  });
});
