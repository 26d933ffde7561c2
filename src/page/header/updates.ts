import { signal, type ReadonlySignal } from "@preact/signals";

const SERVICE_WORKER = "/app/service-worker.js";

/** Milliseconds between two checks for a new version. */
const CHECK_EVERY_MS = 60_000;

const hasUpdate = signal(false);
let registration: ServiceWorkerRegistration | null = null;
let checkedAt = performance.now();

/** Whether reloading the page would bring a new version. */
export const isUpdated: ReadonlySignal<boolean> = hasUpdate;

/** Starts the service worker after the page has loaded. Does nothing where the browser has none. */
export function startServiceWorker(): void {
  const workers = navigator.serviceWorker;
  if (workers === undefined) return; // plain http
  // The first worker to take control has the version that is already running.
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

/** Checks for a new version, unless it did so lately: a page that stays open would never notice otherwise. */
export function checkForUpdate(): void {
  if (registration === null || performance.now() - checkedAt < CHECK_EVERY_MS) return;
  checkedAt = performance.now();
  registration.update().catch(() => undefined); // offline: the next check will find it
}

/** Browsers without Trusted Types do not need it. */
declare const trustedTypes:
  | { createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): string } }
  | undefined;

/** Trusted Types want a policy for the address of a script. This one is constant. */
function trusted(url: typeof SERVICE_WORKER): string {
  if (typeof trustedTypes === "undefined") return url;
  return trustedTypes.createPolicy("foyer", { createScriptURL: () => url }).createScriptURL(url);
}
