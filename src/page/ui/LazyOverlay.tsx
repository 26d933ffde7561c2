import { useSignal } from "@preact/signals";
import type { ComponentType, VNode } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../words/words.ts";
import { Dialog } from "./Dialog.tsx";
import { lazyModule } from "./lazy.ts";
import { PageFailed } from "./PageFailed.tsx";

interface Closable {
  readonly onClose: () => void;
}

interface LazyOverlay<Props> {
  /** Shows an error card if the overlay fails to load. */
  readonly View: ComponentType<Props>;
  /** Props for the button that opens the overlay: it starts to load when the pointer or the focus reaches the button. */
  readonly prefetchProps: { readonly onPointerEnter: () => void; readonly onFocus: () => void };
}

export function lazyOverlay<Props extends Closable>(load: () => Promise<ComponentType<Props>>): LazyOverlay<Props> {
  const overlay = lazyModule(load);
  function View(props: Props): VNode | null {
    const hasFailed = useSignal(false);
    useEffect(() => {
      overlay.load().catch(() => (hasFailed.value = true));
    }, []);
    const Loaded = overlay.value;
    if (Loaded !== null) return <Loaded {...props} />;
    if (!hasFailed.value) return null;
    return (
      <Dialog kind="card" label={words.pageFailed} onClose={props.onClose}>
        <PageFailed />
      </Dialog>
    );
  }
  return { View, prefetchProps: { onPointerEnter: overlay.prefetch, onFocus: overlay.prefetch } };
}
