import { lazyModule } from "../ui/lazy.ts";
// oxlint-disable-next-line import/no-unassigned-import -- for the parts: what they share and the page has not is a fetch of its own
import "../ui/clipboard.ts";

/** The Markdown parser and the view of what it finds. Loaded when a message first contains what could be Markdown. */
export const richText = lazyModule(async () => {
  const { keepListInPlace, isLong, parse, RichText } = await import("./rich-text.ts");
  keepListInPlace();
  return { isLong, parse, RichText };
});
