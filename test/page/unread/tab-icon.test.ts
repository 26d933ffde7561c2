import { signal } from "@preact/signals";
import { afterEach, expect, it, vi } from "vitest";
import { followAlerts } from "../../../src/page/unread/tab-icon.ts";

afterEach(() => void vi.unstubAllGlobals());

it("the icon has a dot while there are alerts", async () => {
  const link = { href: "/icons/foyer.svg" };
  vi.stubGlobal("document", { querySelector: (selector: string) => (selector === 'link[rel="icon"]' ? link : null) });
  vi.stubGlobal("fetch", async (path: string) => new Response(path === link.href ? "<svg><path /></svg>" : ""));
  const alerts = signal(2);
  await followAlerts(alerts);
  const [type, svg = ""] = link.href.split(",");
  expect(type).toBe("data:image/svg+xml");
  expect(decodeURIComponent(svg)).toMatch(/^<svg><path \/><circle [^<>]*\/><\/svg>$/);
  alerts.value = 0;
  expect(link.href).toBe("/icons/foyer.svg");
  alerts.value = 1;
  expect(link.href).toContain("circle");
});
