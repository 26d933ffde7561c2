import { describe, expect, test } from "vitest";
import { makeNetwork } from "../../support/browser/network.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { DESKTOP, PHONE, useVisitors, type Visitor } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

describe.each([
  ["a desktop", DESKTOP],
  ["a phone", PHONE],
])("on %s", (_device, device) => {
  test("[O1] two people in a room read each other's messages, in one order, under their names", async () => {
    const room = freshRoom();
    const ada = await visitors.newcomer(device);
    const lin = await visitors.newcomer(device);
    await ada.enter(`/r/${room}`, "Ada");
    await lin.enter(`/r/${room}`, "林晓");

    await ada.say("Good morning");
    await lin.said("Good morning").waitFor();
    await lin.say("早上好");
    await ada.said("早上好").waitFor();
    await ada.say("Shall we begin?");
    await lin.said("Shall we begin?").waitFor();

    const texts = ["Good morning", "早上好", "Shall we begin?"];
    expect(await ada.texts()).toEqual(texts);
    expect(await lin.texts()).toEqual(texts);
    expect(await lin.page.locator(".message-row-header .person-name").allTextContents()).toEqual([
      "Ada",
      "林晓",
      "Ada",
    ]);
    expect(await lin.page.locator(".message-row-header time").count()).toBe(3);
  });

  test("messages of one person without a pause form one turn, under one day", async () => {
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    for (const text of ["one", "two", "three"]) {
      await ada.say(text);
      await ada.said(text).waitFor();
    }
    expect(await ada.page.locator(".starts-turn").count()).toBe(1);
    expect(await ada.page.locator(".day").allTextContents()).toEqual(["Today"]);
  });

  test("your message shows as pending at once, and settles when the room confirms it", async () => {
    const network = await makeNetwork();
    const ada = await visitors.newcomer(device);
    await ada.enter(`/r/${freshRoom()}`, "Ada", network.url);
    network.hold();
    await ada.say("Is this on?");
    await ada.page.locator(".message.pending", { hasText: "Is this on?" }).waitFor();
    expect(await ada.said().count()).toBe(0);
    network.release();
    await ada.said("Is this on?").waitFor();
    expect(await ada.page.locator(".message").count()).toBe(1);
  });
});

test("[S5] messages beyond the rate limit are sent in order, a little later", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  const texts = Array.from({ length: 13 }, (_, index) => `message ${index}`);
  for (const text of texts) await ada.say(text);
  await lin.said("message 12").waitFor();
  expect(await lin.texts()).toEqual(texts);
});

test("what people write stays text, whatever it looks like", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "<i>Ada</i>");
  await ada.say("<img src=x onerror=alert(1)><script>alert(2)</script>");
  await ada.said("<img src=x onerror=alert(1)><script>alert(2)</script>").waitFor();
  expect(await ada.page.locator(".list img, .list script, .list i").count()).toBe(0);
  expect(await ada.page.locator(".message-row .person-name").textContent()).toBe("<i>Ada</i>");
});

describe("a message that the room refuses", () => {
  /** The page checks messages before it sends them, so the test changes one on its way: "spoil me" reaches the room blank. */
  async function spoiling(): Promise<Visitor> {
    const ada = await visitors.newcomer();
    await ada.context.addInitScript(() => {
      Object.assign(globalThis, { isSpoiling: true });
      globalThis.WebSocket = class extends WebSocket {
        override send(data: string): void {
          const spoiled = Reflect.get(globalThis, "isSpoiling") === true ? data.replace("spoil me", " ") : data;
          super.send(spoiled);
        }
      };
    });
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("spoil me");
    await ada.page.getByText("Not sent. This message is empty.").waitFor();
    await ada.say("and go on");
    await ada.said("and go on").waitFor();
    return ada;
  }

  test("[F5] says why, and is sent when the user tries again", async () => {
    const ada = await spoiling();
    await ada.page.evaluate("isSpoiling = false");
    await ada.page.getByRole("button", { name: "Try again" }).click();
    await ada.said("spoil me").waitFor();
    expect(await ada.texts()).toEqual(["and go on", "spoil me"]);
  });

  test("is still there after a reload, with its reason, and can be edited or discarded", async () => {
    const ada = await spoiling();
    await ada.page.reload();
    await ada.page.getByText("Not sent. This message is empty.").waitFor();
    await ada.page.getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => ada.composer.inputValue()).toBe("spoil me");
    await ada.page.getByText("Not sent.").waitFor({ state: "detached" });
    await ada.composer.press("Enter");
    await ada.page.getByRole("button", { name: "Discard" }).click();
    await ada.page.getByText("Not sent.").waitFor({ state: "detached" });
    expect(await ada.texts()).toEqual(["and go on"]);
  });
});

describe("a device whose clock is wrong", () => {
  test.each([
    ["hours behind", -30],
    ["hours ahead", 30],
  ])("[O2] by thirty %s shows the room's times, days and order", async (_way, hours) => {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    const lin = await visitors.newcomer({ timezoneId: "Asia/Shanghai" });
    await ada.context.clock.setSystemTime(Date.now() + hours * 3_600_000);
    await ada.enter(`/r/${room}`, "Ada");
    await lin.enter(`/r/${room}`, "Lin");
    await lin.say("from a right clock");
    await ada.said("from a right clock").waitFor();
    const before = Date.now() - 60_000;
    await ada.say("from a wrong one");
    await lin.said("from a wrong one").waitFor();
    for (const visitor of [ada, lin]) {
      expect(await visitor.texts()).toEqual(["from a right clock", "from a wrong one"]);
      expect(await visitor.page.locator(".day").allTextContents()).toEqual(["Today"]);
      for (const time of await visitor.page.locator(".message-row-header time").all()) {
        const shown = Date.parse((await time.getAttribute("datetime")) ?? "");
        expect(shown).toBeGreaterThan(before);
        expect(shown).toBeLessThanOrEqual(Date.now());
      }
    }
  });
});
