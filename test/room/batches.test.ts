/** Shows when a room handles the changes that it is asked for. */
import { describe, expect, it } from "vitest";
import { Batches, windowMs } from "../../src/room/batches.ts";
import { FakeTimers } from "../support/fakes.ts";

/** Sockets enough for a window of 10 ms. */
const CROWD = 200;

class Room {
  readonly timers = new FakeTimers();
  /** The numbers of the changes, a list for each batch that has ended. */
  readonly batches: number[][] = [];
  readonly #batches: Batches;
  #open: number[] = [];
  #asked = 0;

  constructor(sockets: number) {
    this.#batches = new Batches({
      timers: this.timers,
      countSockets: () => sockets,
      onEnd: () => {
        this.batches.push(this.#open);
        this.#open = [];
      },
    });
  }

  ask(length = 1): void {
    const change = ++this.#asked;
    this.#batches.add(length, () => this.#open.push(change));
  }

  handleAll(): void {
    this.#batches.handleAll();
  }
}

describe("a window", () => {
  it("is nothing for a handful of sockets, grows with them, and ends at half a second", () => {
    expect([0, 1, 19, 20, 200, 9_990, 10_000, 10_001, 100_000].map((sockets) => windowMs(sockets, 1))).toEqual([
      0, 0, 0, 1, 10, 499.5, 500, 500, 500,
    ]);
  });

  it("grows with what the last batch brought, up to ten times", () => {
    expect([0, 4, 5, 8, 40, 41, 1_000].map((changes) => windowMs(CROWD, changes))).toEqual([
      10, 10, 12.5, 20, 100, 100, 100,
    ]);
    expect(windowMs(19, 1_000)).toBe(0);
    expect(windowMs(5_000, 1_000)).toBe(500);
  });
});

describe("batches", () => {
  it("handles each change at once in a small room", () => {
    const room = new Room(2);
    room.ask();
    room.ask();
    expect(room.batches).toEqual([[1], [2]]);
    expect(room.timers.pending).toBe(0);
  });

  it("handles the first change after quiet at once, and later ones in one turn when the window ends", () => {
    const room = new Room(CROWD);
    for (let n = 0; n < 3; n++) room.ask();
    room.timers.advance(9);
    expect(room.batches).toEqual([[1]]);
    room.timers.advance(1);
    expect(room.batches).toEqual([[1], [2, 3]]);
    expect(room.timers.pending).toBe(0); // a timer would keep the room awake
    room.timers.advance(10);
    room.ask();
    expect(room.batches).toEqual([[1], [2, 3], [4]]);
  });

  it("waits longer where much is said", () => {
    const room = new Room(CROWD);
    for (let n = 0; n < 9; n++) room.ask();
    room.timers.advance(10);
    expect(room.batches).toEqual([[1], [2, 3, 4, 5, 6, 7, 8, 9]]);
    room.ask();
    room.timers.advance(19);
    expect(room.batches).toHaveLength(2);
    room.timers.advance(1);
    expect(room.batches[2]).toEqual([10]);
  });

  it("does not wait where what waits is long", () => {
    const room = new Room(CROWD);
    room.ask();
    for (let n = 0; n < 64; n++) room.ask(4_096);
    expect(room.batches).toEqual([[1]]);
    room.ask();
    expect(room.batches.map(({ length }) => length)).toEqual([1, 65]);
    room.timers.advance(1_000); // the timer that was set finds nothing
    expect(room.batches).toHaveLength(2);
  });

  it("handles at once what waits when it is asked to", () => {
    const room = new Room(CROWD);
    room.handleAll();
    room.ask();
    room.ask();
    room.handleAll();
    expect(room.batches).toEqual([[1], [2]]);
  });

  it("waits no longer than half a second when the clock is set back", () => {
    const room = new Room(CROWD);
    room.ask();
    room.timers.setBack(60_000);
    room.ask();
    room.timers.advance(500);
    expect(room.batches).toEqual([[1], [2]]);
  });
});
