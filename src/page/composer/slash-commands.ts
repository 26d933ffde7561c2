/** In the order of the list. */
export const COMMANDS = ["me", "nick", "topic", "shrug", "help"] as const;

export type Command = (typeof COMMANDS)[number];

/** What the text in the composer means. */
export type SlashCommand =
  | { readonly type: "say"; readonly text: string }
  /** `rest` follows the command, and may be empty. */
  | { readonly type: "nick" | "topic"; readonly rest: string }
  | { readonly type: "help" }
  /** There is no such command. The user is told, and nothing is sent: everybody would read a typo. */
  | { readonly type: "unknown"; readonly word: string };

/** The page and a terminal both show every backslash and underscore as it is. */
const SHRUG = "¯\\_(ツ)_/¯";

const COMMAND = /^\/(\S+)\s*([^]*)$/;

export function parseSlashCommand(text: string): SlashCommand {
  if (text.startsWith("//")) return say(text.slice(1).replace(/^\/me[ \t]/, "/me\u00a0")); // or it would be an action
  const [, word = "", rest = ""] = COMMAND.exec(text) ?? [];
  if (word === "") return say(text);
  const command = COMMANDS.find((known) => known === word.toLowerCase());
  switch (command) {
    case "me":
      // Sent as typed: the page shows it as an action, and people understand it everywhere else.
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
