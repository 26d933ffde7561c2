/** Very many rooms: each is an object with its own file, and the host pays for the storage. */
import { setTimeout as sleep } from "node:timers/promises";
import { pace } from "../../../bench/pace.ts";
import { roomName } from "../../support/people.ts";
import { ATTACKER, lonelyAddress } from "../addresses.ts";
import type { Attack } from "../attack.ts";
import { witnessed } from "../bounds.ts";
import type { RoomFiles } from "../server/room-files.ts";

const MADE_PER_SECOND = 50;
const MAKING_S = 20;

/** Milliseconds. */
const LOOK_EVERY_MS = 1_000;
const SETTLED_WITHIN_MS = 10_000;

/** Rooms in which one address may leave something behind: on average, and at once. */
const ROOMS_PER_MINUTE = 10;

export const makingRooms: Attack = {
  name: "making-rooms",
  imitates: `One address makes ${MADE_PER_SECOND} rooms a second, and says something in each, so that it stays.`,
  async run(stage) {
    const before = stage.server.files();
    const cost = await stage.costOf(async () => {
      const visits: Promise<void>[] = [];
      await pace(MADE_PER_SECOND * MAKING_S, MADE_PER_SECOND, (index) => {
        visits.push(
          (async () => {
            const client = await stage.guest(ATTACKER, roomName(`made-${index}`));
            client?.send("This room stays.");
            await Promise.race([client?.closed, sleep(1_000)]);
            client?.close();
          })(),
        );
      });
      await Promise.all(visits);
    });
    const after = await settled(() => stage.server.files(), SETTLED_WITHIN_MS);
    const made = after.withTables - before.withTables - 1; // that of the witnesses
    const most = Math.ceil(ROOMS_PER_MINUTE * (1 + cost.seconds / 60));
    return [
      { what: "rooms tried", value: MADE_PER_SECOND * MAKING_S },
      {
        what: "rooms that stay",
        value: made,
        bound: { most, why: `${ROOMS_PER_MINUTE} at once and as many a minute, over ${Math.round(cost.seconds)} s` },
      },
      { what: "files of rooms", value: after.files },
      {
        what: "KB on the disk for each room tried",
        value: (after.bytes - before.bytes) / MADE_PER_SECOND / MAKING_S / 1e3,
      },
      ...witnessed(cost),
    ];
  },
};

const VISITED = 200;
const VISITED_PER_SECOND = 50;
/**
 * Bytes that a local workerd keeps of a room that was deleted: SQLite's first page, and the log of the deletion until the
 * object ends. On Cloudflare an object that stores nothing leaves nothing.
 */
const DELETED_ROOM_BYTES = 64 * 1_024;

export const emptyRooms: Attack = {
  name: "empty-rooms",
  imitates: `${VISITED} rooms are each visited by a guest, who says nothing and leaves again.`,
  async run(stage) {
    const before = stage.server.files();
    const cost = await stage.costOf(async () => {
      const visits: Promise<void>[] = [];
      await pace(VISITED, VISITED_PER_SECOND, (index) => {
        visits.push(
          (async () => {
            // Each from its own address: this attack is not about the number of rooms that an address may make.
            const client = await stage.guest(lonelyAddress(index), roomName(`visited-${index}`));
            await sleep(500);
            client?.close();
          })(),
        );
      });
      await Promise.all(visits);
    });
    const after = await settled(() => stage.server.files(), SETTLED_WITHIN_MS);
    const bytes = after.bytes - before.bytes;
    return [
      {
        what: "rooms with tables that are left",
        value: after.withTables - before.withTables - 1, // that of the witnesses
        bound: { most: 0, why: "nothing ever happened in them" },
      },
      { what: "files of rooms", value: after.files },
      {
        what: "KB on the disk for each of them",
        value: bytes / VISITED / 1e3,
        bound: {
          most: DELETED_ROOM_BYTES / 1e3,
          why: "a local workerd keeps an empty page, and a log of the deletion",
        },
      },
      ...witnessed(cost),
    ];
  },
};

/** What `look` gives once no room but that of the witnesses has tables and nothing changes, or when it is too late for that. */
async function settled(look: () => RoomFiles, withinMs: number): Promise<RoomFiles> {
  const giveUpAt = performance.now() + withinMs;
  let files = look();
  for (let before = 0; performance.now() < giveUpAt && (files.withTables > 1 || files.bytes !== before);) {
    before = files.bytes;
    await sleep(LOOK_EVERY_MS);
    files = look();
  }
  return files;
}
