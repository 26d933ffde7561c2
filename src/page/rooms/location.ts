/** Owns the page's address, and links to others: which room and which message they name. */
import { roomOfPath, roomPath, type RoomName } from "../../protocol/values/names.ts";
import type { Seq } from "../../protocol/wire.ts";
import { hasModifier } from "../ui/keyboard.ts";
import { seqOf } from "./permalinks.ts";

/** What the address names: a room, or nothing that could be one. */
export type Place = { readonly room: RoomName } | { readonly room: null; readonly isBadName: boolean };

/** The place of the page's address, which is made canonical: `/r/Chat` becomes `/r/chat`. */
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

/** The address names no message of `room` any more. */
export function dropSeq(room: RoomName): void {
  if (readSeq() !== null) history.replaceState(history.state, "", roomPath(room));
}

/** A room, and perhaps a message in it. */
export interface Target {
  readonly room: RoomName;
  readonly seq: Seq | null;
}

/** Where in the page a link leads, or null: to no room, or to another site. */
export function targetOf({ origin, pathname, search }: Pick<URL, "origin" | "pathname" | "search">): Target | null {
  const room = origin === location.origin ? roomOfPath(pathname) : null;
  return room === null ? null : { room, seq: seqOf(search) };
}

/** Where in the page a click leads, or null: it is on no link to a room, or meant for another tab or window. */
export function targetOfClick(click: MouseEvent): Target | null {
  const link = click.target instanceof Element ? click.target.closest("a") : null;
  // With a modifier or another button the browser opens a tab or a window, as everywhere.
  if (link === null || click.defaultPrevented || click.button !== 0 || hasModifier(click)) return null;
  return targetOf(link);
}
