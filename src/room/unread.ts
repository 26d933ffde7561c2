/** Owns how much of a room one member has not read, for whoever asks without being there. Reads only. */
import type { MemberId } from "../protocol/identity.ts";
import { UNREAD_MAX_MESSAGES } from "../protocol/limits.ts";
import { isMentioned } from "../protocol/mentions.ts";
import type { PersonName } from "../protocol/names.ts";
import type { Unread } from "../protocol/unread.ts";
import type { History } from "./history.ts";

/** What others said since the reading mark of `id`, whom they would call `name`. */
export function unreadOf(history: History, id: MemberId, name: PersonName): Unread {
  const behind = history.after(history.readOf(id), UNREAD_MAX_MESSAGES + 1);
  const unread = behind.slice(0, UNREAD_MAX_MESSAGES).filter(({ from, removed }) => from.id !== id && !removed);
  const mentions = unread.filter(({ text }) => isMentioned(text, name));
  return { unread: unread.length, mentions: mentions.length, more: behind.length > UNREAD_MAX_MESSAGES };
}
