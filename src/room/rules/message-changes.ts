/** Owns what a change of a message may be, and what it becomes; the conversation has it written. */
import type { MemberId } from "../../protocol/values/identity.ts";
import { REACTIONS_MAX_DIFFERENT } from "../../protocol/limits.ts";
import type { ChangeCommand, Edit, React, Remove, Say } from "../../protocol/commands.ts";
import type { RefusalReason } from "../../protocol/events.ts";
import type { ChangeDraft, History } from "../history/history.ts";

/** Why this member may not change the message asked for in this way; null where it may. */
export function faultOf(
  history: Pick<History, "authorOf" | "emojiAt">,
  id: MemberId,
  command: Edit | Remove | React,
): RefusalReason | null {
  const author = history.authorOf(command.target);
  if (author === null) return "no_such_message";
  if (command.type !== "react") return author === id ? null : "not_yours";
  if (!command.on) return null;
  const present = history.emojiAt(command.target);
  const hasPlace = present.length < REACTIONS_MAX_DIFFERENT || present.includes(command.emoji);
  return hasPlace ? null : "too_many_reactions";
}

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
