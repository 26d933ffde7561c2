/** Owns the page's service worker as the page sees it: starting it, and noticing that a new version has taken over. */
import { signal, type ReadonlySignal } from "@preact/signals";

const SERVICE_WORKER = "/app/service-worker.js";

/** Milliseconds between two looks for another version. */
const CHECK_EVERY_MS = 60_000;

const hasUpdate = signal(false);
let registration: ServiceWorkerRegistration | null = null;
let checkedAt = performance.now();

/** Whether the next load brings another version of the page than this one. */
export const isUpdated: ReadonlySignal<boolean> = hasUpdate;

/** Starts the service worker, once the page has loaded what it needs itself. Does nothing where there can be none. */
export function startServiceWorker(): void {
  const workers = navigator.serviceWorker;
  if (workers === undefined) return; // plain http
  // The first worker that takes over brings the version that is here already.
  const wasControlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => (hasUpdate.value = wasControlled));
  const register = (): void => {
    workers.register(trusted(SERVICE_WORKER), { scope: "/" }).then(
      (registered) => (registration = registered),
      (error: unknown) => console.info("The page will not open without a network:", error),
    );
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

/** Looks for another version, if it is some time since the last look: a page that stays open loads nothing by itself. */
export function checkForUpdate(): void {
  if (registration === null || performance.now() - checkedAt < CHECK_EVERY_MS) return;
  checkedAt = performance.now();
  registration.update().catch(() => undefined); // no network: the next look will tell
}

/** Of the browsers that have it; the others need none. */
declare const trustedTypes:
  | { createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): string } }
  | undefined;

/** Trusted Types ask where a script's address comes from: from here, and it is always the same. */
function trusted(url: typeof SERVICE_WORKER): string {
  if (typeof trustedTypes === "undefined") return url;
  return trustedTypes.createPolicy("foyer", { createScriptURL: () => url }).createScriptURL(url);
}
