import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../words/words.ts";
import { Icon } from "./Icon.tsx";

interface DialogProps {
  readonly kind: "card" | "drawer start" | "drawer end";
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal dialog or a drawer over the room: the platform's own, with its focus and Escape handling. */
export function Dialog({ kind, label, onClose, children }: DialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the platform handles Escape
    <dialog
      ref={dialog}
      class={`dialog ${kind}`}
      aria-label={label}
      onClose={onClose}
      // The content covers the whole dialog: a click on the dialog itself is a click on the backdrop.
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="dialog-content">
        <button
          type="button"
          class="icon-button dialog-close"
          aria-label={words.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
        {children}
      </div>
    </dialog>
  );
}
