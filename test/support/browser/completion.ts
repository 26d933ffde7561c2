/** Owns lists that complete what is typed, as their readers see them: names, commands, rooms. */
import type { Visitor } from "./visitors.ts";

/** What is in the list that is open, from above. */
export function choices({ page }: Visitor): Promise<string[]> {
  return page.getByRole("option").allTextContents();
}

export async function listIsOpen({ page }: Visitor): Promise<void> {
  await page.getByRole("listbox").waitFor();
}

export async function listIsClosed({ page }: Visitor): Promise<void> {
  await page.getByRole("listbox").waitFor({ state: "detached" });
}
