import { options, render } from "preact";
// First, as the order of the modules decides how well main.js compresses: elsewhere it takes 470 bytes more.
import { App } from "./App.tsx";
import { openDatabase } from "./storage/database.ts";
import { loadIdentity } from "./storage/identity.ts";
import { ignoreComposing } from "./ui/keyboard.ts";
import { RoomCache } from "./storage/room-cache.ts";
import { BROWSER_CLOCK } from "../client/connection/web-socket.ts";
import type { Device } from "./sessions.ts";
import { Store } from "./store.ts";
import { thisTab } from "./storage/tab.ts";
import { startServiceWorker } from "./header/index.ts";
import { showAlertsInTab } from "./unread/index.ts";
import { language, loadWords } from "./words/words.ts";

const COULD_NOT_LOAD = "Foyer could not be loaded. Please reload the page. 页面未能加载，请刷新。";

// Renders at most once per frame, as each render of the list makes the browser lay it out. A hidden tab has no frames, and
// renders nothing.
options.debounceRendering = requestAnimationFrame;

document.documentElement.lang = language;
ignoreComposing();
rejectDroppedFiles();
void start();

async function start(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) throw new Error("index.html must have an element #app.");
  const device = openDevice(); // runs while the words are loading
  try {
    await loadWords();
  } catch {
    root.textContent = COULD_NOT_LOAD; // the words did not load, so this is in both languages
    return;
  }
  const store = new Store(device);
  root.replaceChildren();
  render(<App store={store} />, root);
  showAlertsInTab(store.alerts);
  startServiceWorker();
}

/** A file dropped on the page would replace it, and with it everything that was being written. */
function rejectDroppedFiles(): void {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
}

async function openDevice(): Promise<Device> {
  const db = await openDatabase();
  const cache = db === null ? null : new RoomCache(db, thisTab(), BROWSER_CLOCK);
  return { identity: await loadIdentity(db), cache };
}
