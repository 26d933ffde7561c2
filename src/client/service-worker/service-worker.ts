/**
 * Owns the page's shell while there is no network: it keeps the files of one build, and serves them. What is said and
 * who is here never passes through it: sockets do not, and messages are the page's own to keep.
 */

declare const self: ServiceWorkerGlobalScope;

/** The files of this build and a hash of them all; the build script puts them in. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };

const CACHE_PREFIX = "foyer-shell-";
const CACHE = CACHE_PREFIX + SHELL.version;
/** The page of every room. */
const PAGE = "/";

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShells());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === PAGE || pathname.startsWith("/r/")) event.respondWith(serve(new Request(PAGE)));
  } else if (SHELL.files.includes(pathname) || pathname.startsWith("/app/chunks/")) {
    event.respondWith(serve(request));
  }
});

/** Only of notifications that this worker had to show, because the page may not: Chrome on Android. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lookAt(pathOf(event.notification)));
});

/** All of the build or none: a shell with a part missing is worse than the one before. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.files.map((file) => new Request(file, { cache: "reload" })));
  // From the next load on; a page that is open goes on with what it has loaded, and is told.
  await self.skipWaiting();
}

/** Keeps this build's files, and those of the one before, from which an open page may still load a chunk. */
async function forgetOldShells(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

async function serve(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? (await caches.match(request)) ?? (await fetch(request));
}

/** The path of the room that `notification` is about. */
function pathOf({ data }: Notification): string {
  const path: unknown = data?.path;
  return typeof path === "string" ? path : PAGE;
}

/** Shows the tab in which the room at `path` is open, or opens one. */
async function lookAt(path: string): Promise<void> {
  const { href } = new URL(path, self.location.origin);
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find(({ url }) => url === href);
  await (page === undefined ? self.clients.openWindow(href) : page.focus());
}
