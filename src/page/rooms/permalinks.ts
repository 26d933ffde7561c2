/** Owns links to one message: its room's path, with `?at=` and its seq. Pure. */
import { roomPath, type RoomName } from "../../protocol/values/names.ts";
import type { Seq } from "../../protocol/wire.ts";

/** The link's path and query. */
export function permalinkOf(room: RoomName, seq: Seq): string {
  return `${roomPath(room)}?at=${seq}`;
}

/** The seq that an address' query names, or null where it names none that could be one. */
export function seqOf(query: string): Seq | null {
  const at = new URLSearchParams(query).get("at") ?? "";
  const seq = Number(at);
  return /^[1-9]\d*$/.test(at) && Number.isSafeInteger(seq) ? seq : null;
}
