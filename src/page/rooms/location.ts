import { roomOfPath, roomPath, type RoomName } from "../../protocol/values/names.ts";
import type { Seq } from "../../protocol/wire.ts";
import { hasModifier } from "../ui/keyboard.ts";
import { seqOf } from "./permalinks.ts";

/** What the page's address names: a room, or something that cannot be one. */
export type Place = { readonly room: RoomName } | { readonly room: null; readonly isBadName: boolean };

/** Reads the page's address, and makes it canonical: `/r/Chat` becomes `/r/chat`. */
export function readPlace(): Place {
  const { pathname, search, hash } = location;
  const room = roomOfPath(pathname);
  if (room === null) return { room, isBadName: pathname.startsWith("/r/") };
  if (roomPath(room) !== pathname) history.replaceState(history.state, "", roomPath(room) + search + hash);
  return { room };
}

/** The message that the page's address names. */
export function readSeq(): Seq | null {
  return seqOf(location.search);
}

/** Removes the message from the page's address, which then names only `room`. */
export function dropSeq(room: RoomName): void {
  if (readSeq() !== null) history.replaceState(history.state, "", roomPath(room));
}

/** A room, and possibly a message in it. */
export interface Target {
  readonly room: RoomName;
  readonly seq: Seq | null;
}

/** The room and message that a link leads to; null if it leads to no room or to another site. */
export function targetOf({ origin, pathname, search }: Pick<URL, "origin" | "pathname" | "search">): Target | null {
  const room = origin === location.origin ? roomOfPath(pathname) : null;
  return room === null ? null : { room, seq: seqOf(search) };
}

/** The target of the link that was clicked; null if it is not a link to a room, or opens in another tab or window. */
export function targetOfClick(click: MouseEvent): Target | null {
  const link = click.target instanceof Element ? click.target.closest("a") : null;
  // With a modifier key or another button the browser opens a new tab or window. Leave that alone.
  if (link === null || click.defaultPrevented || click.button !== 0 || hasModifier(click)) return null;
  return targetOf(link);
}
