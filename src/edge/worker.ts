/**
 * The Worker: finds the room that a request is for, and answers every request that is for none. Scripts, styles and icons are
 * served without it: see [assets] in wrangler.toml.
 */
import { env as settings } from "cloudflare:workers";
import { AddressLimit, type RateLimitEnv } from "../protocol/shared/address-limit.ts";
import {
  CONNECT_REQUEST_HEADER,
  encodeConnectRequest,
  parseConnectRequest,
} from "../protocol/shared/connect-request.ts";
import { NEW_SOCKETS_PER_MINUTE, UNREAD_QUESTIONS_PER_MINUTE } from "../protocol/limits.ts";
import { LOBBY, parsePersonName, parseRoomName, roomOfPath } from "../protocol/values/names.ts";
import { signerOf } from "../protocol/shared/signatures.ts";
import { isFresh, parseProof, unreadProofOf } from "../protocol/shared/unread-proof.ts";
import type { Room } from "../room/room.ts";
import { addressOf } from "./addresses.ts";
import { httpError, jsonResponse, statusOf } from "./errors.ts";

export { Room } from "../room/room.ts";

interface EdgeEnv extends RateLimitEnv {
  readonly ASSETS: Fetcher;
  readonly ROOMS: DurableObjectNamespace<Room>;
}

const { RATE_LIMITS }: RateLimitEnv = settings;
if (RATE_LIMITS === "off") console.warn(JSON.stringify({ event: "rate_limits_off" }));

/** Characters of a path in the log: the longest room name, percent-encoded with 12 characters each. */
const LOGGED_PATH_MAX_LENGTH = 1_024;

const newSockets = new AddressLimit("NEW_SOCKETS", NEW_SOCKETS_PER_MINUTE);
const unreadQuestions = new AddressLimit("UNREAD_QUESTIONS", UNREAD_QUESTIONS_PER_MINUTE);

export default {
  async fetch(request, env): Promise<Response> {
    const url = URL.parse(request.url);
    if (url === null) return httpError("bad_host"); // everything else in the URL has been parsed before
    try {
      switch (url.pathname) {
        case "/ws":
          return await enterRoom(request, url, env);
        case "/unread":
          return await countUnread(request, url, env);
        case "/healthz":
          return reads(request) ? jsonResponse({ ok: true }) : methodNotAllowed("GET, HEAD");
        default:
          return await servePage(request, url, env);
      }
    } catch (error) {
      logFailure(url, error);
      return httpError("internal");
    }
  },
} satisfies ExportedHandler<EdgeEnv>;

/** Without the query, which may have a person's name; only its room is logged. */
function logFailure({ pathname, searchParams }: URL, error: unknown): void {
  const path = pathname.slice(0, LOGGED_PATH_MAX_LENGTH);
  const room = parseRoomName(searchParams.get("room") ?? LOBBY) ?? undefined;
  const fields = pathname === "/ws" || pathname === "/unread" ? { path, room } : { path };
  console.error(JSON.stringify({ event: "request_failed", ...fields, error: String(error) }));
}

async function enterRoom(request: Request, url: URL, env: EdgeEnv): Promise<Response> {
  if (request.method !== "GET") return methodNotAllowed("GET");
  const subprotocols = request.headers.get("sec-websocket-protocol");
  const parsed = parseConnectRequest(url, subprotocols, addressOf(request));
  if (!parsed.ok) return httpError(parsed.fault);
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return httpError("upgrade_required", { headers: { Upgrade: "websocket", Connection: "Upgrade" } });
  }
  const asked = parsed.value;
  const waitMs = await newSockets.take(env, asked.address, Date.now());
  if (waitMs > 0) return tooFast(waitMs);
  // A request of our own, so that no header of the client reaches the room, whatever its length.
  const headers = { Upgrade: "websocket", [CONNECT_REQUEST_HEADER]: encodeConnectRequest(asked) };
  return await env.ROOMS.getByName(asked.room).fetch("https://room/ws", { headers });
}

/**
 * How much of a room a member has not read, for a page that lists rooms without a socket to each. The signature is checked here,
 * because asking a room's object wakes it.
 */
async function countUnread(request: Request, { host, searchParams: query }: URL, env: EdgeEnv): Promise<Response> {
  if (request.method !== "GET") return methodNotAllowed("GET");
  const room = parseRoomName(query.get("room") ?? LOBBY);
  if (room === null) return httpError("bad_room_name");
  const named = parsePersonName(query.get("name") ?? "");
  if (!named.ok) return httpError("bad_name");
  const proof = parseProof(request.headers.get("authorization"));
  if (proof === null) return unauthorized("bad_signature");
  const now = Date.now();
  if (!isFresh(proof.at, now)) return unauthorized("signature_expired", { now });
  const waitMs = await unreadQuestions.take(env, addressOf(request), now);
  if (waitMs > 0) return tooFast(waitMs);
  const id = await signerOf(unreadProofOf(host, room, proof.at), proof);
  if (id === null) return unauthorized("bad_signature");
  return jsonResponse(await env.ROOMS.getByName(room).countUnread(id, named.value));
}

function tooFast(waitMs: number): Response {
  return httpError("too_fast", { headers: { "Retry-After": String(Math.ceil(waitMs / 1_000)) } });
}

function unauthorized(code: "bad_signature" | "signature_expired", fields: { now?: number } = {}): Response {
  return httpError(code, { headers: { "WWW-Authenticate": "Foyer" }, fields });
}

/**
 * The page, for a room's path. For a path without a room a browser gets the page too, with the right status: the page says so in
 * words. Other clients get the error.
 */
async function servePage(request: Request, url: URL, env: EdgeEnv): Promise<Response> {
  const code = faultOf(url.pathname);
  if (code !== null && !wantsPage(request)) return httpError(code);
  if (!reads(request)) return methodNotAllowed("GET, HEAD");
  // The browser's conditional request is for a room's page only: here "not modified" would leave it with an error and no page.
  const etag = code === null ? request.headers.get("if-none-match") : null;
  const headers = etag === null ? {} : { "If-None-Match": etag };
  const page = await env.ASSETS.fetch(new Request(new URL("/", url), { method: request.method, headers }));
  return code === null ? page : new Response(page.body, { status: statusOf(code), headers: page.headers });
}

function faultOf(pathname: string): "bad_room_name" | "not_found" | null {
  if (roomOfPath(pathname) !== null) return null;
  return pathname.startsWith("/r/") ? "bad_room_name" : "not_found";
}

function wantsPage(request: Request): boolean {
  return reads(request) && (request.headers.get("accept") ?? "").includes("text/html");
}

function reads(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

function methodNotAllowed(allow: string): Response {
  return httpError("method_not_allowed", { headers: { Allow: allow } });
}
