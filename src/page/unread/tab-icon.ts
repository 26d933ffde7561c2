import { effect, type ReadonlySignal } from "@preact/signals";

const ICON = "/icons/foyer.svg";
/** In a corner of the icon, which is 32 by 32. Its white rim makes it visible on tabs of any colour. */
const DOT = '<circle cx="24" cy="8" r="7" fill="#d6453d" stroke="#fff" stroke-width="2" />';

/** Shows a dot on the tab's icon while there are alerts. Rejects if the icon cannot be loaded. */
export async function followAlerts(alerts: ReadonlySignal<number>): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const icon = await (await fetch(ICON)).text();
  const dotted = `data:image/svg+xml,${encodeURIComponent(icon.replace("</svg>", `${DOT}</svg>`))}`;
  effect(() => {
    if (link !== null) link.href = alerts.value > 0 ? dotted : ICON;
  });
}
