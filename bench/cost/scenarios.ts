/** What makes up a month, as far as it costs money, and the three example months of docs/cost.md. */

/** More than any deployment has. */
const MANY = 1e12;

/** Each number of a month: its meaning, and the least and the most it may be, both included. */
export const QUANTITIES = {
  members: { meaning: "people who visit at all", range: [0, MANY] },
  rooms: { meaning: "rooms in use", range: [1, MANY] },
  online: { meaning: "sockets open at a time, over all rooms, on average", range: [0, MANY] },
  days: { meaning: "days with somebody there", range: [1, 31] },
  hoursPerDay: { meaning: "hours of such a day with somebody in each room", range: [0.1, 24] },
  messagesPerDay: { meaning: "messages a day, over all rooms", range: [0, MANY] },
  bytesPerMessage: { meaning: "UTF-8 bytes of text in a message", range: [1, 16_384] },
  typingPerMessage: { meaning: "`typing` frames a message, one for each 3 s of writing", range: [0, MANY] },
  editsPerMessage: { meaning: "edits and removals a message", range: [0, MANY] },
  reactionsPerMessage: { meaning: "reactions a message, added or removed", range: [0, MANY] },
  readers: { meaning: "open sockets whose page is visible, on average", range: [0, MANY] },
  otherRooms: { meaning: "other rooms in the list of a visible page (it asks 10 at most)", range: [0, 10] },
  joinsPerMember: { meaning: "sockets that a member opens a day: visits, other rooms, reconnects", range: [0, MANY] },
  pagesPerDay: { meaning: "pages of older messages a day", range: [0, MANY] },
  searchesPerDay: { meaning: "searches a day; from the first search on, every message is indexed", range: [0, MANY] },
  deploys: { meaning: "deploys, after which each browser loads the page again", range: [0, MANY] },
  monthsKept: { meaning: "months of messages stored, including this one", range: [0, MANY] },
} as const satisfies Record<string, { readonly meaning: string; readonly range: readonly [number, number] }>;

export type Quantity = keyof typeof QUANTITIES;

/** A month of some rooms. Events are spread evenly over rooms and hours, which costs the most duration. */
export type Scenario = { readonly name: string } & Readonly<Record<Quantity, number>>;

export const QUIET_TEAM: Scenario = {
  name: "quiet team",
  members: 12,
  rooms: 3,
  online: 15,
  days: 22,
  hoursPerDay: 8,
  messagesPerDay: 400,
  bytesPerMessage: 100,
  typingPerMessage: 3,
  editsPerMessage: 0.05,
  reactionsPerMessage: 0.3,
  readers: 5,
  otherRooms: 2,
  joinsPerMember: 10,
  pagesPerDay: 50,
  searchesPerDay: 20,
  deploys: 2,
  monthsKept: 12,
};

const BUSY_COMMUNITY: Scenario = {
  name: "busy community",
  members: 2_000,
  rooms: 20,
  online: 150,
  days: 30,
  hoursPerDay: 24,
  messagesPerDay: 30_000,
  bytesPerMessage: 100,
  typingPerMessage: 3,
  editsPerMessage: 0.03,
  reactionsPerMessage: 0.5,
  readers: 30,
  otherRooms: 5,
  joinsPerMember: 5,
  pagesPerDay: 5_000,
  searchesPerDay: 500,
  deploys: 4,
  monthsKept: 12,
};

/** One room, 12 evenings of 3 hours, 20 messages a second; there is no other room. */
const STREAM: Scenario = {
  name: "stream of 5,000",
  members: 5_000,
  rooms: 1,
  online: 5_000,
  days: 12,
  hoursPerDay: 3,
  messagesPerDay: 20 * 3 * 3_600,
  bytesPerMessage: 60,
  typingPerMessage: 1,
  editsPerMessage: 0.01,
  reactionsPerMessage: 0.2,
  readers: 4_000,
  otherRooms: 0,
  joinsPerMember: 2,
  pagesPerDay: 2_000,
  searchesPerDay: 50,
  deploys: 1,
  monthsKept: 12,
};

export const SCENARIOS: readonly Scenario[] = [QUIET_TEAM, BUSY_COMMUNITY, STREAM];
