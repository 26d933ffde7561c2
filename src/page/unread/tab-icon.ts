/** Owns the tab's icon: with a dot on it while messages call one. Loaded when the first does. */
import { effect, type ReadonlySignal } from "@preact/signals";

const ICON = "/icons/foyer.svg";
/** In the corner of a square of 32, with a rim, since the tab may be of any colour. */
const DOT = '<circle cx="24" cy="8" r="7" fill="#d6453d" stroke="#fff" stroke-width="2" />';

/** From now on the icon says whether any message calls. Rejects where it cannot be loaded: then it stays as it is. */
export async function followCalls(calls: ReadonlySignal<number>): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const icon = await (await fetch(ICON)).text();
  const dotted = `data:image/svg+xml,${encodeURIComponent(icon.replace("</svg>", `${DOT}</svg>`))}`;
  effect(() => {
    if (link !== null) link.href = calls.value > 0 ? dotted : ICON;
  });
}
