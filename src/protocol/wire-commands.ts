/**
 * What a client sends, exactly as it travels: the JSON of one command each. The rules are those of PROTOCOL.md. A field with
 * `?` may be left out or `null` ([F4]). What the server makes of a command once it is parsed is in `commands.ts`.
 */
import type { Cursor, Seq } from "./wire.ts";

/** Every command may carry a `requestId` of 1 to 64 characters, and its refusal then repeats it ([F5]). */
interface WireRequest {
  readonly requestId?: string | null;
}

/** [H2] Proves the member's key and asks to join. Bytes are base64url without padding. */
export interface WireHello extends WireRequest {
  readonly type: "hello";
  /** 1 to 40 characters ([N2]). */
  readonly name: string;
  /** The raw Ed25519 public key: 32 bytes. */
  readonly key: string;
  /** 64 bytes, over the text that [H2] gives. */
  readonly signature: string;
  /** [R1] What the client has already. */
  readonly after?: Cursor | null;
}

/** [S1] Says a message. */
export interface WireSay extends WireRequest {
  readonly type: "say";
  /** 1 to 64 characters, never used twice by this member ([S4]). */
  readonly clientId: string;
  /** Up to 4,000 UTF-16 code units ([S2]). */
  readonly text: string;
  readonly replyTo?: Seq | null;
}

/** [E1] Gives your own message another text. */
export interface WireEdit extends WireRequest {
  readonly type: "edit";
  readonly clientId: string;
  readonly target: Seq;
  readonly text: string;
}

/** [E2] Takes your own message back. */
export interface WireRemove extends WireRequest {
  readonly type: "remove";
  readonly clientId: string;
  readonly target: Seq;
}

/** [E3] Adds your reaction to a message, or takes it away. */
export interface WireReact extends WireRequest {
  readonly type: "react";
  readonly clientId: string;
  readonly target: Seq;
  /** 1 to 16 characters. */
  readonly emoji: string;
  readonly on: boolean;
}

/** [E5] Sets the room's topic: one line of up to 200 characters; an empty one clears it. */
export interface WireTopic extends WireRequest {
  readonly type: "topic";
  readonly clientId: string;
  readonly text: string;
}

/** [N4] Changes your name, on all your connections. */
export interface WireRename extends WireRequest {
  readonly type: "rename";
  readonly name: string;
}

/** [P4] Tells the room that you are typing. */
export interface WireTyping extends WireRequest {
  readonly type: "typing";
}

/** [U1] Tells the room that you have read everything up to `seq`. */
export interface WireRead extends WireRequest {
  readonly type: "read";
  readonly seq: Seq;
}

interface WirePageBase {
  readonly type: "page";
  readonly requestId: string;
  /** 1 to 100; 50 if left out. */
  readonly limit?: number | null;
}

/** [G1] Asks for messages before, after or around a seq: exactly one of the three. */
export type WirePage = WirePageBase &
  (
    | { readonly before: Seq; readonly after?: null; readonly around?: null }
    | { readonly after: Seq; readonly before?: null; readonly around?: null }
    | { readonly around: Seq; readonly before?: null; readonly after?: null }
  );

/** [Q1] Searches the room's messages. */
export interface WireSearch {
  readonly type: "search";
  readonly requestId: string;
  /** 1 to 200 characters. */
  readonly query: string;
  /** Only messages said before this seq. */
  readonly before?: Seq | null;
  /** 1 to 50; 20 if left out. */
  readonly limit?: number | null;
}

/** [W1] Answers `marked`: everything before the mark has been received. */
export interface WireConfirm extends WireRequest {
  readonly type: "confirm";
  readonly mark: string;
}

/** Every command of `foyer.1`. */
export type WireCommand =
  | WireHello
  | WireSay
  | WireEdit
  | WireRemove
  | WireReact
  | WireTopic
  | WireRename
  | WireTyping
  | WireRead
  | WirePage
  | WireSearch
  | WireConfirm;
