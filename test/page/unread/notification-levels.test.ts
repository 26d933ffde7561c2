import { page } from "../../support/client/page.ts";
import { describe, expect, it } from "vitest";
import {
  alertCount,
  NotificationLevels,
  parseNotificationLevels,
} from "../../../src/page/unread/notification-levels.ts";
import { roomName } from "../../support/people.ts";

const [TEA, COFFEE] = [roomName("tea"), roomName("coffee")];

describe("the level of a room", () => {
  it("is mentions until another is chosen, which is stored for that room only", () => {
    const levels = new NotificationLevels();
    expect(levels.of(TEA)).toBe("mentions");
    levels.set(TEA, "nothing");
    levels.set(COFFEE, "everything");
    expect([new NotificationLevels().of(TEA), new NotificationLevels().of(COFFEE)]).toEqual(["nothing", "everything"]);
    levels.set(COFFEE, "mentions");
    expect(page.stored("foyer.levels")).toBe('[["tea","nothing"]]');
    levels.reset(TEA);
    expect([levels.of(TEA), page.stored("foyer.levels")]).toEqual(["mentions", undefined]);
  });

  it.each(["not JSON", "{}", "[7]", '[["tea","loud"]]'])("is the default if %s is stored", (kept) => {
    expect(parseNotificationLevels(kept).size).toBe(0);
  });
});

describe("the number of alerts", () => {
  it("is that of unread messages, of mentions, or zero", () => {
    const unread = { unread: 5, mentions: 2, more: false };
    expect(alertCount(unread, "everything")).toBe(5);
    expect(alertCount(unread, "mentions")).toBe(2);
    expect(alertCount(unread, "nothing")).toBe(0);
  });
});
