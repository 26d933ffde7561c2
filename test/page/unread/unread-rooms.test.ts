import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { UnreadRooms } from "../../../src/page/unread/unread-rooms.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import type { Unread } from "../../../src/protocol/unread.ts";
import { FakeClock, settle } from "../../support/client/clock.ts";
import { roomName } from "../../support/people.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function unread(count: number): Unread {
  return { unread: count, mentions: 0, more: false };
}

class List {
  readonly clock = new FakeClock();
  readonly isPageActive = signal(true);
  readonly rooms = signal<readonly RoomName[]>([]);
  /** What each room answers; a room that is missing here fails. */
  readonly answers = new Map<RoomName, Unread>();
  answer = (room: RoomName): Promise<Unread> => {
    const answer = this.answers.get(room);
    return answer === undefined ? Promise.reject(new Error("no network")) : Promise.resolve(answer);
  };
  readonly list: UnreadRooms;
  asked: RoomName[] = [];

  constructor(...rooms: readonly RoomName[]) {
    this.rooms.value = rooms;
    for (const room of rooms) this.answers.set(room, unread(0));
    const { clock, isPageActive } = this;
    this.list = new UnreadRooms({
      clock,
      isPageActive,
      rooms: this.rooms,
      ask: (room) => {
        this.asked.push(room);
        return this.answer(room);
      },
    });
  }

  /** Lets `ms` milliseconds pass, second by second, and returns the number of requests. */
  async pass(ms: number): Promise<number> {
    this.asked = [];
    for (let second = 0; second < ms / 1_000; second++) {
      this.clock.advance(1_000);
      await settle();
    }
    return this.asked.length;
  }

  count(room: RoomName): number | undefined {
    return this.list.counts.value.get(room)?.unread;
  }
}

const [TEA, COFFEE] = [roomName("tea"), roomName("coffee")];
const ROOMS = Array.from({ length: 12 }, (_, index) => roomName(`room-${index}`));

describe("the counts of other rooms", () => {
  it("are requested one second after the page has loaded", async () => {
    const list = new List(TEA, COFFEE);
    list.answers.set(TEA, unread(3));
    expect(list.asked).toEqual([]);
    await list.pass(1_000);
    expect(list.asked).toEqual([TEA, COFFEE]);
    expect([list.count(TEA), list.count(COFFEE)]).toEqual([3, 0]);
  });

  it("are requested of at most ten rooms, the latest", async () => {
    const list = new List(...ROOMS);
    await list.pass(1_000);
    expect(list.asked).toEqual(ROOMS.slice(0, 10));
  });

  it("cost a busy room about 40 requests an hour", async () => {
    const list = new List(TEA);
    let said = 0;
    let asked = 0;
    for (let minute = 0; minute < 60; minute++) {
      list.answers.set(TEA, unread(++said));
      asked += await list.pass(MINUTE_MS);
    }
    expect(asked).toBeGreaterThanOrEqual(38);
    expect(asked).toBeLessThanOrEqual(42);
  });

  it("cost a quiet room 8 requests in the first hour and 4 in any later hour", async () => {
    const list = new List(TEA);
    expect(await list.pass(HOUR_MS)).toBeLessThanOrEqual(8);
    expect(await list.pass(HOUR_MS)).toBeLessThanOrEqual(4);
  });

  it("cost nothing while the page is not active, and are requested again when it is", async () => {
    const list = new List(TEA);
    await list.pass(1_000);
    list.isPageActive.value = false;
    expect(await list.pass(HOUR_MS)).toBe(0);
    list.isPageActive.value = true;
    expect(await list.pass(1_000)).toBe(1);
  });

  it("are not requested again after the page was inactive for only a moment", async () => {
    const list = new List(TEA);
    await list.pass(1_000);
    for (let i = 0; i < 5; i++) {
      list.isPageActive.value = false;
      list.isPageActive.value = true;
      expect(await list.pass(2_000)).toBe(0);
    }
  });

  it("stay as they were if a request fails, which is tried again later", async () => {
    const list = new List(TEA);
    list.answers.set(TEA, unread(2));
    await list.pass(1_000);
    list.answers.delete(TEA);
    expect(await list.pass(10 * MINUTE_MS)).toBeGreaterThan(0);
    expect(list.count(TEA)).toBe(2);
    list.answers.set(TEA, unread(5));
    await list.pass(15 * MINUTE_MS * 1.25);
    expect(list.count(TEA)).toBe(5);
  });

  it("are requested at once when the network is back, whatever failed before", async () => {
    const list = new List(TEA);
    list.answers.delete(TEA);
    await list.pass(10 * MINUTE_MS);
    list.answers.set(TEA, unread(5));
    list.list.refresh();
    expect(await list.pass(1_000)).toBe(1);
    expect(list.count(TEA)).toBe(5);
  });

  it("are not requested when the network is back while the page is not active", async () => {
    const list = new List(TEA);
    list.isPageActive.value = false;
    list.list.refresh();
    expect(await list.pass(HOUR_MS)).toBe(0);
  });

  it("are the reader's own if they were in the room during the request", async () => {
    const list = new List(TEA);
    let answer = (_count: Unread): void => {};
    list.answer = () => new Promise((resolve) => (answer = resolve));
    list.clock.advance(1_000);
    list.rooms.value = [COFFEE];
    list.list.left(TEA, unread(0));
    list.rooms.value = [TEA, COFFEE];
    answer(unread(7));
    await settle();
    expect(list.count(TEA)).toBe(0);
  });

  it("of a room that was just left stay as they were, until the read marker has arrived", async () => {
    const list = new List(TEA);
    list.answers.set(COFFEE, unread(7));
    list.list.left(COFFEE, unread(0));
    list.rooms.value = [COFFEE, TEA];
    await list.pass(30_000);
    expect([list.asked, list.count(COFFEE)]).toEqual([[TEA], 0]);
    await list.pass(2 * MINUTE_MS);
    expect(list.count(COFFEE)).toBe(7);
  });
});
