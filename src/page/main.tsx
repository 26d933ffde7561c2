/** Owns the start of the page: takes the place of the shell that index.html painted. */
import { options, render } from "preact";
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
import { App } from "./App.tsx";
import { language, loadWords } from "./words/words.ts";

const COULD_NOT_LOAD = "Foyer could not be loaded. Please reload the page. 页面未能加载，请刷新。";

// Drawn once a frame, however much comes in one: each drawing of the list has the browser lay it out. In a tab that is not
// looked at there are no frames, and nothing is drawn.
options.debounceRendering = requestAnimationFrame;

document.documentElement.lang = language;
ignoreComposing();
leaveFilesOutside();
void start();

async function start(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) throw new Error("index.html must have an element #app.");
  const device = openDevice(); // takes its time as well
  try {
    await loadWords();
  } catch {
    root.textContent = COULD_NOT_LOAD; // there are no words to say it in
    return;
  }
  const store = new Store(device);
  root.replaceChildren();
  render(<App store={store} />, root);
  showAlertsInTab(store.alerts);
  startServiceWorker();
}

/** A file that is dropped on the page would take its place, with all that was written there. */
function leaveFilesOutside(): void {
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
}

async function openDevice(): Promise<Device> {
  const db = await openDatabase();
  const shelf = db === null ? null : new RoomCache(db, thisTab(), BROWSER_CLOCK);
  return { identity: await loadIdentity(db), shelf };
}
