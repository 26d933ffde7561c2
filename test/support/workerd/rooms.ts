/** How tests reach the Worker and the rooms behind it. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { onTestFinished } from "vitest";
import { parseRoomName, type RoomName } from "../../../src/protocol/values/names.ts";
import type { Room } from "../../../src/room/room.ts";
import type { SettingsEnv } from "../../../src/room/settings.ts";
import { draft, HOST, LIN } from "../people.ts";
import { openHistory } from "./histories.ts";

const ORIGIN = `https://${HOST}`;

/** The Worker's answer to a request for `path`. */
export function request(path: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(`${ORIGIN}${path}`, init);
}

/** A room that no other test has been in. */
export function newRoom(): RoomName {
  const name = parseRoomName(crypto.randomUUID());
  if (name === null) throw new Error("A UUID is a room's name.");
  return name;
}

/** The object of `room`. */
function objectOf(room: RoomName): DurableObjectStub<Room> {
  return env.ROOMS.getByName(room);
}

/** Runs `act` with the storage of a room's object. */
export function inStorage<Result>(room: RoomName, act: (storage: DurableObjectStorage) => Result): Promise<Result> {
  return runInDurableObject(objectOf(room), (_, state) => act(state.storage));
}

/** When the room's alarm is set for, in milliseconds since 1970, or null. */
export function alarmOf(room: RoomName): Promise<number | null> {
  return runInDurableObject(objectOf(room), (_, state) => state.storage.getAlarm());
}

/** Lets the room's alarm go off now. Resolves with whether one was set. */
export function ring(room: RoomName): Promise<boolean> {
  return runDurableObjectAlarm(objectOf(room));
}

/** Puts `count` messages into a room in which nobody has been yet: message 1, message 2 and so on. */
export function fillRoom(room: RoomName, count: number, epoch = "epoch-1"): Promise<void> {
  return inStorage(room, (storage) => {
    const history = openHistory(storage, { epoch });
    for (let seq = 1; seq <= count; seq++) history.append(draft(LIN, `message ${seq}`));
  });
}

/** Lets `room` fall asleep with its sockets open, as it does after some seconds of quiet. */
export function sleep(room: RoomName): Promise<void> {
  return evictDurableObject(objectOf(room));
}

/** Rooms that wake from now on have these settings, until the test is over. */
export function withSettings(settings: Partial<SettingsEnv>): void {
  const before = Object.fromEntries(Object.keys(settings).map((name) => [name, Reflect.get(env, name)]));
  Object.assign(env, settings);
  onTestFinished(() => void Object.assign(env, before));
}
