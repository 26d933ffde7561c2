/** Owns what the room has to know of a command before anything is done with it: how much it holds, and how it is called. */
import type { Command, MemberCommand, Search } from "../protocol/commands.ts";

/** UTF-16 code units that a change holds while it waits; null where the command changes nothing that lasts. */
export function lengthOfChange(command: Exclude<MemberCommand, Search>): number | null {
  switch (command.type) {
    case "say":
    case "edit":
    case "topic":
      return command.text.length;
    case "rename":
      return command.name.length;
    case "react":
      return command.emoji.length;
    case "remove":
    case "read":
      return 0;
    case "typing":
    case "page":
      return null;
  }
}

/** The id by which its sender finds a command again. */
export function idsOf(command: Command | undefined): { clientId?: string; requestId?: string } {
  switch (command?.type) {
    case "say":
    case "edit":
    case "remove":
    case "react":
    case "topic":
      return { clientId: command.clientId };
    case "page":
    case "search":
      return { requestId: command.requestId };
    case "hello":
    case "confirm":
    case "rename":
    case "typing":
    case "read":
    case undefined:
      return {};
  }
}
