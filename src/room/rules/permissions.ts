import type { ChangeCommand, Edit, MemberCommand, React, Remove } from "../../protocol/commands.ts";
import type { RefusalReason, Refused } from "../../protocol/events.ts";
import { REACTIONS_MAX_DIFFERENT } from "../../protocol/limits.ts";
import { refusal } from "../../protocol/refusals.ts";
import type { MemberId } from "../../protocol/values/identity.ts";
import type { Seq } from "../../protocol/wire.ts";
import type { History } from "../history/history.ts";

/** What a decision may depend on. */
export type Facts = Pick<History, "head" | "oldest" | "isMessage" | "authorOf" | "emojiAt" | "hasReacted">;

/**
 * Why this member may not do this here, now; null if they may. This is the one gate for rights: every command of a member passes
 * it, and a new one does not compile until it is named. How often a command may come is decided in `rate-limits.ts`.
 */
export function permissionFault(command: MemberCommand, by: MemberId, facts: Facts): Refused | null {
  switch (command.type) {
    case "say": {
      const { clientId, replyTo } = command;
      if (replyTo === null || mayReplyTo(replyTo, facts)) return null;
      return refusal("bad_field", { clientId, message: "replyTo must be a message's seq." });
    }
    case "edit":
    case "remove":
    case "react": {
      const fault = targetFault(command, by, facts);
      return fault === null ? null : refusal(fault, { clientId: command.clientId });
    }
    case "topic":
    case "rename":
    case "typing":
    case "page":
    case "search":
    case "read":
      return null; // anybody who has joined
  }
}

/** Whether a change that is allowed would change nothing: two tabs may ask for the same. */
export function isAlreadySo(command: ChangeCommand, by: MemberId, facts: Facts): boolean {
  switch (command.type) {
    case "react":
      return facts.hasReacted(command.target, command.emoji, by) === command.on;
    case "say": // the same text again is another message
    case "edit": // the message shows that it was edited, and when
    case "remove": // a removed message is no target any more
    case "topic": // the change says who set it, and when
      return false;
  }
}

/** A reply may point at a message that the room has forgotten: nobody knows any more what had its seq. */
function mayReplyTo(seq: Seq, facts: Facts): boolean {
  return seq <= facts.head.seq && (seq < facts.oldest || facts.isMessage(seq));
}

function targetFault(command: Edit | Remove | React, by: MemberId, facts: Facts): RefusalReason | null {
  const author = facts.authorOf(command.target);
  if (author === null) return "no_such_message";
  if (command.type !== "react") return author === by ? null : "not_yours";
  if (!command.on) return null;
  const present = facts.emojiAt(command.target);
  const fits = present.length < REACTIONS_MAX_DIFFERENT || present.includes(command.emoji);
  return fits ? null : "too_many_reactions";
}
