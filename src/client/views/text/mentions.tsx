/** Owns how a mention looks within a text: the `@` and the name, stronger where the name is one's own. */
import type { ComponentChildren } from "preact";
import { mentionsOf } from "../../../protocol/mentions.ts";
import { foldName, type PersonName } from "../../../protocol/names.ts";

/** Who may be mentioned in a text, and who reads it. */
export interface Readers {
  readonly names: readonly PersonName[];
  readonly you: PersonName;
}

/** `text` as text nodes, and the mentions in it as elements, which the direction of the text around them does not turn. */
export function withMentions(text: string, { names, you }: Readers): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let done = 0;
  for (const { start, end, name } of names.length === 0 ? [] : mentionsOf(text, names)) {
    parts.push(
      text.slice(done, start),
      <bdi key={start} class={foldName(name) === foldName(you) ? "mention of-you" : "mention"}>
        {text.slice(start, end)}
      </bdi>,
    );
    done = end;
  }
  return done === 0 ? text : [...parts, text.slice(done)];
}
