/**
 * What a client sends, exactly as it travels: each type is the JSON of one command. Rule numbers refer to PROTOCOL.md. A field
 * with `?` may be left out or `null` ([F4]). `commands.ts` has the parsed forms.
 */
import type { Cursor, Seq } from "./wire.ts";

/**
 * Identifies a change. A member never uses the same id twice ([S4]).
 * @minLength 1
 * @maxLength 64
 */
export type ClientId = string;

/**
 * Identifies a request, or any command whose refusal the client wants to recognise ([F5]).
 * @minLength 1
 * @maxLength 64
 */
export type RequestId = string;

/**
 * Messages in a page.
 * @asType integer
 * @minimum 1
 * @maximum 100
 */
export type PageLimit = number;

/**
 * Messages in the answer to a search.
 * @asType integer
 * @minimum 1
 * @maximum 50
 */
export type ResultsLimit = number;

/** Every command may have a `requestId` of 1 to 64 characters, which its refusal repeats ([F5]). */
interface WireRequest {
  readonly requestId?: RequestId | null;
}

/** [H2] Proves the member's key and asks to join. Bytes are base64url without padding. */
export interface WireHello extends WireRequest {
  readonly type: "hello";
  /**
   * 1 to 40 characters ([N2]).
   * @minLength 1
   */
  readonly name: string;
  /** The raw Ed25519 public key: 32 bytes. */
  readonly key: string;
  /** 64 bytes: the key's signature of the text in [H2]. */
  readonly signature: string;
  /** [R1] What the client has already. */
  readonly after?: Cursor | null;
}

/** [S1] Says a message. */
export interface WireSay extends WireRequest {
  readonly type: "say";
  readonly clientId: ClientId;
  /** Up to 4,000 UTF-16 code units ([S2]). */
  readonly text: string;
  readonly replyTo?: Seq | null;
}

/** [E1] Replaces the text of your own message. */
export interface WireEdit extends WireRequest {
  readonly type: "edit";
  readonly clientId: ClientId;
  readonly target: Seq;
  readonly text: string;
}

/** [E2] Removes your own message. */
export interface WireRemove extends WireRequest {
  readonly type: "remove";
  readonly clientId: ClientId;
  readonly target: Seq;
}

/** [E3] Adds or removes your reaction to a message. */
export interface WireReact extends WireRequest {
  readonly type: "react";
  readonly clientId: ClientId;
  readonly target: Seq;
  /** 1 to 16 characters. */
  readonly emoji: string;
  readonly on: boolean;
}

/** [E5] Sets the room's topic: one line of up to 200 characters. An empty text clears it. */
export interface WireTopic extends WireRequest {
  readonly type: "topic";
  readonly clientId: ClientId;
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
  readonly requestId: RequestId;
  /** 50 if left out. */
  readonly limit?: PageLimit | null;
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
  readonly requestId: RequestId;
  /**
   * Must not be only white space.
   * @minLength 1
   * @maxLength 200
   */
  readonly query: string;
  /** Only messages before this seq. */
  readonly before?: Seq | null;
  /** 20 if left out. */
  readonly limit?: ResultsLimit | null;
}

/** [W1] Answers `marked`: everything before the mark has been received. */
export interface WireConfirm extends WireRequest {
  readonly type: "confirm";
  /**
   * @minLength 1
   * @maxLength 64
   */
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
