import { lazyModule } from "../../ui/lazy.ts";

export const highlighter = lazyModule(async () => {
  const [{ makeHighlight }, languages] = await Promise.all([
    import("./highlight.ts"),
    import("@speed-highlight/core/languages"),
  ]);
  return makeHighlight(languages);
});
