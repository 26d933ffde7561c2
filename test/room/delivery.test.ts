/** Shows which frames leave a room, to whom, when, and in which order. */
import { describe, expect, it } from "vitest";
import { encodeEvent, parseEvents, type Encoded } from "../../src/protocol/events.ts";
import { refusal } from "../../src/protocol/refusals.ts";
import type { Said } from "../../src/protocol/wire.ts";
import { Delivery, windowMs } from "../../src/room/delivery.ts";
import { FakeSocket, FakeTimers } from "../support/fakes.ts";
import { draft, LIN } from "../support/people.ts";

/** Sockets enough for a window of 10 ms. */
const CROWD = 200;
/** Longer than that window, and than the one after it. */
const QUIET_MS = 25;

class Room {
  readonly timers = new FakeTimers();
  readonly tooSlow: FakeSocket[] = [];
  readonly delivery = new Delivery<FakeSocket>({
    timers: this.timers,
    newMark: () => `mark-${++this.#marks}`,
    onTooSlow: (socket) => this.tooSlow.push(socket),
  });
  #marks = 0;
  #seq = 0;

  /** `count` sockets that get what everybody gets. */
  crowd(count: number): readonly FakeSocket[] {
    return Array.from({ length: count }, () => this.join("foyer.1"));
  }

  join(dialect: "foyer.1" | "plain"): FakeSocket {
    const socket = new FakeSocket();
    this.delivery.subscribe(socket, dialect);
    return socket;
  }

  say(text = "hi"): Encoded {
    const said: Said = { type: "said", seq: ++this.#seq, ...draft(LIN, text) };
    const json = encodeEvent(said);
    this.delivery.toEveryone(json, said);
    return json;
  }
}

/** The seqs of what a socket was sent, a list for each frame. */
function seqsOf({ frames }: FakeSocket): readonly (readonly unknown[])[] {
  return frames.map((frame) => parseEvents(frame).map((event) => ("seq" in event ? event.seq : event.type)));
}

describe("a window", () => {
  it("is nothing for a handful of sockets, grows with them, and ends at a tenth of a second", () => {
    expect([0, 1, 19, 20, 200, 1_999, 2_000, 2_001, 100_000].map(windowMs)).toEqual([
      0, 0, 0, 1, 10, 99.95, 100, 100, 100,
    ]);
  });
});

describe("delivery to everybody", () => {
  it("[S3] sends each event at once in a small room, to all alike", () => {
    const room = new Room();
    const [one, two] = [room.join("foyer.1"), room.join("foyer.1")];
    const json = [room.say("a"), room.say("b")];
    expect(one.frames).toEqual(json);
    expect(two.frames).toEqual(json);
    expect(room.timers.pending).toBe(0);
  });

  it("[F1] sends the first event after quiet at once, and later ones together when the window ends", () => {
    const room = new Room();
    const [socket = new FakeSocket()] = room.crowd(CROWD);
    room.say();
    room.say();
    room.say();
    expect(seqsOf(socket)).toEqual([[1]]);
    room.timers.advance(9);
    expect(seqsOf(socket)).toEqual([[1]]);
    room.timers.advance(1);
    expect(seqsOf(socket)).toEqual([[1], [2, 3]]);
    expect(room.timers.pending).toBe(0);
    room.timers.advance(10);
    room.say();
    expect(seqsOf(socket)).toEqual([[1], [2, 3], [4]]);
  });

  it("[F1] sends before the window ends where too much waits for one frame", () => {
    const room = new Room();
    const [socket = new FakeSocket()] = room.crowd(CROWD);
    room.say();
    const long = "x".repeat(4_000);
    for (let n = 0; n < 65; n++) room.say(long);
    expect(seqsOf(socket)).toHaveLength(3);
    expect(marksOf(socket)).toEqual(["mark-1"]);
    room.say();
    room.timers.advance(10);
    const seqs = seqsOf(socket)
      .flat()
      .filter((seq) => seq !== "marked");
    expect(seqs).toEqual(Array.from({ length: 67 }, (_, index) => index + 1));
  });

  it("[H7] sends a newcomer nothing of what was over when they subscribed, and all that came later", () => {
    const room = new Room();
    room.crowd(CROWD);
    room.say();
    room.say();
    const late = room.join("foyer.1");
    room.timers.advance(QUIET_MS);
    expect(late.frames).toEqual([]);
    room.say();
    room.say();
    const later = room.join("foyer.1");
    room.say();
    room.timers.advance(QUIET_MS);
    expect(seqsOf(late)).toEqual([[3], [4, 5]]);
    expect(seqsOf(later)).toEqual([[5]]);
  });

  it("[D2] sends plain clients one message a frame, and nothing else", () => {
    const room = new Room();
    room.crowd(CROWD);
    const plain = room.join("plain");
    room.say("first");
    room.delivery.toEveryone(encodeEvent({ type: "typed", who: [LIN.id] }));
    room.say("second");
    room.say("third");
    room.timers.advance(QUIET_MS);
    expect(plain.frames.map((frame): unknown => JSON.parse(frame))).toEqual([
      { uName: "Lin", context: "first" },
      { uName: "Lin", context: "second" },
      { uName: "Lin", context: "third" },
    ]);
  });

  it("sends within a tenth of a second also when the clock is set back", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    room.say();
    room.timers.setBack(60_000);
    room.say();
    room.timers.advance(100);
    expect(seqsOf(socket)).toEqual([[1], [2]]);
  });

  it("goes on where a socket is gone, or has left", () => {
    const room = new Room();
    const [gone, left, here] = [room.join("foyer.1"), room.join("plain"), room.join("foyer.1")];
    gone.close(1000, "");
    room.delivery.unsubscribe(left);
    room.say();
    expect([gone, left, here].map(({ frames }) => frames.length)).toEqual([0, 0, 1]);
  });
});

describe("delivery to one", () => {
  it("sends at once, whatever waits", () => {
    const room = new Room();
    const [socket = new FakeSocket()] = room.crowd(CROWD);
    room.say();
    room.say();
    room.delivery.toOne(socket, encodeEvent({ type: "challenge", nonce: "n" }));
    expect(seqsOf(socket)).toEqual([[1], ["challenge"]]);
  });

  it("[O1] sends what waits for this socket first, where the order matters, and not again later", () => {
    const room = new Room();
    const [socket = new FakeSocket(), other = new FakeSocket()] = room.crowd(CROWD);
    room.say();
    room.say();
    const third = room.say();
    room.delivery.toOneInOrder(socket, third); // a repeat of it, say
    expect(seqsOf(socket)).toEqual([[1], [2, 3], [3]]);
    expect(seqsOf(other)).toEqual([[1]]);
    room.say();
    room.timers.advance(10);
    expect(seqsOf(socket)).toEqual([[1], [2, 3], [3], [4]]);
    expect(seqsOf(other)).toEqual([[1], [2, 3, 4]]);
  });

  it("[F5] [D6] sends a refusal in the dialect of its socket", () => {
    const room = new Room();
    const [socket, plain] = [room.join("foyer.1"), room.join("plain")];
    room.delivery.refuse(socket, "foyer.1", refusal("text_blank"));
    room.delivery.refuse(plain, "plain", refusal("text_blank"));
    expect(parseEvents(socket.frames[0] ?? "")).toEqual([refusal("text_blank")]);
    expect(JSON.parse(plain.frames[0] ?? "")).toMatchObject({ uName: "foyer", reason: "text_blank" });
  });

  it("[X1] says why before it closes, in the dialect of its socket, and sends nothing after", () => {
    const room = new Room();
    const [socket, plain] = [room.join("foyer.1"), room.join("plain")];
    room.delivery.close(socket, "foyer.1", "flooding");
    room.delivery.close(plain, "plain", "too_many_sockets", 30_000);
    room.say();
    expect(parseEvents(socket.frames.join())).toMatchObject([{ type: "closing", reason: "flooding", retry: false }]);
    expect(JSON.parse(plain.frames.join())).toMatchObject({ uName: "foyer", reason: "too_many_sockets" });
    expect(socket.closing).toEqual({ code: 1008, reason: "flooding" });
    expect(plain.closing).toEqual({ code: 1008, reason: "too_many_sockets" });
  });
});

/** The marks that a socket was sent, among frames that need not be JSON. */
function marksOf({ frames }: FakeSocket): readonly string[] {
  const marks = frames.filter((frame) => frame.includes('"marked"'));
  return marks.flatMap((frame) => parseEvents(frame).map((event) => (event.type === "marked" ? event.id : "")));
}

describe("reading", () => {
  const KIB = "x".repeat(1_024);

  it("[W1] marks what it sends every 64 KiB, to each socket for itself", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    for (let i = 0; i < 63; i++) room.delivery.toOne(socket, KIB);
    expect(marksOf(socket)).toEqual([]);
    room.delivery.toOne(socket, KIB);
    expect(marksOf(socket)).toEqual(["mark-1"]);
    for (let i = 0; i < 64; i++) room.delivery.toOne(socket, KIB);
    expect(marksOf(socket)).toEqual(["mark-1", "mark-2"]);
  });

  it("[W2] gives up a socket that is more than 4 MiB behind its last confirmation, and nobody else", () => {
    const room = new Room();
    const [reader, idler] = [room.join("foyer.1"), room.join("foyer.1")];
    for (let i = 0; i < 4_096; i++) {
      for (const socket of [reader, idler]) room.delivery.toOne(socket, KIB);
      room.delivery.confirm(reader, marksOf(reader).at(-1) ?? "");
    }
    expect(room.tooSlow).toEqual([]);
    for (const socket of [reader, idler]) room.delivery.toOne(socket, "{}");
    expect(room.tooSlow).toEqual([idler]);
    const sent = idler.frames.length;
    room.say();
    expect(idler.frames.length).toBe(sent);
    expect(reader.frames.at(-1)).toContain("said");
  });

  it("[W2] counts bytes, not characters, and takes no confirmation of a mark that was never sent", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    for (let i = 0; i < 1_398; i++) {
      room.delivery.toOne(socket, "聊".repeat(1_000));
      room.delivery.confirm(socket, "mark-0");
    }
    expect(room.tooSlow).toEqual([]);
    room.delivery.toOne(socket, "聊".repeat(1_000));
    expect(room.tooSlow).toEqual([socket]);
  });

  it("[W3] gives up a plain socket after 16 MiB in all, and never marks it", () => {
    const room = new Room();
    const socket = room.join("plain");
    for (let i = 0; i < 16 * 1_024; i++) room.delivery.toOne(socket, KIB);
    expect(room.tooSlow).toEqual([]);
    expect(socket.frames.every((frame) => frame === KIB)).toBe(true);
    room.delivery.toOne(socket, "x");
    expect(room.tooSlow).toEqual([socket]);
  });
});
