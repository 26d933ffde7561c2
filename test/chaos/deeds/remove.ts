import type { Removed, Said } from "../../../src/protocol/events.ts";
import { commonFields, defined, type CommandOf, type Deed } from "./deed.ts";

export const remove: Deed<CommandOf<"remove">, Removed> = {
  plural: "removals",
  weight: 13,
  drawer: (choices) => (timeline) => {
    const target = choices.own(timeline);
    return target === null ? null : { type: "remove", target };
  },
  send: (session, { target }) => session.remove(target),
  heardByPlainClients: () => null,
  target: ({ target }) => target,
  authority: "the author of the target",
  refusals: () => [],
  mayChangeNothing: false,
  // [E2]: only its place, its author and what it answers are left.
  effect(_, target) {
    if (target === null) return null;
    const { type, seq, at, from, clientId, replyTo } = target;
    const left = { type, seq, at, from, clientId, replyTo };
    const gone = { text: "", removed: true, editedAt: undefined, reactions: undefined, repeat: undefined } as const;
    return { message: defined<Said>({ ...left, ...gone }) };
  },
  event: (placed) => ({ type: "removed", ...commonFields(placed), target: placed.command.target }),
};
