/** Owns what a text means that begins with a slash: a command, or something to say after all. Pure. */

/** In the order in which they are listed. */
export const COMMANDS = ["me", "nick", "topic", "shrug", "help"] as const;

export type Command = (typeof COMMANDS)[number];

/** What a composer's text asks for. */
export type SlashCommand =
  | { readonly type: "say"; readonly text: string }
  /** `rest` is what stands behind the command, and may be empty. */
  | { readonly type: "nick" | "topic"; readonly rest: string }
  | { readonly type: "help" }
  /** No command is called so: to be told, and not sent, since a slip of the finger would be read by everybody. */
  | { readonly type: "unknown"; readonly word: string };

/** Every backslash and underscore is meant: the page draws it as it stands (`extensions.ts`), and so does a terminal. */
const SHRUG = "¯\\_(ツ)_/¯";

const COMMAND = /^\/(\S+)\s*([^]*)$/;

export function parseSlashCommand(text: string): SlashCommand {
  if (text.startsWith("//")) return say(text.slice(1).replace(/^\/me[ \t]/, "/me\u00a0")); // or it would be a deed
  const [, word = "", rest = ""] = COMMAND.exec(text) ?? [];
  if (word === "") return say(text);
  const command = COMMANDS.find((known) => known === word.toLowerCase());
  switch (command) {
    case "me":
      // Sent as it stands: the page draws it as a deed, and everywhere else it is understood.
      return say(rest.trim() === "" ? "" : `/me ${rest}`);
    case "shrug":
      return say(`${rest.trimEnd()} ${SHRUG}`.trimStart());
    case "nick":
    case "topic":
      return { type: command, rest: rest.trim() };
    case "help":
      return { type: "help" };
    case undefined:
      return { type: "unknown", word };
  }
}

function say(text: string): SlashCommand {
  return { type: "say", text };
}
