/**
 * Keeps what was begun in each room and not sent, of each tab for itself. A tab that is loaded again goes on with its own;
 * what a tab that is gone had left, the next visit takes over, whichever tab that is in.
 */
import type { RoomName } from "../../protocol/values/names.ts";
import { cutTo } from "./truncate.ts";
import { keyOf, keysOf, read, write } from "../storage/local-storage.ts";
import type { Tab } from "../storage/tab.ts";

/** UTF-16 code units that the composer and a draft hold: five of the longest messages, to be cut or parted by their author. */
export const DRAFT_MAX_LENGTH = 20_000;

export class Drafts {
  readonly #tab: Pick<Tab, "id" | "before">;

  constructor(tab: Pick<Tab, "id" | "before">) {
    this.#tab = tab;
  }

  /**
   * What was begun in `room` in this tab before it was loaded again, or in another for which `isGone` holds. From now on
   * it is this tab's.
   */
  takeOver(room: RoomName, isGone: (tab: string) => boolean): string {
    const keys = [keyOf(room, "draft", this.#tab.before), ...keysOf(room, "draft")];
    const left = keys.find((key) => isGone(tabOf(key)) && read(key) !== null);
    if (left === undefined) return "";
    // What versions kept that did not cut what was pasted would make the page hang.
    const draft = cutTo(read(left) ?? "", DRAFT_MAX_LENGTH);
    this.keep(room, draft);
    write(left, "");
    return draft;
  }

  keep(room: RoomName, draft: string): void {
    write(keyOf(room, "draft", this.#tab.id), draft);
  }
}

/** Empty in what versions kept that knew one draft of a room. */
function tabOf(key: string): string {
  return key.split("/")[1] ?? "";
}
