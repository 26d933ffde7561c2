import type { WireEvent } from "../wire-events.ts";
import type { WireCommand } from "../wire-commands.ts";
import type { Brand } from "../shared/brand.ts";
import type { PageEvent, Results, ServerEvent, Welcome } from "../events.ts";
import type { Seq } from "../wire.ts";
import { isFields } from "./fields.ts";

/** The JSON text of one event. Only `encodeEvent` and `encodeWithMessages` return it. */
export type Encoded = Brand<string, "Encoded">;

/** An event of a later version. Clients ignore it, but its `seq` counts as received. */
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

/** The JSON text of a client's `command`. */
export function encodeCommand(command: WireCommand): string {
  return JSON.stringify(command);
}

/** The JSON text of `event`. Events with messages go through `encodeWithMessages`, which does not encode the messages again. */
export function encodeEvent(event: Exclude<ServerEvent, Welcome | PageEvent | Results>): Encoded {
  return encoded(event satisfies WireEvent);
}

/** The JSON text of an event whose messages are already encoded. */
export function encodeWithMessages(event: Welcome<Encoded> | PageEvent<Encoded> | Results<Encoded>): Encoded {
  const { messages, ...head } = event;
  const json = `${JSON.stringify(head).slice(0, -1)},"messages":[${messages.join(",")}]}`;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the JSON text of an event
  return json as Encoded;
}

function encoded(event: WireEvent): Encoded {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the JSON text of an event
  return JSON.stringify(event) as Encoded;
}

/** One text frame with `events`, at least one. */
export function frameOf(events: readonly Encoded[]): string {
  return events.length === 1 ? events.join() : `[${events.join(",")}]`;
}

/** Every event of one frame from the server, in order. Throws a SyntaxError if the frame is not JSON. */
export function parseEvents(frame: string): readonly (ServerEvent | UnknownEvent)[] {
  const value: unknown = JSON.parse(frame);
  return (Array.isArray(value) ? value : [value]).map(readEvent);
}

function readEvent(value: unknown): ServerEvent | UnknownEvent {
  if (isEvent(value)) return value;
  const seq = isFields(value) ? value["seq"] : null;
  return { type: "unknown", seq: typeof seq === "number" ? seq : null };
}

/** Checks only the type: the client trusts the server to send the right fields. */
function isEvent(value: unknown): value is ServerEvent {
  return isFields(value) && typeof value["type"] === "string" && Object.hasOwn(KNOWN, value["type"]);
}
