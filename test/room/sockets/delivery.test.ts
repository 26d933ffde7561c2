import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Encoded, encodeEvent, parseEvents } from "../../../src/protocol/codec/encoding.ts";
import { FRAME_OVERHEAD_BYTES } from "../../../src/protocol/limits.ts";
import { refusal } from "../../../src/protocol/refusals.ts";
import type { Said } from "../../../src/protocol/events.ts";
import { Delivery } from "../../../src/room/sockets/delivery.ts";
import { dialectOf } from "../../../src/room/sockets/dialects.ts";
import { FakeSocket } from "../../support/fake-socket.ts";
import { draft, LIN } from "../../support/people.ts";

const FOYER = dialectOf({ dialect: "foyer.1" });
const MIB = 1_024 * 1_024;

class Room {
  readonly tooSlow: FakeSocket[] = [];
  resets = 0;
  readonly delivery: Delivery<FakeSocket>;
  #marks = 0;
  #seq = 0;
  #addresses = 0;

  constructor(maxBytes = 1_024 * MIB) {
    this.delivery = new Delivery({
      newMark: () => `mark-${++this.#marks}`,
      maxBytes,
      onTooSlow: (socket) => this.tooSlow.push(socket),
      onFull: () => {},
      onHeldUp: () => this.resets++,
    });
  }

  /** Everybody comes from an address of their own, unless it is given. */
  join(dialect: "foyer.1" | "plain", { wantsEdits = false, address = `${++this.#addresses}` } = {}): FakeSocket {
    const socket = new FakeSocket();
    this.delivery.subscribe(socket, address, dialectOf({ dialect, wantsEdits }));
    return socket;
  }

  /** Waits for the end of the turn. */
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

describe("delivery to everybody", () => {
  it("[S3] [F1] sends what one turn brought in one frame, to all alike", () => {
    const room = new Room();
    const [one, two] = [room.join("foyer.1"), room.join("foyer.1")];
    const first = room.say("a");
    room.delivery.flush();
    room.say("b");
    room.say("c");
    expect(seqsOf(one)).toEqual([[1]]);
    room.delivery.flush();
    room.delivery.flush(); // nothing waits
    expect(one.frames[0]).toBe(first);
    expect(seqsOf(one)).toEqual([[1], [2, 3]]);
    expect(two.frames).toEqual(one.frames);
  });

  it("[F1] begins another frame where one would carry too much", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    const long = "x".repeat(4_000);
    for (let n = 0; n < 65; n++) room.say(long);
    room.delivery.flush();
    // Each has its text twice, as client id too; the marks have frames of their own.
    expect(seqsOf(socket).map((seqs) => seqs.length)).toEqual([32, 32, 1, 1]);
    const lengths = socket.frames.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256 * 1_024);
  });

  it("[H7] sends a newcomer nothing of what was over when they subscribed, and all that came later", () => {
    const room = new Room();
    const early = room.join("foyer.1");
    room.say();
    const late = room.join("foyer.1");
    room.say();
    room.delivery.flush();
    expect(seqsOf(early)).toEqual([[1], [2]]);
    expect(seqsOf(late)).toEqual([[2]]);
  });

  it("[D2] sends plain clients one message a frame, and nothing else", () => {
    const room = new Room();
    const plain = room.join("plain");
    room.say("first");
    room.delivery.toEveryone(encodeEvent({ type: "typed", who: [LIN.id] }));
    room.say("second");
    room.delivery.flush();
    expect(plain.frames.map((frame): unknown => JSON.parse(frame))).toEqual([
      { uName: "Lin", context: "first" },
      { uName: "Lin", context: "second" },
    ]);
  });

  it("[D7] sends a new text to the plain clients that asked for it, as a message", () => {
    const room = new Room();
    const [plain, asking] = [room.join("plain"), room.join("plain", { wantsEdits: true })];
    room.say("first");
    const edited = { type: "edited", seq: 2, at: 1, by: LIN, clientId: "c", target: 1, text: "second" } as const;
    room.delivery.toEveryone(encodeEvent(edited), edited);
    room.delivery.flush();
    expect(plain.frames).toHaveLength(1);
    expect(asking.frames.map((frame): unknown => JSON.parse(frame))).toEqual([
      { uName: "Lin", context: "first" },
      { uName: "Lin", context: "second" },
    ]);
  });

  it("goes on where a socket is gone, or has left", () => {
    const room = new Room();
    const [gone, left, here] = [room.join("foyer.1"), room.join("plain"), room.join("foyer.1")];
    gone.close(1000, "");
    room.delivery.unsubscribe(left);
    room.say();
    room.delivery.flush();
    expect([gone, left, here].map(({ frames }) => frames.length)).toEqual([0, 0, 1]);
    expect(room.delivery.count).toBe(2);
  });
});

describe("delivery to one", () => {
  it("sends at once, whatever waits", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    room.say();
    room.delivery.toOne(socket, encodeEvent({ type: "challenge", nonce: "n" }));
    expect(seqsOf(socket)).toEqual([["challenge"]]);
  });

  it("[O1] sends what waits first, where the order matters, and not again later", () => {
    const room = new Room();
    const [socket, other] = [room.join("foyer.1"), room.join("foyer.1")];
    room.say();
    const second = room.say();
    room.delivery.toOneInOrder(socket, second); // a repeat of it, say
    room.say();
    room.delivery.flush();
    expect(seqsOf(socket)).toEqual([[1, 2], [2], [3]]);
    expect(seqsOf(other)).toEqual([[1, 2], [3]]);
  });

  it("[F5] [D6] sends a refusal in the dialect of its socket", () => {
    const room = new Room();
    const [socket, plain] = [room.join("foyer.1"), room.join("plain")];
    room.delivery.refuse(socket, refusal("text_blank"));
    room.delivery.refuse(plain, refusal("text_blank"));
    expect(parseEvents(socket.frames[0] ?? "")).toEqual([refusal("text_blank")]);
    expect(JSON.parse(plain.frames[0] ?? "")).toMatchObject({ uName: "foyer", reason: "text_blank" });
  });

  it("[X1] says why before it closes, in the dialect of its socket, and sends nothing after", () => {
    const room = new Room();
    const [socket, plain] = [room.join("foyer.1"), room.join("plain")];
    room.delivery.close(socket, "flooding");
    room.delivery.close(plain, "too_many_sockets", 30_000);
    room.say();
    room.delivery.flush();
    expect(parseEvents(socket.frames.join())).toMatchObject([{ type: "closing", reason: "flooding", retry: false }]);
    expect(JSON.parse(plain.frames.join())).toMatchObject({ uName: "foyer", reason: "too_many_sockets" });
    expect(socket.closing).toEqual({ code: 1008, reason: "flooding" });
    expect(plain.closing).toEqual({ code: 1013, reason: "too_many_sockets" });
  });
});

/** The marks that a socket was sent, among frames that need not be JSON. */
function marksOf({ frames }: FakeSocket): readonly string[] {
  const marks = frames.filter((frame) => frame.includes('"marked"'));
  return marks.flatMap((frame) => parseEvents(frame).map((event) => (event.type === "marked" ? event.id : "")));
}

/** A frame that counts for this many bytes. */
function frameOf(bytes: number): string {
  return "x".repeat(bytes - FRAME_OVERHEAD_BYTES);
}

/** Confirms the last mark that `socket` was sent. */
function confirmAll(room: Room, socket: FakeSocket): void {
  room.delivery.confirm(socket, marksOf(socket).at(-1) ?? "");
}

describe("reading", () => {
  const KIB = frameOf(1_024);

  it("[W1] marks what it sends every 256 KiB, to each socket for itself", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    for (let i = 0; i < 255; i++) room.delivery.toOne(socket, KIB);
    expect(marksOf(socket)).toEqual([]);
    room.delivery.toOne(socket, KIB);
    expect(marksOf(socket)).toEqual(["mark-1"]);
    for (let i = 0; i < 256; i++) room.delivery.toOne(socket, KIB);
    expect(marksOf(socket)).toEqual(["mark-1", "mark-2"]);
  });

  it("[W1] marks more often where many share the room, every 16 KiB at most", () => {
    const marksAfter = (sockets: number, kib: number): number => {
      const room = new Room(32 * MIB);
      const [socket] = Array.from({ length: sockets }, () => room.join("foyer.1"));
      if (socket === undefined) throw new Error("There is nobody.");
      for (let n = 0; n < kib; n++) room.delivery.toOne(socket, KIB);
      return marksOf(socket).length;
    };
    expect([marksAfter(16, 255), marksAfter(16, 256)]).toEqual([0, 1]);
    expect([marksAfter(128, 31), marksAfter(128, 32)]).toEqual([0, 1]);
    expect([marksAfter(5_000, 15), marksAfter(5_000, 16)]).toEqual([0, 1]);
  });

  it("[W2] gives up a socket that is more than 4 MiB behind its last confirmation, and nobody else", () => {
    const room = new Room();
    const [reader, idler] = [room.join("foyer.1"), room.join("foyer.1")];
    for (let i = 0; i < 4_096; i++) {
      for (const socket of [reader, idler]) room.delivery.toOne(socket, KIB);
      confirmAll(room, reader);
    }
    expect(room.tooSlow).toEqual([]);
    for (const socket of [reader, idler]) room.delivery.toOne(socket, "{}");
    expect(room.tooSlow).toEqual([idler]);
    const sent = idler.frames.length;
    room.say();
    room.delivery.flush();
    expect(idler.frames.length).toBe(sent);
    expect(reader.frames.at(-1)).toContain("said");
  });

  it("[W2] counts bytes, not characters, and takes no confirmation of a mark that was never sent", () => {
    const room = new Room();
    const socket = room.join("foyer.1");
    const frame = "聊".repeat(1_000);
    const fit = Math.floor((4 * MIB) / (3_000 + FRAME_OVERHEAD_BYTES));
    for (let i = 0; i < fit; i++) {
      room.delivery.toOne(socket, frame);
      room.delivery.confirm(socket, "mark-0");
    }
    expect(room.tooSlow).toEqual([]);
    room.delivery.toOne(socket, frame);
    expect(room.tooSlow).toEqual([socket]);
  });

  it("[W3] gives up a plain socket after 1 MiB in all, and never marks it", () => {
    const room = new Room();
    const socket = room.join("plain");
    for (let i = 0; i < 1_024; i++) room.delivery.toOne(socket, KIB);
    expect(room.tooSlow).toEqual([]);
    expect(socket.frames.every((frame) => frame === KIB)).toBe(true);
    room.delivery.toOne(socket, "x");
    expect(room.tooSlow).toEqual([socket]);
  });

  it("[W3] gives up a socket that is sent more than 64 KiB before its hello; what it got counts after it too", () => {
    const room = new Room();
    const [joins, asks] = [new FakeSocket(), new FakeSocket()];
    for (const socket of [joins, asks]) {
      room.delivery.admit(socket, "here", FOYER);
      for (let i = 0; i < 64; i++) room.delivery.toOne(socket, KIB);
    }
    expect(room.tooSlow).toEqual([]);
    room.delivery.subscribe(joins, "here", FOYER);
    for (const socket of [joins, asks]) room.delivery.toOne(socket, KIB);
    expect(room.tooSlow).toEqual([asks]);
    expect(room.delivery.usage).toEqual({ unconfirmedBytes: 65 * 1_024, heldBytes: 65 * 1_024 });
  });
});

/** Sends each socket as many frames of `bytes` as `counts` says. */
function send(room: Room, sockets: readonly FakeSocket[], counts: readonly number[], bytes: number): void {
  for (const [index, socket] of sockets.entries()) {
    for (let n = 0; n < (counts[index] ?? 0); n++) room.delivery.toOne(socket, frameOf(bytes));
  }
}

describe("memory", () => {
  it("[W2] open sockets may have half the budget; then those furthest behind go, until the rest fits", () => {
    const room = new Room(16 * MIB);
    const sockets = [3, 7, 5, 4].map(() => room.join("foyer.1", {}));
    // MiB: together 8, of which half the budget consists.
    send(
      room,
      sockets,
      [1, 3, 2.5, 1.5].map((mib) => mib * 16),
      64 * 1_024,
    );
    expect(room.tooSlow).toEqual([]);
    expect(room.delivery.usage).toEqual({ unconfirmedBytes: 8 * MIB, heldBytes: 0 });
    const last = room.join("foyer.1");
    room.delivery.toOne(last, "one more");
    expect(room.tooSlow).toEqual([sockets[1]]);
    // 5 MiB are open, 3 MiB are held: 6.5 MiB may be open.
    send(room, [last], [24], 64 * 1_024);
    expect(room.tooSlow).toEqual([sockets[1], sockets[2]]);
    expect(room.delivery.usage.heldBytes).toBe(5.5 * MIB);
    for (const socket of room.tooSlow) room.delivery.gone(socket);
    expect(room.delivery.usage.heldBytes).toBe(0);
    expect(room.resets).toBe(0);
  });

  it("[W2] the open sockets of one address may have three sixteenths; only they are dropped for it", () => {
    const room = new Room(16 * MIB);
    const crowd = [1, 2, 3, 4].map(() => room.join("foyer.1", { address: "crowd" }));
    const other = room.join("foyer.1");
    send(room, [other], [2.5 * 16], 64 * 1_024);
    send(room, crowd, [12, 11, 12, 12], 64 * 1_024);
    send(room, crowd.slice(0, 1), [1], 64 * 1_024);
    expect(room.tooSlow).toEqual([]);
    send(room, crowd.slice(1, 2), [1], 64 * 1_024);
    expect(room.tooSlow).toEqual([crowd[0]]);
  });

  it("[W2] a socket that would go beyond what its address may have is dropped before it is sent anything", () => {
    const room = new Room(16 * MIB);
    const [only] = [room.join("foyer.1", { address: "here" })];
    room.delivery.toOne(only, frameOf(3 * MIB + 1));
    expect(room.tooSlow).toEqual([only]);
    expect(only.frames).toEqual([]);
    expect(room.delivery.usage).toEqual({ unconfirmedBytes: 0, heldBytes: 0 });
  });

  it("[W2] never has more waiting than the budget, and drops nobody who confirms each mark, whatever the others do", () => {
    const deed = fc.record({
      kind: fc.constantFrom(
        "send",
        "send",
        "send",
        "send",
        "broadcast",
        "broadcast",
        "join",
        "leave",
        "gone",
        "confirm",
      ),
      who: fc.nat(100),
      kib: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(deed, { minLength: 200, maxLength: 400 }), (deeds) => {
        const budget = 32 * MIB; // in a quarter of it, eighteen who read would not fit
        const room = new Room(budget);
        const honest = [room.join("foyer.1"), room.join("foyer.1")];
        const others: FakeSocket[] = [];
        for (const { kind, who, kib } of deeds) {
          const socket = others[who % Math.max(1, others.length)];
          if (kind === "join" && others.length < 16)
            others.push(room.join(who % 2 === 0 ? "plain" : "foyer.1", { address: `${who % 3}` }));
          if (kind === "broadcast") {
            room.delivery.toEveryone(encodeEvent({ type: "challenge", nonce: "x".repeat(kib * 1_024) }));
            room.delivery.flush();
          }
          if (socket !== undefined) {
            if (kind === "send") room.delivery.toOne(socket, frameOf(kib * 16 * 1_024));
            if (kind === "leave") room.delivery.unsubscribe(socket);
            if (kind === "confirm") confirmAll(room, socket);
            if (kind === "gone") {
              room.delivery.unsubscribe(socket);
              room.delivery.gone(socket);
            }
          }
          for (const reader of honest) confirmAll(room, reader);
          const { unconfirmedBytes, heldBytes } = room.delivery.usage;
          expect(Math.min(unconfirmedBytes, heldBytes)).toBeGreaterThanOrEqual(0);
          expect(unconfirmedBytes + heldBytes).toBeLessThanOrEqual(budget);
          if (room.resets > 0) return; // everybody is disconnected
        }
        expect(room.tooSlow.filter((socket) => honest.includes(socket))).toEqual([]);
      }),
    );
  });

  it("[W2] starts again where those who read do not fit beside what closed sockets hold", () => {
    const room = new Room(8 * MIB);
    for (let n = 0; n < 40; n++) {
      const deaf = room.join("foyer.1");
      send(room, [deaf], [16], 64 * 1_024);
      if (room.resets > 0) break;
    }
    expect(room.resets).toBe(1);
    const { unconfirmedBytes, heldBytes } = room.delivery.usage;
    expect(heldBytes).toBeGreaterThan(4 * MIB);
    expect(unconfirmedBytes + heldBytes).toBeLessThanOrEqual(8 * MIB);
  });
});
