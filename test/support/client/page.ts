/**
 * What of a browser's page the client's logic touches, for tests in Node: import it before what uses it. Other tabs and
 * the person before the page do what the test says.
 */
import { setMaxListeners } from "node:events";
import { vi } from "vitest";

let events = new EventTarget();
setMaxListeners(0, events); // each of a property's many visits listens
const stored = new Map<string, string>();
/** What the browser's tab holds, which outlives the page in it. */
let tab = new Map<string, string>();

let address = new URL("https://foyer.example/");

/** Whether this page is looked at, and the browser lets it keep things. */
const state = { isAway: false, isHidden: false, isBlocked: false, isFull: false };

export const page = {
  /** Another page, on a device that keeps nothing yet: nobody listens to what happened to the last one. */
  renew(path: string): void {
    events = new EventTarget();
    stored.clear();
    tab = new Map();
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
  /** The page is shown again as it was when it was left. */
  comeBack(): void {
    events.dispatchEvent(new Event("pageshow"));
  },
  /** Another page on this device, in another tab, or in a copy of this one; what listened to the last one is gone. */
  openTab(isCopy = false): void {
    events = new EventTarget();
    tab = new Map(isCopy ? tab : []);
  },
  /** The page is left, and another is loaded in its tab. */
  reload(): void {
    this.leave();
    events = new EventTarget();
  },
  /** Nothing more finds a place. */
  fill(isFull: boolean): void {
    state.isFull = isFull;
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
  /** The keys in localStorage that begin so. */
  keys(beginning: string): readonly string[] {
    return [...stored.keys()].filter((key) => key.startsWith(beginning));
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

function put(into: Map<string, string>, key: string, value: string): void {
  if (state.isFull) throw new DOMException("There is no place left.", "QuotaExceededError");
  into.set(key, value);
}

/** `of`: which one is asked for at each call. */
function storage(of: () => Map<string, string>): Storage {
  return {
    get length() {
      return asAllowed(() => of().size);
    },
    key: (index) => asAllowed(() => [...of().keys()][index] ?? null),
    getItem: (key) => asAllowed(() => of().get(key) ?? null),
    setItem: (key, value) => asAllowed(() => put(of(), key, value)),
    removeItem: (key) => asAllowed(() => void of().delete(key)),
    clear: () => asAllowed(() => of().clear()),
  };
}

vi.stubGlobal(
  "localStorage",
  storage(() => stored),
);
vi.stubGlobal(
  "sessionStorage",
  storage(() => tab),
);
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
