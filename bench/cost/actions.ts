/**
 * What one action of a person, or of a room, causes. Rows and timers are measured: `test/room/history/rows.workerd.test.ts`
 * compares them with a room's own counts. A comment says so where a number is assumed.
 */

export interface Rows {
  readonly read: number;
  readonly written: number;
}

/** Rows of a room's SQLite, as its cursors count them (an entry of an index is a row too). */
export const ROWS = {
  /** The message and the index entry of its client id. The reads check that the id is new. */
  message: { read: 2, written: 2 },
  /** Added to a member's first message in a room: from the next day on the room knows the member. */
  firstWords: { read: 2, written: 2 },
  /** A message once `HISTORY_LIMIT` is reached: the oldest message is removed too. */
  messageAtLimit: { read: 7, written: 3 },
  /** The first time a key joins under a name. */
  newName: { read: 3, written: 2 },
  /** The newest page of 50 and the topic, when the room does not have them in memory. */
  welcome: { read: 51, written: 0 },
  /** An edit or a removal: the change with the entry of its client id, and the message with the entry of its change. */
  edit: { read: 3, written: 4 },
  /** A new reaction: as for an edit, plus the reaction itself, its place in the order, and its count. */
  reaction: { read: 4, written: 7 },
  /** A read marker. */
  readMarker: { read: 3, written: 1 },
  /** `GET /unread` with a hundred or more unread messages: it looks at a hundred. */
  unreadCount: { read: 101, written: 0 },
  /** Adding a hundred messages to the search index: a row for each group of messages. */
  indexedHundred: { read: 120, written: 2 },
  /** Added to an edit or a removal of an indexed message: its group is read, and its row is rewritten. */
  editIndexed: { read: 3, written: 1 },
  /** An older page of 50, and a check for more on either side. */
  page: { read: 52, written: 0 },
  /** What a room reads when it wakes, before it does anything else. */
  wake: { read: 5, written: 0 },
  /** The tables, the epoch and the first name of a new room. */
  newRoom: { read: 41, written: 12 },
} as const satisfies Record<string, Rows>;

/** Rows that `setAlarm` and `deleteAlarm` are each billed as: documented for the first, assumed for the second. */
export const ALARM_ROWS = 1;

/**
 * The least seconds between two alarms of a room with people in it (92 at most): pings that are 25 s old at one alarm are
 * overdue 67 s later. A newcomer can bring the next alarm forward, to 60 s after they joined.
 */
export const ALARM_EVERY_S = 67;

/**
 * The most alarms an hour in a silent room with open pages, and the alarms added by a message or a newcomer before the room
 * is quiet enough to put them off: see `test/room/sockets/liveness-rules.test.ts`.
 */
export const QUIET_ALARMS_AN_HOUR = 10;
export const ALARMS_AFTER_EACH = 3;

/**
 * The least seconds between two read markers of one page, and how many more for each person in the room: see
 * `src/client/requests/read-marker-reporter.ts`.
 */
export const READ_MARKER_EVERY_S = 5;
export const READ_MARKER_EVERY_S_PER_PERSON = 0.1;

/**
 * How often an hour a visible page asks another room for its unread count: in the first quiet hour, more for each message,
 * and at most. See `src/page/unread/unread-rooms.ts`.
 */
export const UNREAD_REQUESTS_AN_HOUR = { quiet: 8, eachMessage: 2, most: 40 } as const;

/** Rows that a search reads. Assumed: most find enough among the newest messages; through a million it reads at least 6,000. */
export const SEARCH_ROWS_READ = 5_000;

/** Seconds that a search keeps its room busy. Assumed: the slowest take 2 to 3 s in a room of a million messages. */
export const SEARCH_S = 1;

/** Seconds without an event until a room sleeps: documented by Cloudflare, and seen in workerd. */
export const SLEEPS_AFTER_S = 10;

/** Requests to the Worker from a new browser: the page, and the page once more for the service worker's cache. */
export const FIRST_VISIT_REQUESTS = 2;

/** Bytes of a `said` event beyond its text: ids, times and a name of usual length. */
export const EVENT_OVERHEAD_BYTES = 175;

/** Bytes of `welcome` beyond its messages: the names of a few dozen people. */
export const WELCOME_OVERHEAD_BYTES = 4_000;

/** Messages in a `welcome`. */
export const WELCOME_MESSAGES = 50;

/** Bytes of a message in the database beyond its text, with the index of client ids and without the search index. */
export const STORED_OVERHEAD_BYTES = 160;

/** Bytes of the search index for each byte of text. */
export const INDEX_BYTES_PER_BYTE = 0.5;

/**
 * Seconds of duration billed for one event. The work itself takes a few milliseconds. We assume 0.1 s to be on the safe
 * side, because we cannot measure how long Cloudflare takes to store a row.
 */
export const HANDLING_S = 0.1;

/**
 * Seconds of timers after an event: a room does not sleep while a timer is set. With nobody else active, typing and joining
 * set no timer, and leaving sets one of a second. These numbers allow for others being active.
 */
export const TIMER_S = {
  /** `typed` waits for the end of the second if somebody else typed in it. With two people typing, that is one frame in three. */
  typing: 1 / 3,
  /** So does `presence` if somebody else joined or left. People join together, so each is counted with a whole second. */
  join: 1,
  /** A second until leaving is noticed, and another for `presence`. */
  leave: 2,
} as const;

/** Milliseconds of the Worker's CPU for a request. Assumed: it parses a URL and passes the request on. */
export const WORKER_CPU_MS = 2;
