/** The log: one JSON object on each line. Never with a message's text, a name or an address. */

export type LogEvent =
  | "room_woke"
  | "room_reset"
  | "command_failed"
  | "index_dropped"
  | "socket_failed"
  | "socket_closed_by_room";

export function log(event: LogEvent, fields: Readonly<Record<string, string | number | boolean>>): void {
  console.log(JSON.stringify({ event, ...fields }));
}
