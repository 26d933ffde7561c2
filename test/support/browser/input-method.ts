import type { CDPSession } from "playwright-core";

/** Presses Enter to end a composition that leaves `text`. The page sees key code 229: the input method has handled the key. */
export async function enterWhileComposing(input: CDPSession, text: string): Promise<void> {
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await input.send("Input.insertText", { text });
  await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
}
