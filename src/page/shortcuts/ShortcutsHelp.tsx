import type { ComponentChildren, VNode } from "preact";
import { isApple } from "./page-shortcuts.ts";
import { COMMANDS } from "../composer/index.ts";
import { shortcutWords } from "../words/shortcuts.ts";
import { Dialog } from "../ui/Dialog.tsx";

const CONTROL = isApple ? "⌘" : "Ctrl";
const SHIFT = isApple ? "⇧" : "Shift";

/** Each key combination, and the name of what it does. */
const WRITING = [
  [["Enter"], "send"],
  [[SHIFT, "Enter"], "newLine"],
  [["@"], "complete"],
  [["/"], "command"],
  [["↑"], "editLast"],
  [["Esc"], "cancel"],
] as const;

const EVERYWHERE = [
  [[CONTROL, "K"], "switchRoom"],
  [[CONTROL, SHIFT, "F"], "search"],
  [["?"], "help"],
] as const;

/** What to write before and after a word, and the format that this gives. */
const MARKS = [
  ["*", "*", "emphasis"],
  ["**", "**", "strong"],
  ["~~", "~~", "strike"],
  ["||", "||", "spoiler"],
  ["`", "`", "code"],
  ["> ", "", "quote"],
  ["- ", "", "item"],
  ["[", "](https://…)", "link"],
  ["\\*", "\\*", "escape"],
] as const;

export function ShortcutsHelp({ onClose }: { readonly onClose: () => void }): VNode {
  return (
    <Dialog kind="card" label={shortcutWords.help} onClose={onClose}>
      <h2>{shortcutWords.help}</h2>
      <Section title={shortcutWords.writing}>
        {WRITING.map(([keys, key]) => (
          <Row key={key} what={shortcutWords.keys[key]}>
            <Keys keys={keys} />
          </Row>
        ))}
      </Section>
      <Section title={shortcutWords.formatting}>
        {MARKS.map(([before, behind, mark]) => (
          <Row key={mark} what={shortcutWords.marks[mark]}>
            <code>{before + shortcutWords.word + behind}</code>
          </Row>
        ))}
      </Section>
      <Section title={shortcutWords.everywhere}>
        {EVERYWHERE.map(([keys, key]) => (
          <Row key={key} what={shortcutWords.keys[key]}>
            <Keys keys={keys} />
          </Row>
        ))}
      </Section>
      <Section title={shortcutWords.commands}>
        {COMMANDS.map((command) => (
          <Row key={command} what={shortcutWords.commandHelp[command].help}>
            <code>/{command}</code> <span class="tag">{shortcutWords.commandHelp[command].usage}</span>
          </Row>
        ))}
      </Section>
    </Dialog>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }): VNode {
  return (
    <section class="shortcuts">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Row({ what, children }: { readonly what: string; readonly children: ComponentChildren }): VNode {
  return (
    <div class="shortcuts-row">
      <dt>{children}</dt>
      <dd>{what}</dd>
    </div>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }): VNode {
  return (
    <>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
}
