import type { MemberCommand, Search } from "../../protocol/commands.ts";

/** UTF-16 code units that a change holds while it waits for its batch; null if the command changes nothing that lasts. */
export function changeLength(command: Exclude<MemberCommand, Search>): number | null {
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
