import { lazyModule } from "../../ui/lazy.ts";

export const highlighter = lazyModule(async () => (await import("./highlight.ts")).highlight);
