/** The answer to an HTTP request that Foyer refuses: JSON `{error: {code, message}}`, never a stack trace. */
import { HOST_MAX_LENGTH } from "../protocol/limits.ts";

export type HttpErrorCode =
  | "bad_room_name"
  | "bad_name"
  | "bad_history"
  | "bad_host"
  | "unknown_subprotocol"
  | "bad_signature"
  | "signature_expired"
  | "upgrade_required"
  | "method_not_allowed"
  | "not_found"
  | "too_fast"
  | "internal";

const ERRORS: Readonly<Record<HttpErrorCode, { readonly status: number; readonly message: string }>> = {
  bad_room_name: { status: 400, message: "A room's name has 1 to 64 letters, marks, digits, '-', '_' and '.'." },
  bad_name: { status: 400, message: "This cannot be a person's name." },
  bad_history: { status: 400, message: "history must be a whole number." },
  bad_host: { status: 400, message: `A host is a name and perhaps a port, of ${HOST_MAX_LENGTH} characters at most.` },
  unknown_subprotocol: { status: 400, message: "The only subprotocol here is foyer.1; offer it, or none." },
  bad_signature: { status: 401, message: "Sign for this room with your key: see [U3] of the protocol." },
  signature_expired: { status: 401, message: "Sign again with the time in `now`: see [U3] of the protocol." },
  upgrade_required: { status: 426, message: "This is the address of a WebSocket: connect with ws:// or wss://." },
  method_not_allowed: { status: 405, message: "This method does nothing here." },
  not_found: { status: 404, message: "There is nothing at this address." },
  too_fast: { status: 429, message: "Too many requests from your address; try again after Retry-After seconds." },
  internal: { status: 500, message: "Something went wrong here; try again." },
};

export interface ErrorDetails {
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More fields of `error`. */
  readonly fields?: Readonly<Record<string, number>>;
}

/** The response for `code`. */
export function httpError(code: HttpErrorCode, { headers = {}, fields = {} }: ErrorDetails = {}): Response {
  const { status, message } = ERRORS[code];
  return jsonResponse({ error: { code, message, ...fields } }, status, headers);
}

/** The HTTP status of `code`. */
export function statusOf(code: HttpErrorCode): number {
  return ERRORS[code].status;
}

/** `body` as JSON that no cache may keep and no browser may frame or sniff. */
export function jsonResponse(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(body, {
    status,
    headers: {
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      ...headers,
    },
  });
}
