import type { Edited } from "../../../src/protocol/events.ts";
import { commonFields, type CommandOf, type Deed } from "./deed.ts";

export const edit: Deed<CommandOf<"edit">, Edited> = {
  plural: "edits",
  weight: 30,
  drawer: (choices) => (timeline, text) => {
    const target = choices.own(timeline);
    return target === null ? null : { type: "edit", target, text };
  },
  send: (session, { target, text }) => session.edit(target, text),
  heardByPlainClients: ({ text }, { wantsEdits }) => (wantsEdits ? text : null),
  target: ({ target }) => target,
  authority: "the author of the target",
  refusals: () => [],
  mayChangeNothing: false,
  effect: ({ at, command: { text } }, target) =>
    target === null ? null : { message: { ...target, text, editedAt: at } },
  // [E6]: a repeat has the message's present text, which is empty where it was removed since.
  event: (placed, now) => ({
    type: "edited",
    ...commonFields(placed),
    target: placed.command.target,
    text: now.message(placed.command.target)?.text ?? placed.command.text,
  }),
};
