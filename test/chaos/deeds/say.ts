import type { Said } from "../../../src/protocol/events.ts";
import { defined, type CommandOf, type Deed } from "./deed.ts";

/** The probability that it answers another message. */
const REPLY_PROBABILITY = 0.15;

export const say: Deed<CommandOf<"say">, Said> = {
  plural: "messages",
  weight: 0,
  drawer: (choices) => (timeline, text) => {
    const answered = choices.random.happens(REPLY_PROBABILITY) ? choices.recent(timeline) : null;
    return { type: "say", text, replyTo: answered?.seq ?? null };
  },
  send: (session, { text, replyTo }) => session.say(text, { replyTo }),
  heardByPlainClients: ({ text }) => text,
  target: () => null,
  authority: "anyone",
  refusals: () => [],
  mayChangeNothing: false,
  effect: ({ seq, at, by, clientId, command: { text, replyTo } }) => ({
    message: defined<Said>({
      type: "said",
      seq,
      at,
      from: by,
      text,
      clientId,
      replyTo: replyTo ?? undefined,
      editedAt: undefined,
      removed: undefined,
      reactions: undefined,
      repeat: undefined,
    }),
  }),
  // [S4]: a repeat is told with the message in its present state.
  event: ({ seq, at, by, clientId, command }, now) => {
    const said = now.message(seq);
    return {
      type: "said",
      seq,
      at,
      from: by,
      clientId,
      text: said?.text ?? command.text,
      replyTo: command.replyTo ?? undefined,
      editedAt: said?.editedAt,
      removed: said?.removed,
      reactions: said?.reactions,
    };
  },
};
