/**
 * Owns what of a browser's page the client's logic touches, for tests in Node: import it before what uses it. Other tabs and
 * the person before the page do what the test says.
 */
import { vi } from "vitest";

let events = new EventTarget();
const stored = new Map<string, string>();

let address = new URL("https://foyer.example/");

/** Whether this page is looked at, and the browser lets it keep things. */
const state = { isAway: false, isHidden: false, isBlocked: false };

export const page = {
  /** Another page, on a device that keeps nothing yet: nobody listens to what happened to the last one. */
  renew(path: string): void {
    events = new EventTarget();
    stored.clear();
    address = new URL(path, "https://foyer.example/");
  },
  /** The person looks away from the page, which is hidden then, or at it again. */
  lookAway(isAway: boolean): void {
    state.isAway = state.isHidden = isAway;
    events.dispatchEvent(new Event("visibilitychange"));
  },
  /** The page comes in sight, and another window has the focus. */
  show(): void {
    state.isHidden = false;
    events.dispatchEvent(new Event("visibilitychange"));
  },
  /** The person closes the page, or goes elsewhere. */
  leave(): void {
    events.dispatchEvent(new Event("pagehide"));
  },
  /** The browser lets nobody keep anything any more, or does again. */
  block(isBlocked: boolean): void {
    state.isBlocked = isBlocked;
  },
  /** The path and query of the page's address. */
  get path(): string {
    return address.pathname + address.search;
  },
  /** The address that the page is opened at, or comes back to. */
  goTo(path: string): void {
    address = new URL(path, address);
    events.dispatchEvent(new Event("popstate"));
  },
  /** What is in localStorage. */
  stored(key: string): string | undefined {
    return stored.get(key);
  },
  /** Another tab writes to localStorage; this one is told of it, unless that is on its way yet. */
  writeElsewhere(key: string, value: string, isTold = true): void {
    stored.set(key, value);
    if (isTold) events.dispatchEvent(Object.assign(new Event("storage"), { key }));
  },
};

function asAllowed<Result>(act: () => Result): Result {
  if (state.isBlocked) throw new DOMException("The operation is insecure.", "SecurityError");
  return act();
}

vi.stubGlobal("localStorage", {
  getItem: (key: string) => asAllowed(() => stored.get(key) ?? null),
  setItem: (key: string, value: string) => asAllowed(() => void stored.set(key, value)),
  removeItem: (key: string) => asAllowed(() => void stored.delete(key)),
});
vi.stubGlobal("document", {
  get visibilityState() {
    return state.isHidden ? "hidden" : "visible";
  },
  hasFocus: () => !state.isAway,
  addEventListener: listen,
});
function listen(type: string, listener: EventListener): void {
  events.addEventListener(type, listener);
}

function goTo(_state: unknown, _title: string, path: string): void {
  address = new URL(path, address);
}

vi.stubGlobal("location", {
  get href() {
    return address.href;
  },
  get origin() {
    return address.origin;
  },
  get pathname() {
    return address.pathname;
  },
  get search() {
    return address.search;
  },
  hash: "",
});
vi.stubGlobal("history", { state: null, pushState: goTo, replaceState: goTo });
vi.stubGlobal("addEventListener", listen);
