/** Owns what lies over the page and few people open: each is loaded when somebody reaches for it, then like any other. */
import { signal, useSignal } from "@preact/signals";
import type { ComponentType, VNode } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../words/words.ts";
import { Dialog } from "./Dialog.tsx";
import { PageFailed } from "./PageFailed.tsx";

interface Closable {
  readonly onClose: () => void;
}

interface Lazy<Props> {
  /** Says so where the part does not come. */
  readonly View: ComponentType<Props>;
  /** For the button that opens it: whoever reaches for that will press it. */
  readonly reached: { readonly onPointerEnter: () => void; readonly onFocus: () => void };
}

/** The part of the page that `load` brings. */
export function lazy<Props extends Closable>(load: () => Promise<ComponentType<Props>>): Lazy<Props> {
  const loaded = signal<ComponentType<Props> | null>(null);
  async function fetch(): Promise<void> {
    loaded.value ??= await load();
  }
  function View(props: Props): VNode | null {
    const hasFailed = useSignal(false);
    useEffect(() => {
      fetch().catch(() => (hasFailed.value = true));
    }, []);
    const Loaded = loaded.value;
    if (Loaded !== null) return <Loaded {...props} />;
    if (!hasFailed.value) return null;
    return (
      <Dialog kind="card" label={words.pageFailed} onClose={props.onClose}>
        <PageFailed />
      </Dialog>
    );
  }
  const prefetch = (): void => void fetch().catch(() => undefined); // it fails again when it is opened, and is said then
  return { View, reached: { onPointerEnter: prefetch, onFocus: prefetch } };
}
