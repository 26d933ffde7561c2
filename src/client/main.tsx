/** Owns the start of the page: takes the place of the shell that index.html painted. */
import { options, render } from "preact";
import { openDatabase } from "./database.ts";
import { loadIdentity } from "./identity.ts";
import { newId } from "./ids.ts";
import { Shelf } from "./shelf.ts";
import { BROWSER_CLOCK } from "./socket.ts";
import { Store, type Device } from "./store.ts";
import { Tab } from "./tab.ts";
import { startServiceWorker } from "./updates.ts";
import { App } from "./views/App.tsx";
import { language } from "./words/words.ts";

// Drawn once a frame, however much comes in one: each drawing of the list has the browser lay it out. In a tab that is not
// looked at there are no frames, and nothing is drawn.
options.debounceRendering = requestAnimationFrame;

const root = document.getElementById("app");
if (root === null) throw new Error("index.html must have an element #app.");
document.documentElement.lang = language;
const store = new Store(openDevice());
root.replaceChildren();
render(<App store={store} />, root);
startServiceWorker();

async function openDevice(): Promise<Device> {
  const db = await openDatabase();
  const shelf = db === null ? null : new Shelf(db, new Tab(newId()), BROWSER_CLOCK);
  return { identity: await loadIdentity(db), shelf };
}
