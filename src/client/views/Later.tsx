/** Owns parts of the page that few people open: each is loaded when it is, and then is like any other. */
import { signal } from "@preact/signals";
import type { ComponentType, VNode } from "preact";
import { useEffect } from "preact/hooks";

interface Closable {
  readonly onClose: () => void;
}

/** The component that `load` brings. Where it does not come, it is as if it had been closed: who wants it opens it again. */
export function later<Props extends Closable>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const loaded = signal<ComponentType<Props> | null>(null);
  return function Later(props: Props): VNode | null {
    useEffect(() => {
      load().then((component) => (loaded.value = component), props.onClose);
    }, []);
    const Loaded = loaded.value;
    return Loaded && <Loaded {...props} />;
  };
}
