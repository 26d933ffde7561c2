import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { copy } from "../ui/clipboard.ts";
import { actionWords } from "../words/actions.ts";
import { words } from "../words/words.ts";

/** Milliseconds for which the menu says that the text was copied. */
const COPIED_SHOWN_MS = 900;

interface MenuItemProps {
  readonly icon: VNode;
  readonly label: string;
  readonly onClick: () => void;
  /** For actions that cannot be undone. */
  readonly isDestructive?: boolean;
}

export function MenuItem({ icon, label, onClick, isDestructive = false }: MenuItemProps): VNode {
  return (
    <button
      type="button"
      class={isDestructive ? "menu-item destructive" : "menu-item"}
      role="menuitem"
      tabIndex={-1}
      onClick={onClick}
    >
      {icon}
      {label}
    </button>
  );
}

interface CopyItemProps extends Omit<MenuItemProps, "onClick"> {
  readonly text: string;
  readonly onDone: () => void;
}

export function CopyItem({ icon, label, text, onDone }: CopyItemProps): VNode {
  const isCopied = useSignal<boolean | null>(null);
  useEffect(() => {
    const timer = isCopied.value === true ? setTimeout(onDone, COPIED_SHOWN_MS) : undefined;
    return () => clearTimeout(timer);
  }, [isCopied.value]);
  const shown = isCopied.value === null ? label : isCopied.value ? words.copied : actionWords.copyNotPossible;
  const onClick = (): void => void copy(text).then((done) => (isCopied.value = done));
  return <MenuItem icon={icon} label={shown} onClick={onClick} />;
}
