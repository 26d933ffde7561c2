/** Owns what a change of a message may be, and what it becomes. Pure: the conversation finds the message and writes it. */
import type { MemberId } from "../protocol/identity.ts";
import { REACTIONS_MAX_DIFFERENT } from "../protocol/limits.ts";
import type { Change, Edit, React, RefusalReason, Remove, Said, Say } from "../protocol/wire.ts";
import type { ChangeDraft } from "./history.ts";

/** Why this member may not change `said`, the message asked for, in this way; null where it may. */
export function faultOf(said: Said | null, id: MemberId, command: Edit | Remove | React): RefusalReason | null {
  if (said === null || said.removed) return "no_such_message";
  if (command.type !== "react") return said.from.id === id ? null : "not_yours";
  const reactions = said.reactions ?? [];
  const isOther = reactions.every(({ emoji }) => emoji !== command.emoji);
  return command.on && isOther && reactions.length >= REACTIONS_MAX_DIFFERENT ? "too_many_reactions" : null;
}

/** The change that `command` asks for. */
export function draftOf(command: Exclude<Change, Say>, made: Pick<ChangeDraft, "at" | "by">): ChangeDraft {
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
