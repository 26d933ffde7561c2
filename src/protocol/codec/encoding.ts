/** Owns events as text: how the server encodes them, once each, and how a client reads a frame of them. */
import type { PageEvent, Results, ServerEvent, Welcome } from "../events.ts";
import type { Seq } from "../wire.ts";
import { isFields } from "./fields.ts";

/** The JSON text of one event. */
export type Encoded = string;

/** An event of a later version. Clients ignore it, but a `seq` still counts as received. */
export interface UnknownEvent {
  readonly type: "unknown";
  readonly seq: Seq | null;
}

const KNOWN: Readonly<Record<ServerEvent["type"], true>> = {
  challenge: true,
  welcome: true,
  said: true,
  edited: true,
  removed: true,
  reacted: true,
  topic_set: true,
  seen: true,
  results: true,
  presence: true,
  typed: true,
  page: true,
  marked: true,
  refused: true,
  closing: true,
};

/** The JSON text of `event`. Events with messages have `encodeWithMessages`, which encodes none of them again. */
export function encodeEvent(event: Exclude<ServerEvent, Welcome | PageEvent | Results>): Encoded {
  return JSON.stringify(event);
}

/** The JSON text of an event whose messages are encoded already. */
export function encodeWithMessages(event: Welcome<Encoded> | PageEvent<Encoded> | Results<Encoded>): Encoded {
  const { messages, ...head } = event;
  return `${JSON.stringify(head).slice(0, -1)},"messages":[${messages.join(",")}]}`;
}

/** One text frame that carries `events`, of which there is at least one. */
export function frameOf(events: readonly Encoded[]): string {
  return events.length === 1 ? events.join() : `[${events.join(",")}]`;
}

/** Every event of one frame from the server, in order. Throws a SyntaxError where the frame is not JSON. */
export function parseEvents(frame: string): readonly (ServerEvent | UnknownEvent)[] {
  const value: unknown = JSON.parse(frame);
  return (Array.isArray(value) ? value : [value]).map(readEvent);
}

function readEvent(value: unknown): ServerEvent | UnknownEvent {
  if (isEvent(value)) return value;
  const seq = isFields(value) ? value["seq"] : null;
  return { type: "unknown", seq: typeof seq === "number" ? seq : null };
}

/** The server is trusted to send the fields of the types that it names. */
function isEvent(value: unknown): value is ServerEvent {
  return isFields(value) && typeof value["type"] === "string" && Object.hasOwn(KNOWN, value["type"]);
}
