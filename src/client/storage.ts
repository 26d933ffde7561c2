/** Owns the way to localStorage, which a browser may block: everything works without it, but for the next visit. */

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // blocked: as at a first visit
  }
}

/** An empty value is none. */
export function write(key: string, value: string): void {
  try {
    if (value === "") localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Blocked or full: what was to be kept lasts as long as the page.
  }
}
