/**
 * Every fixed limit of the protocol, with its unit and its reason. Limits that a host can change are settings (`[vars]` in
 * wrangler.toml, read by `src/room/settings.ts`).
 */

/** 32 KiB of UTF-8: the longest message text with every character escaped as `\uXXXX`, with room for its envelope. */
export const FRAME_MAX_BYTES = 32 * 1024;

/**
 * 128 Ki UTF-16 code units (or bytes of a binary frame): four times the limit. No client sends that by mistake, and by the time
 * the server can refuse such a frame, it has cost the server more than the sender.
 */
export const FRAME_ABUSE_LENGTH = 4 * FRAME_MAX_BYTES;

/**
 * 1 MiB of UTF-8: the server sends no larger frame, because common WebSocket libraries accept no more by default. The limits
 * below guarantee it, as `test/room/sockets/frame-size.test.ts` shows.
 */
export const SERVER_FRAME_MAX_BYTES = 1024 * 1024;

/** Commands in one frame. A client that was offline has a few dozen messages to send, not hundreds. */
export const FRAME_MAX_COMMANDS = 64;

/** 4,000 UTF-16 code units: about two screens of text. */
export const TEXT_MAX_LENGTH = 4_000;

/** UTF-16 code units for each extra token that a text costs its address and its room: several lines on a screen. */
export const TEXT_PER_TOKEN = 1_000;

/** 16 UTF-16 code units: the longest common emoji (a couple kissing, each with a skin tone) has 15. */
export const EMOJI_MAX_LENGTH = 16;

/** Different emoji on one message. More is a game, and everybody would have to load it. */
export const REACTIONS_MAX_DIFFERENT = 20;

/** People named for one emoji on one message; beyond that only their number is sent. */
export const REACTION_MAX_NAMED = 50;

/** 200 UTF-16 code units: a line or two below the room's name. */
export const TOPIC_MAX_LENGTH = 200;

/** 200 UTF-16 code units. */
export const QUERY_MAX_LENGTH = 200;

/** Messages in one answer to `search`: at most, and if the command has no limit. */
export const RESULTS_MAX_MESSAGES = 50;
export const RESULTS_DEFAULT_MESSAGES = 20;

/**
 * Database rows that the searches of a room may read in an hour: messages compared, and groups of the index. A free account can
 * read five million rows a day, and a single room must not use them up.
 */
export const SEARCH_ROWS_PER_HOUR = 200_000;

/** Of these, rows reserved for searches that use the index: a search for two letters in a long history must not stop all others. */
export const INDEXED_SEARCH_ROWS_PER_HOUR = 50_000;

/** 40 UTF-16 code units: a full name in any script, which still fits on a phone's line. */
export const NAME_MAX_LENGTH = 40;

/** 64 UTF-16 code units after normalisation: people read room names out, type them and put them in URLs. */
export const ROOM_NAME_MAX_LENGTH = 64;

/** 64 UTF-16 code units: a UUID with room to spare. */
export const CLIENT_ID_MAX_LENGTH = 64;

/** 64 UTF-16 code units, like a `clientId`. */
export const REQUEST_ID_MAX_LENGTH = 64;

/** Messages in one answer to `page`. */
export const PAGE_MAX_MESSAGES = 100;

/** Messages in an answer to a `page` without a limit, and in the page that comes with `welcome`. */
export const PAGE_DEFAULT_MESSAGES = 50;

/** Messages after the read marker that are counted; beyond that a list shows "99+". */
export const UNREAD_MAX_MESSAGES = 99;

/**
 * Milliseconds before and after its time for which a signature for `GET /unread` is valid: a page asks each room at most every
 * 90 s, and even a correct clock may be a minute off.
 */
export const UNREAD_PROOF_VALID_MS = 5 * 60_000;

/** Changes that a resume can deliver; beyond that the client starts again from the newest page. */
export const RESUME_MAX_CHANGES = 1_000;

/** Messages that `?history=` replays to a plain client: the size of the tutorial's message pool. */
export const REPLAY_MAX_MESSAGES = 1_000;

/**
 * 768 KiB of UTF-8: the messages in one `welcome`, `page` or `results`, and in the whole replay to a plain client. With the names
 * of 200 members and the reader's own reactions, the frame stays below `SERVER_FRAME_MAX_BYTES`.
 */
export const MESSAGES_MAX_BYTES = 768 * 1024;

/** People up to whom `welcome` and `presence` have names; in a larger room both have only the count. */
export const PRESENCE_MAX_NAMED = 200;

/** People up to whom `typed` is sent; in a larger room somebody is always typing. */
export const TYPING_MAX_MEMBERS = 100;

/** Milliseconds between two `presence` events of a room, and between two `typed` events. */
export const ANNOUNCE_EVERY_MS = 1_000;

/** Milliseconds after which a receiver stops showing that somebody is typing. */
export const TYPING_LASTS_MS = 6_000;

/**
 * Commands of any type per second that one socket may send before it is closed as `flooding`; a token bucket. It rises with
 * MESSAGES_PER_SECOND, so that it never takes effect before that setting.
 */
export const COMMANDS_PER_SECOND = 50;

/** Commands that one socket may send at once: several times a resume with a full outbox. */
export const COMMAND_BURST = 200;

/**
 * Bytes sent to a `foyer.1` socket between two marks: compared with that many bytes a confirmation costs little. In a large room
 * marks come more often, so that the unconfirmed bytes of all sockets together stay within the room's memory.
 */
export const MARK_EVERY_BYTES = 256 * 1024;
export const MARK_EVERY_MIN_BYTES = 16 * 1024;

/** Bytes added to the UTF-8 length of each frame: the platform's overhead for a frame that waits to be sent. */
export const FRAME_OVERHEAD_BYTES = 128;

/** Unconfirmed bytes of a `foyer.1` socket: the memory that a client which stops reading can cost the room. */
export const BACKLOG_MAX_BYTES = 4 * 1024 * 1024;

/** Bytes sent to one plain socket in total: it cannot confirm, so this is the memory that it can cost if it stops reading. */
export const PLAIN_MAX_BYTES = 1024 * 1024;

/** Bytes sent to a socket before its `hello`: a challenge, and far more refusals than an honest client gets. */
export const CHALLENGED_MAX_BYTES = 64 * 1024;

/** Milliseconds without a `ping` or command after which a `foyer.1` socket is asked for a confirmation. */
export const SILENCE_MAX_MS = 90_000;

/** Milliseconds in which such a socket must confirm the mark, or send anything else. */
export const PROBE_WITHIN_MS = 10_000;

/** Wrong signatures after which a socket is closed: a client that has the key sends none. */
export const BAD_SIGNATURES_MAX = 5;

/** Milliseconds in which a socket must send a valid `hello`. */
export const HELLO_WITHIN_MS = 60_000;

/** `retryAfterMs` of a command that failed with `internal`, in milliseconds. */
export const INTERNAL_RETRY_MS = 2_000;

/** UTF-16 code units of a mark's id. */
export const MARK_ID_MAX_LENGTH = 64;

/** Bytes of a raw Ed25519 public key, and of a signature (RFC 8032). */
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Bytes of randomness in a challenge's nonce. */
export const NONCE_BYTES = 24;

/** Characters of a host with its port: a DNS name has at most 253, and a port adds a colon and five digits. */
export const HOST_MAX_LENGTH = 259;

/**
 * Sockets that an address may open in a minute, in all rooms together. A school of 300 behind one address reconnects at once after
 * a deploy, and some clients need two attempts.
 */
export const NEW_SOCKETS_PER_MINUTE = 600;

/** Requests for unread counts that an address may make in a minute: each page in a school asks for ten rooms, spread over time. */
export const UNREAD_QUESTIONS_PER_MINUTE = 1_200;

/** New rooms that an address may open in a minute: each is a database. */
export const NEW_ROOMS_PER_MINUTE = 10;
