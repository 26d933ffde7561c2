/** Owns the start of the page: takes the place of the shell that index.html painted. */
import { render } from "preact";
import { loadIdentity } from "./identity.ts";
import { Store } from "./store.ts";
import { App } from "./views/App.tsx";
import { language } from "./words/words.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html must have an element #app.");
document.documentElement.lang = language;
const store = new Store(loadIdentity());
root.replaceChildren();
render(<App store={store} />, root);
