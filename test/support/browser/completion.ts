// For every list of completions: names, commands, rooms.
import type { Visitor } from "./visitors.ts";

/** The entries of the open list, from the top. */
export function choices({ page }: Visitor): Promise<string[]> {
  return page.getByRole("option").allTextContents();
}

export async function listIsOpen({ page }: Visitor): Promise<void> {
  await page.getByRole("listbox").waitFor();
}

export async function listIsClosed({ page }: Visitor): Promise<void> {
  await page.getByRole("listbox").waitFor({ state: "detached" });
}
