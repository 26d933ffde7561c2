/** This page must understand a room of the previous version, which it may meet for a while after a deploy. */
import { expect, it } from "vitest";
import { RoomSession } from "../../src/client/room-session.ts";
import { PING } from "../../src/protocol/wire.ts";
import { FakeClock, settle } from "../support/client/clock.ts";
import { standInIdentity } from "../support/client/identities.ts";
import { ScriptedNetwork } from "../support/client/network.ts";
import { LIN, roomName } from "../support/people.ts";
import { FRAMES, SHOWN, textOf, TOPIC } from "./recording.ts";

it("displays what a page of the previous version displayed, and does not reconnect over anything it did not understand", async () => {
  const network = new ScriptedNetwork();
  const notices: unknown[] = [];
  const session = new RoomSession({
    room: roomName("skew"),
    identity: standInIdentity("Lin"),
    clock: new FakeClock(),
    open: network.open,
    name: () => LIN.name,
    newId: () => crypto.randomUUID(),
    onNotice: (notice) => notices.push(notice),
  });
  session.enter();
  for (const recorded of FRAMES.filter(({ who, to }) => who === "lin" && to === "page")) {
    network.latest.receiveText(textOf(recorded));
    await settle();
  }
  expect(network.transports).toHaveLength(1);
  expect(session.status.value).toEqual({ state: "open" });
  expect(session.timeline.value.messages).toEqual(SHOWN);
  expect(session.topic.value).toBe(TOPIC);
  expect(notices.filter((notice) => notice !== null)).toEqual([]);
  const sent = network.latest.frames.filter((frame) => frame !== PING).map((frame) => String(JSON.parse(frame).type));
  expect(sent[0]).toBe("hello");
});
