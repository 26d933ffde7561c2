import type { ChangeCommand, Say } from "../../protocol/commands.ts";
import type { ChangeDraft } from "../history/history.ts";

/** The change that `command` asks for. */
export function draftOf(command: Exclude<ChangeCommand, Say>, made: Pick<ChangeDraft, "at" | "by">): ChangeDraft {
  const common = { ...made, clientId: command.clientId };
  switch (command.type) {
    case "edit":
      return { type: "edited", ...common, target: command.target, text: command.text };
    case "remove":
      return { type: "removed", ...common, target: command.target };
    case "react":
      return { type: "reacted", ...common, target: command.target, emoji: command.emoji, on: command.on };
    case "topic":
      return { type: "topic_set", ...common, topic: command.text };
  }
}
