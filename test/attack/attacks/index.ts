/** Every attack, in the order in which they are run. */
import type { Attack } from "../attack.ts";
import { crowdedPages, manyPages } from "./crowded-pages.ts";
import { indexDrift } from "./index-drift.ts";
import { deafGuests, deafMembers, deafReopeners } from "./non-readers.ts";
import { firstSearch, unindexedSearch } from "./searches.ts";

export const ATTACKS: readonly Attack[] = [
  indexDrift,
  deafGuests,
  deafMembers,
  deafReopeners,
  crowdedPages,
  manyPages,
  unindexedSearch,
  firstSearch,
];
