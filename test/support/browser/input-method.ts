/** Owns what a browser is told by an input method, which puts together what several keys mean. */
import type { CDPSession } from "playwright-core";

/** Enter ends a composition, of which `text` remains: to the page a key that the input method has handled (229). */
export async function enterWhileComposing(input: CDPSession, text: string): Promise<void> {
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await input.send("Input.insertText", { text });
  await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
}
