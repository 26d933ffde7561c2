import { signal } from "@preact/signals";

/** A part of the page that is loaded when it is first needed. */
export interface LazyModule<Module> {
  /** Null until it is loaded. A view or an effect that reads it runs again when it arrives. */
  readonly value: Module | null;
  /** Loads it once, however often it is called. After a failure the next call tries again. */
  readonly load: () => Promise<Module>;
  /** Loads it before it is needed. A failure is ignored: `load` will fail again, and its caller can say so. */
  readonly prefetch: () => void;
}

export function lazyModule<Module>(importModule: () => Promise<Module>): LazyModule<Module> {
  const loaded = signal<Module | null>(null);
  let loading: Promise<Module> | null = null;

  async function load(): Promise<Module> {
    try {
      loading ??= importModule();
      return (loaded.value = await loading);
    } catch (error) {
      loading = null;
      throw error;
    }
  }

  return {
    get value() {
      return loaded.value;
    },
    load,
    prefetch: () => void load().catch(() => undefined),
  };
}
