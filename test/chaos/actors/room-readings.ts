/** The readings of a run: somebody who takes no part reads all rooms completely, and the recorder gets it. */
import type { Identity } from "../../../src/client/identity.ts";
import type { RoomName } from "../../../src/protocol/values/names.ts";
import type { Seq } from "../../../src/protocol/wire.ts";
import { readRoom } from "./room-reader.ts";
import type { Recorder } from "../recording.ts";

export class RoomReadings {
  readonly #key: Identity;
  readonly #rooms: readonly RoomName[];
  readonly #recorder: Recorder;
  /** How far the last reading of each room went. */
  readonly #heads = new Map<RoomName, Seq>();

  constructor(key: Identity, rooms: readonly RoomName[], recorder: Recorder) {
    this.#key = key;
    this.#rooms = rooms;
    this.#recorder = recorder;
  }

  /** How far `room` had come when it was last read; 0 before. */
  headOf(room: RoomName): Seq {
    return this.#heads.get(room) ?? 0;
  }

  /** Reads all rooms at the server on `port`. */
  async readAll(port: number): Promise<void> {
    const recorder = this.#recorder;
    for (const room of this.#rooms) {
      recorder.add({ kind: "reading", room });
      const { seq, room: facts, pages } = await readRoom(port, room, this.#key);
      const shared = pages.map((page) => ({
        seq: page.seq,
        messages: page.messages.map((said) => recorder.shared(said)),
      }));
      recorder.add({ kind: "read", room, reading: { seq, room: facts, pages: shared } });
      this.#heads.set(room, pages.at(-1)?.seq ?? seq);
    }
  }
}
