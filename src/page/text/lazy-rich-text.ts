// oxlint-disable-next-line import/no-unassigned-import -- puts it into main.js: otherwise the first Markdown fetches two files
import "../ui/clipboard.ts";
import { lazyModule } from "../ui/lazy.ts";

/** The Markdown parser and the view of what it finds. Loaded when a message first contains what could be Markdown. */
export const richText = lazyModule(async () => {
  const { keepListInPlace, isLong, parse, RichText } = await import("./rich-text.ts");
  keepListInPlace();
  return { isLong, parse, RichText };
});
