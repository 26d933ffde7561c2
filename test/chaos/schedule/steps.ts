import type { CommandType } from "../deeds/deed.ts";
import type { Direction } from "../server/relay.ts";

export interface ScheduleOptions {
  readonly seed: number;
  /** Tabs with the project's own client in them. */
  readonly clients: number;
  /** What the tabs say, all together. */
  readonly messages: number;
  readonly kills: number;
  readonly seconds: number;
}

/**
 * What happens in a run, and to whom. Indices of clients and of plain clients count from 0; `room` is an index into `ROOMS`.
 * Which message a command is about is decided when its time has come.
 */
export type Step = { readonly atMs: number } & (
  | { readonly do: "enter"; readonly client: number }
  | { readonly do: "send"; readonly command: CommandType; readonly client: number }
  | { readonly do: "search"; readonly client: number }
  | { readonly do: "say plainly"; readonly guest: number }
  /** SIGKILL, and a start on the same data `downMs` later. Each client's next connection is held for its delay. */
  | { readonly do: "kill"; readonly downMs: number; readonly delaysMs: readonly number[]; readonly isRead: boolean }
  | { readonly do: "cut"; readonly client: number; readonly direction: Direction }
  | { readonly do: "freeze"; readonly client: number; readonly ms: number }
  /** Nothing happens in this room for so long, and the platform evicts it. */
  | { readonly do: "keep quiet"; readonly room: number; readonly ms: number }
);
