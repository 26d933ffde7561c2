import type { Locator } from "playwright-core";
import type { Visitor } from "./visitors.ts";

/** The confirmed message with `text` in it. */
function textOf({ page }: Visitor, text: string): Locator {
  return page.locator(".message[data-seq] .message-text", { hasText: text });
}

/** Moves the pointer over a message and returns its toolbar, whose code is loaded the first time. */
export async function toolsOf(visitor: Visitor, text: string): Promise<Locator> {
  await textOf(visitor, text).hover();
  const tools = visitor.page.getByRole("toolbar");
  await tools.waitFor();
  return tools;
}

/** Opens the menu of a message. */
export async function openMenu(visitor: Visitor, text: string): Promise<Locator> {
  const tools = await toolsOf(visitor, text);
  await tools.getByRole("button", { name: "More" }).click();
  const menu = visitor.page.getByRole("menu");
  await menu.waitFor();
  return menu;
}

/** Chooses `item` from the menu of a message. */
export async function choose(visitor: Visitor, text: string, item: string): Promise<void> {
  const menu = await openMenu(visitor, text);
  await menu.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Removes a message, and confirms that. */
export async function remove(visitor: Visitor, text: string): Promise<void> {
  await choose(visitor, text, "Remove");
  await visitor.page.getByRole("menuitem", { name: "Remove it" }).click();
}

/** Starts a reply to a message. */
export async function replyTo(visitor: Visitor, text: string): Promise<void> {
  const tools = await toolsOf(visitor, text);
  await tools.getByRole("button", { name: "Reply" }).click();
  await visitor.page.locator(".composer-banner").waitFor();
}

/** Reacts with one of the four emoji on the toolbar. */
export async function react(visitor: Visitor, text: string, emoji: string): Promise<void> {
  const tools = await toolsOf(visitor, text);
  await tools.getByRole("button", { name: `React with ${emoji}` }).click();
}

/** A reaction below a message, with `text` in it: an emoji, or an emoji and its count. */
export function chip({ page }: Visitor, text: string): Locator {
  return page.locator(".reaction", { hasText: text });
}
