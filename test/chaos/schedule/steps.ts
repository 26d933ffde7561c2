/** Owns what can happen in a run, and to whom. */
import type { Direction } from "../server/relay.ts";

export interface ScheduleOptions {
  readonly seed: number;
  /** Tabs with the project's own client in them. */
  readonly clients: number;
  /** What they say, all together. */
  readonly messages: number;
  readonly kills: number;
  readonly seconds: number;
}

/** What else somebody does in a room than to say something. Which message it is about is decided when the time has come. */
export type Change = "edit" | "remove" | "react" | "set the topic";

/** Indices of clients and of plain clients count from 0; `room` is an index into `ROOMS`. */
export type Deed = { readonly atMs: number } & (
  | { readonly do: "enter"; readonly client: number }
  | { readonly do: "say" | "reply" | Change; readonly client: number }
  | { readonly do: "say plainly"; readonly guest: number }
  /** SIGKILL, and a start on the same data `downMs` later. Each client's next connection is held for its delay. */
  | { readonly do: "kill"; readonly downMs: number; readonly delaysMs: readonly number[]; readonly isRead: boolean }
  | { readonly do: "cut"; readonly client: number; readonly direction: Direction }
  | { readonly do: "freeze"; readonly client: number; readonly ms: number }
  /** Nothing is said in this room, and nothing else happens in it: it falls asleep, and is evicted. */
  | { readonly do: "hush"; readonly room: number; readonly ms: number }
);
