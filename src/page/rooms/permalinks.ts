import { roomPath, type RoomName } from "../../protocol/values/names.ts";
import type { Seq } from "../../protocol/wire.ts";

/** The path and query of the link to a message, such as `/r/tea?at=12`. */
export function permalinkOf(room: RoomName, seq: Seq): string {
  return `${roomPath(room)}?at=${seq}`;
}

/** The message that the query of an address names; null if there is none, or not a valid one. */
export function seqOf(query: string): Seq | null {
  const at = new URLSearchParams(query).get("at") ?? "";
  const seq = Number(at);
  return /^[1-9]\d*$/.test(at) && Number.isSafeInteger(seq) ? seq : null;
}
