/** Parses a client's frame into commands and refusals. */
import { fail, ok, type Result } from "../shared/result.ts";
import { isFields, type Fields } from "./fields.ts";
import { fromBase64Url } from "../values/identity.ts";
import {
  CLIENT_ID_MAX_LENGTH,
  FRAME_MAX_BYTES,
  FRAME_MAX_COMMANDS,
  MARK_ID_MAX_LENGTH,
  PAGE_DEFAULT_MESSAGES,
  PAGE_MAX_MESSAGES,
  PUBLIC_KEY_BYTES,
  QUERY_MAX_LENGTH,
  REQUEST_ID_MAX_LENGTH,
  RESULTS_DEFAULT_MESSAGES,
  RESULTS_MAX_MESSAGES,
  SIGNATURE_BYTES,
} from "../limits.ts";
import { parsePersonName, type PersonName } from "../values/names.ts";
import { parseEmoji, type Emoji } from "../values/reactions.ts";
import { refusal } from "../refusals.ts";
import { parseText } from "../values/text.ts";
import { parseTopic, type Topic } from "../values/topics.ts";
import type { Command, Hello, Page, PageWhere, Say, Search } from "../commands.ts";
import type { WireCommand } from "../wire-commands.ts";
import type { Cursor, Seq } from "../wire.ts";
import type { RefusalReason, Refused } from "../events.ts";

const encoder = new TextEncoder();

/** The ids by which a client matches an answer to its command. Every command may have them. */
export type CommandIds = Pick<Refused, "clientId" | "requestId">;

/** One parsed element of a frame: a command, or the refusal to send back. */
export type Parsed = Result<Command, Refused> & {
  /** The type as sent, known or not; null if the element was not a command at all. */
  readonly type: string | null;
  readonly ids: CommandIds;
};

/** Thrown only within this file, to stop reading a command; `parseCommand` catches it. */
class Refusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message?: string) {
    super(message);
    this.reason = reason;
  }
}

/** Whether `frame` has more than `FRAME_MAX_BYTES` as UTF-8. Encodes it only if the length alone does not tell. */
export function isFrameTooLarge(frame: string): boolean {
  if (frame.length > FRAME_MAX_BYTES) return true;
  return frame.length * 3 > FRAME_MAX_BYTES && encoder.encode(frame).length > FRAME_MAX_BYTES;
}

/** Every command of one `foyer.1` text frame, in order. An error in the frame itself refuses the whole frame. */
export function parseFrame(frame: string): readonly Parsed[] {
  if (isFrameTooLarge(frame)) return [noCommand("frame_too_large")];
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return [noCommand("frame_not_json")]; // JSON.parse throws nothing but a SyntaxError
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length > FRAME_MAX_COMMANDS) return [noCommand("frame_too_many_commands")];
  if (values.length === 0) return [noCommand("frame_malformed")];
  return values.map(parseCommand);
}

function noCommand(reason: RefusalReason): Parsed {
  return { type: null, ids: {}, ...fail(refusal(reason)) };
}

function parseCommand(value: unknown): Parsed {
  if (!isFields(value)) return noCommand("frame_malformed");
  const type = typeof value["type"] === "string" ? value["type"] : "";
  const ids = idsOf(value);
  try {
    if (!isCommandType(type)) throw new Refusal("unknown_command");
    return { type, ids, ...ok(READERS[type](value)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.message && { message: error.message };
    return { type, ids, ...fail(refusal(error.reason, { ...ids, ...message })) };
  }
}

/** Reads the fields of each command. A command that is missing here does not compile. */
const READERS: { readonly [Type in WireCommand["type"]]: (fields: Fields) => Extract<Command, { type: Type }> } = {
  hello: readHello,
  say: readSay,
  edit: (fields) => ({ type: "edit", ...readTarget(fields), text: readText(fields) }),
  remove: (fields) => ({ type: "remove", ...readTarget(fields) }),
  react: (fields) => ({
    type: "react",
    ...readTarget(fields),
    emoji: readEmoji(fields),
    on: readBoolean(fields, "on"),
  }),
  topic: (fields) => ({ type: "topic", clientId: readClientId(fields), text: readTopic(fields) }),
  rename: (fields) => ({ type: "rename", name: readName(fields) }),
  typing: () => ({ type: "typing" }),
  read: (fields) => ({ type: "read", seq: readSeq(fields, "seq") }),
  page: readPage,
  search: readSearch,
  confirm: (fields) => ({ type: "confirm", mark: readId(fields, "mark", MARK_ID_MAX_LENGTH) }),
};

function isCommandType(type: string): type is WireCommand["type"] {
  return Object.hasOwn(READERS, type);
}

function readHello(fields: Fields): Hello {
  const key = fromBase64Url(readString(fields, "key"), PUBLIC_KEY_BYTES);
  if (key === null) throw badField("key", `must be ${PUBLIC_KEY_BYTES} bytes as base64url`);
  const signature = fromBase64Url(readString(fields, "signature"), SIGNATURE_BYTES);
  if (signature === null) throw badField("signature", `must be ${SIGNATURE_BYTES} bytes as base64url`);
  return { type: "hello", name: readName(fields), key, signature, after: readCursor(fields["after"]) };
}

function readCursor(value: unknown): Cursor | null {
  if (value === undefined || value === null) return null;
  if (!isFields(value)) throw badField("after", "must be {epoch, seq}");
  return { epoch: readString(value, "epoch"), seq: readSeq(value, "seq") };
}

function readSay(fields: Fields): Say {
  const replyTo = readOptionalSeq(fields, "replyTo");
  if (replyTo === 0) throw badField("replyTo", "must be a message's seq");
  return { type: "say", clientId: readClientId(fields), text: readText(fields), replyTo };
}

function readTarget(fields: Fields): { clientId: string; target: Seq } {
  return { clientId: readClientId(fields), target: readSeq(fields, "target") };
}

function readSearch(fields: Fields): Search {
  const query = readString(fields, "query");
  if (query.trim() === "" || query.length > QUERY_MAX_LENGTH || !query.isWellFormed()) {
    throw badField("query", `must be text of 1 to ${QUERY_MAX_LENGTH} characters`);
  }
  return {
    type: "search",
    requestId: readId(fields, "requestId", REQUEST_ID_MAX_LENGTH),
    query,
    before: readOptionalSeq(fields, "before"),
    limit: readLimit(fields, RESULTS_DEFAULT_MESSAGES, RESULTS_MAX_MESSAGES),
  };
}

function readPage(fields: Fields): Page {
  const requestId = readId(fields, "requestId", REQUEST_ID_MAX_LENGTH);
  const given = (["before", "after", "around"] satisfies PageWhere[]).filter((name) => (fields[name] ?? null) !== null);
  const [where] = given;
  if (where === undefined || given.length > 1) throw badField("Exactly one of before, after, around", "must be given");
  const limit = readLimit(fields, PAGE_DEFAULT_MESSAGES, PAGE_MAX_MESSAGES);
  return { type: "page", requestId, where, seq: readSeq(fields, where), limit };
}

function readLimit(fields: Fields, usual: number, most: number): number {
  const limit = fields["limit"] ?? usual;
  if (!isWhole(limit) || limit < 1 || limit > most) {
    throw badField("limit", `must be a whole number from 1 to ${most}`);
  }
  return limit;
}

function readText(fields: Fields): string {
  const parsed = parseText(readString(fields, "text"));
  if (!parsed.ok) throw new Refusal(parsed.fault);
  return parsed.value;
}

function readEmoji(fields: Fields): Emoji {
  const emoji = parseEmoji(readString(fields, "emoji"));
  if (emoji === null) throw new Refusal("emoji_malformed");
  return emoji;
}

function readTopic(fields: Fields): Topic {
  const parsed = parseTopic(readString(fields, "text"));
  if (!parsed.ok) throw new Refusal(parsed.fault);
  return parsed.value;
}

function readName(fields: Fields): PersonName {
  const parsed = parsePersonName(readString(fields, "name"));
  if (!parsed.ok) throw new Refusal(parsed.fault);
  return parsed.value;
}

function readString(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw badField(name, "must be a string");
  return value;
}

function readBoolean(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value !== "boolean") throw badField(name, "must be true or false");
  return value;
}

function readClientId(fields: Fields): string {
  return readId(fields, "clientId", CLIENT_ID_MAX_LENGTH);
}

function readId(fields: Fields, name: string, maxLength: number): string {
  const value = fields[name];
  if (!isId(value, maxLength)) throw badField(name, `must be a string of 1 to ${maxLength} characters`);
  return value;
}

function readSeq(fields: Fields, name: string): Seq {
  const value = fields[name];
  if (!isWhole(value) || value < 0) throw badField(name, "must be a seq: a whole number");
  return value;
}

function readOptionalSeq(fields: Fields, name: string): Seq | null {
  const value = fields[name];
  return value === undefined || value === null ? null : readSeq(fields, name);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isId(value: unknown, maxLength: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= maxLength && value.isWellFormed();
}

function badField(name: string, rule: string): Refusal {
  return new Refusal("bad_field", `${name} ${rule}.`);
}

/** The ids of a command, without invalid ones, so that a refusal never repeats a malformed id. */
function idsOf(fields: Fields): CommandIds {
  const { clientId, requestId } = fields;
  return {
    ...(isId(clientId, CLIENT_ID_MAX_LENGTH) && { clientId }),
    ...(isId(requestId, REQUEST_ID_MAX_LENGTH) && { requestId }),
  };
}
