import { foldName, type FoldedName, type PersonName } from "../../protocol/values/names.ts";
import type { MemberId } from "../../protocol/values/identity.ts";
import type { History } from "../history/history.ts";

/** A guest here who must be shown under another name. */
interface Renamed {
  readonly guest: MemberId;
  readonly to: PersonName;
}

/** The names that guests ask for, and those that they are shown under: never one that a key holds ([D5]). */
export class GuestNames {
  readonly #history: Pick<History, "isClaimed">;
  /** The name that each guest here asked for. */
  readonly #asked = new Map<MemberId, PersonName>();

  constructor(history: Pick<History, "isClaimed">) {
    this.#history = history;
  }

  /** A guest is here, and asked for this name. */
  set(guest: MemberId, asked: PersonName): void {
    this.#asked.set(guest, asked);
  }

  /** A guest has left. */
  delete(guest: MemberId): void {
    this.#asked.delete(guest);
  }

  /**
   * The name that a guest who asked for `asked` is shown under. A key may hold `alice (guest)` as well, so this repeats, but not
   * endlessly: a key's name has at most `NAME_MAX_LENGTH` characters. `taken` is a name that a key is about to take.
   */
  shownAs(asked: PersonName, taken: FoldedName | null = null): PersonName {
    const folded = foldName(asked);
    if (folded !== taken && !this.#history.isClaimed(folded)) return asked;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name stays one with this behind it
    return this.shownAs(`${asked} (guest)` as PersonName, taken);
  }

  /** The guests here who are shown under the name `taken`, which a key is about to take. `nameOf`: the names shown now. */
  renamedBy(taken: FoldedName, nameOf: (guest: MemberId) => PersonName | null): readonly Renamed[] {
    return [...this.#asked].flatMap(([guest, asked]) => {
      const shown = nameOf(guest);
      return shown !== null && foldName(shown) === taken ? [{ guest, to: this.shownAs(asked, taken) }] : [];
    });
  }
}
