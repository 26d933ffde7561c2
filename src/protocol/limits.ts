/**
 * Owns every limit of the protocol, each with its unit and its reason. Limits that a host may change are settings
 * (`[vars]` in wrangler.toml, read by `src/room/settings.ts`) and not here.
 */

/** 32 KiB of UTF-8: the longest message text with every character escaped as `\uXXXX`, with room for its envelope. */
export const FRAME_MAX_BYTES = 32 * 1024;

/**
 * 128 Ki UTF-16 code units, or bytes of a binary frame: four times the limit. No client sends that by mistake, and each such
 * frame has cost the server more than its sender by the time it can be refused.
 */
export const FRAME_ABUSE_LENGTH = 4 * FRAME_MAX_BYTES;

/**
 * 1 MiB of UTF-8: no frame from the server is larger, because common WebSocket libraries accept no more by default. The
 * limits below keep it so; `test/room/sockets/frame-size.test.ts` shows it.
 */
export const SERVER_FRAME_MAX_BYTES = 1024 * 1024;

/** Commands in one frame. A client that was offline has a few dozen messages to send, not hundreds. */
export const FRAME_MAX_COMMANDS = 64;

/** 4,000 UTF-16 code units: about two screens of text. */
export const TEXT_MAX_LENGTH = 4_000;

/** UTF-16 code units of a text for each token that it costs its address and its room: a screen's lines, not a word's. */
export const TEXT_PER_TOKEN = 1_000;

/** 16 UTF-16 code units: the longest emoji that people use (a kiss of two, each with a tone of skin) has 15. */
export const EMOJI_MAX_LENGTH = 16;

/** Different emoji at one message: more is a game, and has to be loaded by everybody. */
export const REACTIONS_MAX_DIFFERENT = 20;

/** People who are named at one emoji of one message; beyond it only their number is told. */
export const REACTION_MAX_NAMED = 50;

/** 200 UTF-16 code units: a line or two below the room's name. */
export const TOPIC_MAX_LENGTH = 200;

/** 200 UTF-16 code units. */
export const QUERY_MAX_LENGTH = 200;

/** Messages in one answer to `search`, and in one that names no limit. */
export const RESULTS_MAX_MESSAGES = 50;
export const RESULTS_DEFAULT_MESSAGES = 20;

/**
 * Rows that the searches of a room may read in an hour: messages that they compare, and groups of the index that they look
 * at. A free account has five million rows to read a day, and one room alone must not use them up.
 */
export const SEARCH_ROWS_PER_HOUR = 200_000;

/** Of these, rows that only searches with the index read: one for two letters in a long past must not end all others. */
export const INDEXED_SEARCH_ROWS_PER_HOUR = 50_000;

/** 40 UTF-16 code units: a full name in any script, and it still fits on a phone's line. */
export const NAME_MAX_LENGTH = 40;

/** 64 UTF-16 code units, after normalisation: it has to be read out, typed and put into a URL. */
export const ROOM_NAME_MAX_LENGTH = 64;

/** 64 UTF-16 code units: a UUID with room to spare. */
export const CLIENT_ID_MAX_LENGTH = 64;

/** 64 UTF-16 code units, as for a `clientId`. */
export const REQUEST_ID_MAX_LENGTH = 64;

/** Messages in one answer to `page`. */
export const PAGE_MAX_MESSAGES = 100;

/** Messages in one answer to `page` that names no limit, and in the page that comes with `welcome`. */
export const PAGE_DEFAULT_MESSAGES = 50;

/** Messages behind a reading mark that are looked at for a count: beyond it a list says "many". */
export const UNREAD_MAX_MESSAGES = 99;

/**
 * Milliseconds for which a signature for `GET /unread` holds, before and after the time that it names: a page asks each room
 * every 90 s at most, and a clock that is right may still be a minute off.
 */
export const UNREAD_PROOF_VALID_MS = 5 * 60_000;

/** Changes that a resume hands over; beyond it the client starts again from the newest page. */
export const RESUME_MAX_CHANGES = 1_000;

/** Messages that `?history=` replays to a plain client: the tutorial's pool. */
export const REPLAY_MAX_MESSAGES = 1_000;

/**
 * 768 KiB of UTF-8 of messages in one `welcome`, `page` or `results`, and in all that a plain client's replay sends: with
 * the names of 200 members and the reader's own reactions it stays below `SERVER_FRAME_MAX_BYTES`.
 */
export const MESSAGES_MAX_BYTES = 768 * 1024;

/** People whose names `welcome` and `presence` carry; in a larger room both say only how many there are. */
export const PRESENCE_MAX_NAMED = 200;

/** People up to whom `typed` is sent; in a larger room somebody always types. */
export const TYPING_MAX_MEMBERS = 100;

/** Milliseconds between two `presence` events of a room, and between two `typed`. */
export const ANNOUNCE_EVERY_MS = 1_000;

/** Milliseconds after which a receiver forgets that somebody typed. */
export const TYPING_LASTS_MS = 6_000;

/**
 * Commands a second that one socket may send, whatever they are, before it is closed as `flooding`; a token bucket.
 * Raised with MESSAGES_PER_SECOND, so that it never stands before that setting.
 */
export const COMMANDS_PER_SECOND = 50;

/** Commands that the bucket of one socket holds: a resume with a full outbox, several times over. */
export const COMMAND_BURST = 200;

/**
 * Bytes sent to a `foyer.1` socket between two marks that it confirms: a confirmation costs little beside as many. In a
 * large room marks come more often, so that what everybody has on its way stays small beside the room's budget.
 */
export const MARK_EVERY_BYTES = 256 * 1024;
export const MARK_EVERY_MIN_BYTES = 16 * 1024;

/** Bytes that each frame counts for beside its UTF-8: what the platform keeps for a frame that waits to be sent. */
export const FRAME_OVERHEAD_BYTES = 128;

/** Bytes by which a `foyer.1` socket may be behind: what one that does not read can cost the room in memory. */
export const BACKLOG_MAX_BYTES = 4 * 1024 * 1024;

/** Bytes that one plain socket is sent in all: it cannot confirm, so this is what one that does not read can cost. */
export const PLAIN_MAX_BYTES = 1024 * 1024;

/** Bytes that a socket is sent before its `hello`: a challenge, and far more refusals than an honest client gets. */
export const CHALLENGED_MAX_BYTES = 64 * 1024;

/** Milliseconds without a sign of life (a `ping`, a command) after which a `foyer.1` socket has to prove that it is not dead. */
export const SILENCE_MAX_MS = 90_000;

/** Milliseconds in which a socket that was silent for so long has to confirm a mark, or send anything else. */
export const PROBE_WITHIN_MS = 10_000;

/** Wrong signatures that one socket may give: a client that has the key needs none. */
export const BAD_SIGNATURES_MAX = 5;

/** Milliseconds in which a socket has to say a valid `hello`. */
export const HELLO_WITHIN_MS = 60_000;

/** Milliseconds after which a command that the server failed at may be tried again. */
export const INTERNAL_RETRY_MS = 2_000;

/** UTF-16 code units of a mark's id. */
export const MARK_ID_MAX_LENGTH = 64;

/** Bytes of a raw Ed25519 public key, and of a signature (RFC 8032). */
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Bytes of randomness in a challenge's nonce. */
export const NONCE_BYTES = 24;

/** Characters of a host with its port: DNS names have 253 at most, a port adds a colon and five digits. */
export const HOST_MAX_LENGTH = 259;

/**
 * Sockets that an address may open in a minute, in all rooms together. A school of 300 behind one address comes back at once
 * after a deploy, and some need two attempts.
 */
export const NEW_SOCKETS_PER_MINUTE = 600;

/** Questions for unread counts that an address may ask in a minute: each page of a school asks ten rooms, and not at once. */
export const UNREAD_QUESTIONS_PER_MINUTE = 1_200;

/** Rooms that an address may open in a minute in which nobody was before: each is a database. */
export const NEW_ROOMS_PER_MINUTE = 10;
