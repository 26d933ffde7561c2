/**
 * Owns what one action of a person, or of a room, causes. Rows and timers are measured: `test/room/history/rows.workerd.test.ts`
 * compares them with a room's own counts. What is assumed says so.
 */

export interface Rows {
  readonly read: number;
  readonly written: number;
}

/** Rows of a room's SQLite, as its cursors count them (an index's entry is a row too). */
export const ROWS = {
  /** The message and its client id's index entry; reading checks that the id is new. */
  message: { read: 2, written: 2 },
  /** The first message that a member ever says in a room, besides: from the next day on it is known there. */
  firstWords: { read: 2, written: 2 },
  /** With `HISTORY_LIMIT`, once it is reached: the oldest message goes as well. */
  messageAtLimit: { read: 7, written: 3 },
  /** The name that a key came in under, for the first time. */
  newName: { read: 3, written: 2 },
  /** The newest page of 50, and the topic, where the room does not have them in memory. */
  welcome: { read: 51, written: 0 },
  /** An edit or a removal: the change with its client id's entry, the message with the entry of its change. */
  edit: { read: 3, written: 4 },
  /** A reaction that begins: as an edit, and the reaction itself with its place in the order, and its count. */
  reaction: { read: 4, written: 7 },
  /** A reading mark. */
  mark: { read: 3, written: 1 },
  /** `GET /unread` where a hundred messages or more are unread, which are looked at. */
  question: { read: 101, written: 0 },
  /** A hundred messages that the search index takes in: a row for each group, which are as many or fewer. */
  indexedHundred: { read: 120, written: 2 },
  /** An edit or a removal of a message that the index has, besides: its group is read and its row made anew. */
  editIndexed: { read: 3, written: 1 },
  /** An older page of 50, and a look to either side. */
  page: { read: 52, written: 0 },
  /** What a woken room reads before it does anything. */
  wake: { read: 5, written: 0 },
  /** Tables, epoch and the first name of a room that nobody was ever in. */
  newRoom: { read: 41, written: 12 },
} as const satisfies Record<string, Rows>;

/** Rows that `setAlarm` and `deleteAlarm` are billed as. The docs say it of the first; of the second it is assumed. */
export const ALARM_ROWS = 1;

/**
 * Seconds between two alarms of a room with people in it, at least (92 at most): the pings that are 25 s old at one alarm
 * fall due 67 s later. Newcomers may bring the next one forward, to 60 s after they came.
 */
export const ALARM_EVERY_S = 67;

/**
 * Alarms of a silent room with open pages in an hour, at most, and those that a message or a newcomer brings besides, before
 * the room is quiet enough to put them off: `test/room/sockets/liveness-rules.test.ts`.
 */
export const QUIET_ALARMS_AN_HOUR = 10;
export const ALARMS_AFTER_EACH = 3;

/** Seconds between two reading marks of one page at least, and those for each person in the room: `src/client/requests/read-marker-reporter.ts`. */
export const MARK_EVERY_S = 5;
export const MARK_EVERY_S_PER_PERSON = 0.1;

/**
 * How often a page that is looked at asks another room what is unread there: in the first hour of quiet, for each message,
 * and at most. See `src/page/unread/unread-rooms.ts`.
 */
export const QUESTIONS_AN_HOUR = { quiet: 8, eachMessage: 2, most: 40 } as const;

/** Rows that a search reads. Assumed: most find enough among the newest; one through a room of a million reads 6,000 at least. */
export const SEARCH_ROWS_READ = 5_000;

/** Seconds that a search keeps its room busy. Assumed: the slowest take 2 to 3 in a room of a million messages. */
export const SEARCH_S = 1;

/** Seconds without an event after which a room sleeps: Cloudflare's docs say so, and workerd does so. */
export const SLEEPS_AFTER_S = 10;

/** Requests to the Worker by a browser that has never been here: the page, and once more to keep it. */
export const FIRST_VISIT_REQUESTS = 2;

/** Bytes of a `said` event beyond its text: ids, times and a name of some length. */
export const EVENT_OVERHEAD_BYTES = 175;

/** Bytes of `welcome` beside its messages: names of some dozens of people. */
export const WELCOME_OVERHEAD_BYTES = 4_000;

/** Messages that `welcome` brings. */
export const WELCOME_MESSAGES = 50;

/** Bytes that a message takes in the database beyond its text, with the index of client ids and without that of searches. */
export const STORED_OVERHEAD_BYTES = 160;

/** Bytes of the search index for each byte of text. */
export const INDEX_BYTES_PER_BYTE = 0.5;

/**
 * Seconds that an object is billed for by one event. The work itself is some milliseconds; 0.1 is assumed, to be on the
 * safe side, because nobody can measure here how long Cloudflare takes to store a row.
 */
export const HANDLING_S = 0.1;

/**
 * Seconds of timers behind an event: nothing sleeps while one is set. Alone, typing and joining set none, and leaving one
 * of a second. The numbers allow for company.
 */
export const TIMER_S = {
  /** `typed` waits for the end of the second where another typed in it: of two who type, one frame in three meets one. */
  typing: 1 / 3,
  /** `presence` does so where another came or left; people come together, so each is taken to wait for a whole one. */
  join: 1,
  /** A second after which leaving is noticed, and as long a wait for `presence`. */
  leave: 2,
} as const;

/** Milliseconds of CPU that the Worker takes for a request. Assumed: it parses a URL and passes the request on. */
export const WORKER_CPU_MS = 2;
