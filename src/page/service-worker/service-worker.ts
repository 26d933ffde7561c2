/**
 * Owns the page's shell while there is no network: it keeps the files of one build, and serves them. What is said and
 * who is here never passes through it: sockets do not, and messages are the page's own to keep. Clicks on notifications
 * are `notification-click.ts`'s.
 */
import { follow } from "./notification-click.ts";

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

self.addEventListener("notificationclick", (event) => {
  const path: unknown = event.notification.data;
  event.notification.close();
  event.waitUntil(follow(typeof path === "string" ? path : PAGE, self.clients, self.location.origin));
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
