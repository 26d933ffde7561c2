/**
 * Opens the page without a network: keeps the files of one build, and serves them. Messages and people never pass through
 * here. Sockets bypass service workers, and the page itself stores messages.
 */
import { follow } from "./notification-click.ts";

declare const self: ServiceWorkerGlobalScope;

/** The files of this build, and a hash of them all. The build script inserts this. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };

const CACHE_PREFIX = "foyer-shell-";
const CACHE = CACHE_PREFIX + SHELL.version;
/** Every room has the same page. */
const PAGE = "/";

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(deleteOldShells());
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

/** Caches all files of the build or none: an incomplete shell is worse than the previous one. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.files.map((file) => new Request(file, { cache: "reload" })));
  // Takes effect with the next load. An open page keeps the code it has loaded, and offers to reload.
  await self.skipWaiting();
}

/** Keeps the previous build as well: an open page may still load a chunk of it. */
async function deleteOldShells(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

async function serve(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? (await caches.match(request)) ?? (await fetch(request));
}
