/** What the Worker passes on to the room's object with a new socket. The request is parsed once, in the Worker. */
import { fail, ok, type Result } from "./result.ts";
import { LOBBY, parseRoomName, parsePersonName, type PersonName, type RoomName } from "../values/names.ts";
import { HOST_MAX_LENGTH, REPLAY_MAX_MESSAGES } from "../limits.ts";
import { SUBPROTOCOL } from "../wire.ts";

export type ConnectRequest = FoyerConnectRequest | PlainConnectRequest;

/** The client's dialect: the subprotocol that it asked for, or `plain` if it asked for none. */
export type DialectName = ConnectRequest["dialect"];

interface ConnectRequestBase {
  readonly room: RoomName;
  /** The network address by which sockets are counted: an IPv4 address or an IPv6 /64. */
  readonly address: string;
}

export interface FoyerConnectRequest extends ConnectRequestBase {
  readonly dialect: "foyer.1";
  /** The host through which the client reached the server; the signature in its `hello` must cover it. */
  readonly host: string;
}

export interface PlainConnectRequest extends ConnectRequestBase {
  readonly dialect: "plain";
  /** From `?name=`; null: the room makes up a name. */
  readonly name: PersonName | null;
  /** From `?history=`: how many of the newest messages to send first. */
  readonly replay: number;
  /** From `?edits=1`: whether to send the new text of an edited message. */
  readonly wantsEdits: boolean;
}

/** Why a request for a socket is refused; each is the `code` of an HTTP error. */
export type ConnectFault = "bad_room_name" | "bad_name" | "bad_history" | "bad_host" | "unknown_subprotocol";

/**
 * Parses a request for a socket. `subprotocols` is the header as sent, or null; `address` is the network address of the client.
 */
export function parseConnectRequest(
  { host, searchParams: query }: Pick<URL, "host" | "searchParams">,
  subprotocols: string | null,
  address: string,
): Result<ConnectRequest, ConnectFault> {
  const asked = query.get("room");
  const room = asked === null ? LOBBY : parseRoomName(asked);
  if (room === null) return fail("bad_room_name");
  if (subprotocols !== null) {
    const offered = subprotocols.split(",").map((name) => name.trim());
    if (!offered.includes(SUBPROTOCOL)) return fail("unknown_subprotocol");
    return host.length > HOST_MAX_LENGTH ? fail("bad_host") : ok({ dialect: "foyer.1", room, address, host });
  }
  const name = parseOptionalName(query.get("name"));
  if (name === undefined) return fail("bad_name");
  const history = query.get("history") ?? "0";
  if (!/^\d+$/.test(history)) return fail("bad_history");
  const replay = Math.min(Number(history), REPLAY_MAX_MESSAGES);
  return ok({ dialect: "plain", room, address, name, replay, wantsEdits: query.get("edits") === "1" });
}

/** null if there is no name, undefined if it is not a valid one. */
function parseOptionalName(raw: string | null): PersonName | null | undefined {
  if (raw === null || raw === "") return null;
  const parsed = parsePersonName(raw);
  return parsed.ok ? parsed.value : undefined;
}

/** `request` as the value of a header. Only the Worker sends it: no client header reaches the room. */
export function encodeConnectRequest(request: ConnectRequest): string {
  return encodeURIComponent(JSON.stringify(request)); // header values are ASCII, but names need not be
}

/** Decodes the result of `encodeConnectRequest`. Throws a SyntaxError or URIError on anything else. */
export function decodeConnectRequest(header: string): ConnectRequest {
  const request: ConnectRequest = JSON.parse(decodeURIComponent(header));
  return request;
}

export const CONNECT_REQUEST_HEADER = "foyer-arrival";
