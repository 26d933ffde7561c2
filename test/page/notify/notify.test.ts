import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NotificationLevel, NotificationLevels } from "../../../src/page/unread/notification-levels.ts";
import { announce } from "../../../src/page/notify/notifications.ts";
import { notifyOf, permission } from "../../../src/page/notify/notify.ts";
import { settle } from "../../support/client/clock.ts";
import { said } from "../../support/client/events.ts";
import { Visit } from "../../support/client/visit.ts";

vi.mock("../../../src/page/notify/notifications.ts", () => ({ announce: vi.fn<typeof announce>() }));

/** Which messages show a notification: one that mentions Lin, and one that does not. */
async function announced(level: NotificationLevel): Promise<readonly string[]> {
  const { session } = await Visit.begun();
  const notificationLevels = { of: () => level } as unknown as NotificationLevels;
  for (const text of ["good morning", "@lin?"]) notifyOf(said(1, { text }), session, notificationLevels, () => {});
  await settle();
  return vi.mocked(announce).mock.calls.map(([{ text }]) => text);
}

describe("a message shows a notification", () => {
  beforeEach(() => {
    vi.mocked(announce).mockClear();
    vi.stubGlobal("document", { visibilityState: "hidden" });
    vi.stubGlobal("Notification", { permission: "granted" });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it("while the page is hidden: every message, only mentions, or none", async () => {
    expect(await announced("mentions")).toEqual(["@lin?"]);
    vi.mocked(announce).mockClear();
    expect(await announced("everything")).toEqual(["good morning", "@lin?"]);
    vi.mocked(announce).mockClear();
    expect(await announced("nothing")).toEqual([]);
  });

  it("and never while the page is visible", async () => {
    vi.stubGlobal("document", { visibilityState: "visible" });
    expect(await announced("everything")).toEqual([]);
  });

  it.each(["default", "denied"])("and never if the permission is %s", async (state) => {
    vi.stubGlobal("Notification", { permission: state });
    expect(permission()).toBe(state);
    expect(await announced("everything")).toEqual([]);
  });

  it("and never if the browser has none", async () => {
    vi.stubGlobal("Notification", undefined);
    Reflect.deleteProperty(globalThis, "Notification");
    expect(permission()).toBe("missing");
    expect(await announced("everything")).toEqual([]);
  });
});
