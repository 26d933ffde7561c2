import { readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { findings } from "../../support/browser/axe.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { serverUrl } from "../../support/browser/servers.ts";
import { DESKTOP, INSTALLING, PHONE, useVisitors } from "../../support/browser/visitors.ts";

/** Bytes of gzipped JavaScript that a first view may load. */
const FIRST_VIEW_MAX_BYTES = 40 * 1024;

const visitors = useVisitors();
describe.each([
  ["a desktop", "light", "en-US", DESKTOP],
  ["a desktop", "dark", "zh-CN", DESKTOP],
  ["a phone", "light", "zh-CN", PHONE],
  ["a phone", "dark", "en-US", PHONE],
] as const)("on %s, %s, in %s", (_device, colorScheme, locale, device) => {
  test("axe-core finds no problems: in the name form, an empty room, a conversation, a dialog", async () => {
    const ada = await visitors.newcomer({ ...device, colorScheme, locale });
    const room = freshRoom();
    await ada.page.goto(`${serverUrl()}/r/${room}`);
    await ada.page.locator("input[name=name]").waitFor();
    expect(await findings(ada)).toEqual([]);
    await ada.enter(`/r/${room}`, "Ada");
    expect(await findings(ada)).toEqual([]);
    for (let i = 0; i < 5; i++) await ada.say(`message ${i}`);
    await ada.said("message 4").waitFor();
    expect(await findings(ada)).toEqual([]);
    await ada.page.locator(".room-header .button", { hasText: /Share|邀请/ }).click();
    await ada.page.locator(".qr path").waitFor();
    expect(await findings(ada)).toEqual([]);
  });
});

test.each([
  ["en-US", "en", "Your name"],
  ["zh-CN", "zh-Hans", "你的名字"],
  ["zh-TW", "zh-Hans", "你的名字"],
  ["fr-FR", "en", "Your name"],
])("a browser in %s gets the page in %s", async (locale, lang, label) => {
  const ada = await visitors.newcomer({ locale });
  await ada.page.goto(`${serverUrl()}/`);
  await ada.page.getByLabel(label).waitFor();
  expect(await ada.page.locator("html").getAttribute("lang")).toBe(lang);
});

test.each([
  ["light", "rgb(253, 254, 252)"],
  ["dark", "rgb(18, 28, 24)"],
] as const)("the %s shell is painted while the script is loading", async (colorScheme, background) => {
  const ada = await visitors.newcomer({ colorScheme });
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await ada.page.route("**/app/main.js", async (route) => {
    await held;
    await route.continue();
  });
  await ada.page.goto(`${serverUrl()}/`, { waitUntil: "commit" });
  await ada.page.locator(".room-header .shell-line").waitFor();
  const colourOf = (): Promise<string> =>
    ada.page.locator("main").evaluate((main) => getComputedStyle(main).backgroundColor);
  expect(await colourOf()).toBe(background);
  letGo();
  await ada.page.locator("input[name=name]").waitFor();
  expect(await colourOf()).toBe(background);
});

test.each([
  ["a newcomer", false],
  ["somebody who was here before", true],
])("nothing shifts while the page of %s loads", async (_who, wasHere) => {
  const room = freshRoom();
  const ada = await visitors.newcomer(INSTALLING);
  await ada.context.addInitScript(() => {
    Object.assign(globalThis, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(globalThis, { shifts: Reflect.get(globalThis, "shifts") + Reflect.get(entry, "value") });
    }).observe({ type: "layout-shift", buffered: true });
  });
  if (wasHere) {
    await ada.enter(`/r/${room}`, "Ada");
    for (let i = 0; i < 5; i++) await ada.say(`message ${i}`);
    await ada.said("message 4").waitFor();
    await ada.page.reload();
    await ada.said("message 4").waitFor();
  } else {
    await ada.page.goto(`${serverUrl()}/r/${room}`);
    await ada.page.locator("input[name=name]").waitFor();
  }
  await ada.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await ada.page.evaluate("shifts")).toBe(0);
});

test.each(["en-US", "zh-CN"])(
  `a first view in %s loads at most ${FIRST_VIEW_MAX_BYTES} bytes of script`,
  async (locale) => {
    const ada = await visitors.newcomer({ ...INSTALLING, locale });
    const loaded: Promise<Buffer>[] = [];
    ada.page.on("response", (response) => {
      if (response.url().endsWith(".js")) loaded.push(response.body());
    });
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("hello");
    await ada.said("hello").waitFor();
    const scripts = await Promise.all(loaded);
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(FIRST_VIEW_MAX_BYTES);
    expect((await readdir("public/app/chunks")).some((name) => name.startsWith("qr-"))).toBe(true);
  },
);

test("every page has its security headers, and no inline script or style", async () => {
  for (const path of ["/", "/r/room", "/app/foyer.css"]) {
    const { headers } = await fetch(serverUrl() + path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
  }
  const html = await (await fetch(serverUrl())).text();
  expect(html).not.toMatch(/<script>|<style|style=|\son\w+=/);
});
