/** Every attack, in the order in which they are run. */
import type { Attack } from "../attack.ts";
import { crowdedPages, manyPages } from "./crowded-pages.ts";
import { hostileRequests } from "./edge.ts";
import { inflatingFrames, oversizedFrames } from "./frames.ts";
import { indexDrift } from "./index-drift.ts";
import { deafGuests, deafMembers, deafReopeners } from "./non-readers.ts";
import { emptyRooms, makingRooms } from "./rooms.ts";
import { knownMembers, pupils } from "./school.ts";
import { firstSearch, unindexedSearch } from "./searches.ts";
import { forgedQuestions, idleQuestions } from "./unread.ts";
import { badSignatures, freshKeys, guests, keysAndGuests, longTexts, knownKeys } from "./writers.ts";

export const ATTACKS: readonly Attack[] = [
  indexDrift,
  deafGuests,
  deafMembers,
  deafReopeners,
  crowdedPages,
  manyPages,
  unindexedSearch,
  firstSearch,
  freshKeys,
  guests,
  keysAndGuests,
  longTexts,
  knownKeys,
  badSignatures,
  pupils,
  knownMembers,
  makingRooms,
  emptyRooms,
  forgedQuestions,
  idleQuestions,
  oversizedFrames,
  inflatingFrames,
  hostileRequests,
];
