/** What the Worker tells a room's object about a socket that it lets through: parsed once, where the request came in. */
import { fail, ok, type Result } from "./result.ts";
import { LOBBY, parseRoomName, parsePersonName, type PersonName, type RoomName } from "../values/names.ts";
import { HOST_MAX_LENGTH, REPLAY_MAX_MESSAGES } from "../limits.ts";
import { SUBPROTOCOL } from "../wire.ts";

export type ConnectRequest = FoyerConnectRequest | PlainConnectRequest;

/** What a client speaks: the subprotocol that it asked for, or none. */
export type DialectName = ConnectRequest["dialect"];

interface ConnectRequestBase {
  readonly room: RoomName;
  /** The network address that sockets are counted by: an IPv4 address or an IPv6 /64. */
  readonly address: string;
}

export interface FoyerConnectRequest extends ConnectRequestBase {
  readonly dialect: "foyer.1";
  /** The host by which the client reached the server, which its `hello` must name. */
  readonly host: string;
}

export interface PlainConnectRequest extends ConnectRequestBase {
  readonly dialect: "plain";
  /** From `?name=`; null: the room makes one up. */
  readonly name: PersonName | null;
  /** From `?history=`: how many of the newest messages to send first. */
  readonly replay: number;
  /** From `?edits=1`: whether it wants the new text of a message that was said before. */
  readonly wantsEdits: boolean;
}

/** Why a socket is not let in; each is the `code` of an HTTP error. */
export type ConnectFault = "bad_room_name" | "bad_name" | "bad_history" | "bad_host" | "unknown_subprotocol";

/**
 * What a request to `url` for a socket asks for. `subprotocols` is the header as sent, or null; `address` is the network
 * address it came from.
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

/** null where none was given, undefined where it cannot be a name. */
function parseOptionalName(raw: string | null): PersonName | null | undefined {
  if (raw === null || raw === "") return null;
  const parsed = parsePersonName(raw);
  return parsed.ok ? parsed.value : undefined;
}

/** `request` as the value of a header. Only the Worker sends it: no header of a client reaches the room. */
export function encodeConnectRequest(request: ConnectRequest): string {
  return encodeURIComponent(JSON.stringify(request)); // header values are ASCII, names are not
}

/** What `encodeConnectRequest` encoded. Throws a SyntaxError or URIError on anything else. */
export function decodeConnectRequest(header: string): ConnectRequest {
  const request: ConnectRequest = JSON.parse(decodeURIComponent(header));
  return request;
}

export const CONNECT_REQUEST_HEADER = "foyer-arrival";
