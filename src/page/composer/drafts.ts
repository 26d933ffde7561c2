/**
 * The unsent draft of each room, one for each tab. A reloaded tab goes on with its own. The draft of a closed tab is taken over by
 * the next visit to the room, in any tab.
 */
import type { RoomName } from "../../protocol/values/names.ts";
import { cutTo } from "./truncate.ts";
import { keyOf, keysOf, read, write } from "../storage/local-storage.ts";
import type { Tab } from "../storage/tab.ts";

/** UTF-16 code units that the composer and a draft hold: five of the longest messages, for the user to shorten or split. */
export const DRAFT_MAX_LENGTH = 20_000;

export class Drafts {
  readonly #tab: Pick<Tab, "id" | "before">;

  constructor(tab: Pick<Tab, "id" | "before">) {
    this.#tab = tab;
  }

  /**
   * Returns the draft of `room` from this tab before it was reloaded, or from another tab that is gone. From now on it belongs
   * to this tab.
   */
  takeOver(room: RoomName, isGone: (tab: string) => boolean): string {
    const keys = [keyOf(room, "draft", this.#tab.before), ...keysOf(room, "draft")];
    const left = keys.find((key) => isGone(tabOf(key)) && read(key) !== null);
    if (left === undefined) return "";
    // Older versions kept pasted text of any length, which would make the page hang.
    const draft = cutTo(read(left) ?? "", DRAFT_MAX_LENGTH);
    this.keep(room, draft);
    write(left, "");
    return draft;
  }

  keep(room: RoomName, draft: string): void {
    write(keyOf(room, "draft", this.#tab.id), draft);
  }
}

/** Empty in keys of older versions, which had one draft for each room. */
function tabOf(key: string): string {
  return key.split("/")[1] ?? "";
}
