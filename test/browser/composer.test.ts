/** Shows writing with help: names and commands that complete themselves, replies, and changing what one said. */
import { describe, expect, test } from "vitest";
import { freshRoom, PHONE, serverUrl, useVisitors, type Visitor } from "../support/browser/visitors.ts";

const visitors = useVisitors();

/** What is in the list above the composer, from above. */
function choices(visitor: Visitor): Promise<string[]> {
  return visitor.page.getByRole("option").allTextContents();
}

async function isOpen(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole("listbox").waitFor();
}

async function isClosed(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole("listbox").waitFor({ state: "detached" });
}

/** Resolves when this visitor knows of so many people. On a phone their number is a button. */
async function counts(visitor: Visitor, count: number): Promise<void> {
  await visitor.page
    .locator(`.opens-people span`, { hasText: new RegExp(`^${count}$`) })
    .waitFor({ state: "attached" });
}

/** Ada and, under `name`, somebody else, who is in Ada's list of people. */
async function two(name: string, options = {}): Promise<{ ada: Visitor; other: Visitor; room: string }> {
  const room = freshRoom();
  const ada = await visitors.newcomer(options);
  const other = await visitors.newcomer();
  await ada.enter(`/r/${room}`, "Ada");
  await other.enter(`/r/${room}`, name);
  await counts(ada, 2);
  return { ada, other, room };
}

describe("a mention", () => {
  test("is completed by keys, in any case and from inside of a name with spaces", async () => {
    const { ada, other } = await two("Lin Xiao");
    await ada.composer.pressSequentially("hi @XI");
    await isOpen(ada);
    expect(await choices(ada)).toEqual(["Lin Xiao"]);
    expect(await ada.composer.getAttribute("aria-activedescendant")).toBe(
      await ada.page.getByRole("option", { selected: true }).getAttribute("id"),
    );
    await ada.composer.press("Enter");
    await isClosed(ada);
    expect(await ada.composer.inputValue()).toBe("hi @Lin Xiao ");
    await ada.composer.pressSequentially("there");
    await ada.composer.press("Enter");
    await other.said("hi @Lin Xiao there").waitFor();
  });

  test("in Chinese follows what is written without a space, and Enter of the input method stays its own", async () => {
    const { ada, other } = await two("林晓", { locale: "zh-CN" });
    await ada.composer.focus();
    const input = await ada.context.newCDPSession(ada.page);
    await input.send("Input.insertText", { text: "你好@" });
    await isOpen(ada);
    await input.send("Input.imeSetComposition", { text: "lin", selectionStart: 3, selectionEnd: 3 });
    await isClosed(ada);
    // What a browser sends for a key that the input method handles.
    const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
    await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
    await input.send("Input.insertText", { text: "林" });
    await input.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
    await isOpen(ada);
    expect(await choices(ada)).toEqual(["林晓"]);
    expect(await ada.composer.inputValue()).toBe("你好@林");
    await ada.composer.press("Enter");
    expect(await ada.composer.inputValue()).toBe("你好@林晓 ");
    await ada.composer.press("Enter");
    await other.said("你好@林晓").waitFor();
  });

  test("that is written out is sent by Enter at once", async () => {
    const { ada, other } = await two("Lin");
    await ada.composer.pressSequentially("hi @lin");
    await ada.composer.press("Enter");
    await other.said("hi @lin").waitFor();
  });

  test("is chosen with the arrows, and not where Escape closed the list", async () => {
    const { ada, other, room } = await two("Lin");
    const third = await visitors.newcomer();
    await third.enter(`/r/${room}`, "Linda");
    await counts(ada, 3);
    await ada.composer.pressSequentially("@l");
    await isOpen(ada);
    expect(await choices(ada)).toEqual(["Lin", "Linda"]);
    await ada.composer.press("ArrowDown");
    await ada.composer.press("Tab");
    expect(await ada.composer.inputValue()).toBe("@Linda ");
    await ada.composer.fill("@l");
    await isOpen(ada);
    await ada.composer.press("Escape");
    await isClosed(ada);
    await ada.composer.press("Enter");
    await other.said("@l").waitFor();
  });

  test("is chosen by a tap, which leaves the focus in the field", async () => {
    const { ada } = await two("Lin Xiao", PHONE);
    await ada.composer.tap();
    await ada.composer.pressSequentially("@");
    await ada.page.getByRole("option", { name: "Lin Xiao" }).tap();
    await isClosed(ada);
    expect(await ada.composer.inputValue()).toBe("@Lin Xiao ");
    expect(await ada.composer.evaluate((composer) => composer === document.activeElement)).toBe(true);
  });

  test("is looked for on a phone while its keyboard composes: to Android every word is a composition", async () => {
    const { ada } = await two("Lin Xiao", PHONE);
    await ada.composer.tap();
    const input = await ada.context.newCDPSession(ada.page);
    await input.send("Input.insertText", { text: "@" });
    await input.send("Input.imeSetComposition", { text: "xi", selectionStart: 2, selectionEnd: 2 });
    await ada.page.getByRole("option", { name: "Lin Xiao" }).tap();
    await isClosed(ada);
    expect(await ada.composer.inputValue()).toBe("@Lin Xiao ");
  });

  test("is chosen from a list that scrolls, where many are here, with the chosen one in view", async () => {
    const room = freshRoom();
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${room}`, "Ada");
    const url = `${serverUrl().replace("http", "ws")}/ws?room=${room}`;
    const guests = Array.from({ length: 12 }, (_, index) => new WebSocket(`${url}&name=person${index + 1}`));
    try {
      await counts(ada, 13);
      await ada.composer.pressSequentially("@");
      await isOpen(ada);
      expect(await choices(ada)).toHaveLength(12);
      const list = ada.page.getByRole("listbox");
      expect(await list.evaluate(({ clientHeight, scrollHeight }) => scrollHeight > clientHeight)).toBe(true);
      await ada.composer.press("ArrowUp");
      const last = ada.page.getByRole("option").last();
      await last.and(ada.page.getByRole("option", { selected: true })).waitFor();
      await ada.page.waitForFunction(() => (document.querySelector("[role=listbox]")?.scrollTop ?? 0) > 0);
      const [outer, inner] = [await list.boundingBox(), await last.boundingBox()];
      expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0));
    } finally {
      for (const guest of guests) guest.close();
    }
  });
});

describe("a command", () => {
  test("is listed with what it does, and completed", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.composer.pressSequentially("/");
    await isOpen(ada);
    expect(await choices(ada)).toHaveLength(5);
    await ada.page.getByText("Change your name").waitFor();
    await ada.composer.pressSequentially("sh");
    await ada.composer.press("Tab");
    await ada.composer.pressSequentially("who knows");
    await ada.composer.press("Enter");
    await ada.said("who knows ¯\\_(ツ)_/¯").waitFor();
  });

  test("that is none is kept and said, and can be said as it is", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("/path/like/this is gone");
    await ada.page
      .getByRole("alert")
      .filter({ hasText: /There is no command .*\/path\/like\/this/ })
      .waitFor();
    expect(await ada.composer.inputValue()).toBe("/path/like/this is gone");
    await ada.say("//path/like/this is gone");
    await ada.said("/path/like/this is gone").waitFor();
    expect(await ada.said().count()).toBe(1);
    await ada.page.getByText("There is no command").waitFor({ state: "detached" });
  });

  test("in Chinese too", async () => {
    const ada = await visitors.newcomer({ locale: "zh-CN" });
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("/你好");
    await ada.page.getByText(/没有 .*\/你好.* 这个命令/).waitFor();
    expect(await ada.composer.inputValue()).toBe("/你好");
  });

  test("/nick changes one's name for everybody, or says why not", async () => {
    const { ada, other } = await two("Lin");
    await ada.say("/nick Foyer");
    await ada.page.getByText("This name belongs to the room itself.").waitFor();
    await ada.say("/nick Ada L.");
    await other.page.locator(".panel-people .person-name", { hasText: "Ada L." }).waitFor();
    expect(await ada.composer.inputValue()).toBe("");
    await ada.say("it is me");
    await other.said("it is me").waitFor();
    expect(await other.said().count()).toBe(1);
  });

  test("/topic is seen below the room's name by everybody, also by who comes later, and can be cleared", async () => {
    const { ada, other, room } = await two("Lin");
    await ada.say("/topic 今晚读第七章");
    await other.page.getByRole("button", { name: "今晚读第七章" }).waitFor();
    const mei = await visitors.newcomer();
    await mei.enter(`/r/${room}`, "Mei");
    await mei.page.getByRole("button", { name: "今晚读第七章" }).waitFor();
    expect(await ada.said().count()).toBe(0);
    await ada.composer.fill("half a thought");
    await ada.page.getByRole("button", { name: "Change the topic" }).click();
    expect(await ada.composer.inputValue()).toBe("/topic 今晚读第七章");
    await ada.say("/topic");
    await other.page.getByRole("button", { name: "今晚读第七章" }).waitFor({ state: "detached" });
    expect(await ada.composer.inputValue()).toBe("half a thought");
  });
});

describe("changing what one said", () => {
  test("begins with the arrow up in an empty composer, and is seen by the other when Enter saves it", async () => {
    const { ada, other } = await two("Lin");
    for (const text of ["first", "secnd"]) {
      await ada.say(text);
      await ada.said(text).waitFor();
    }
    await other.say("Lin's");
    await ada.said("Lin's").waitFor();
    await ada.composer.press("ArrowUp");
    expect(await ada.composer.inputValue()).toBe("secnd");
    await ada.page.getByText("Editing your message").waitFor();
    await ada.composer.fill("second");
    await ada.composer.press("Enter");
    await other.page.getByText("second").waitFor();
    expect(await ada.composer.inputValue()).toBe("");
    await ada.page.getByText("Editing your message").waitFor({ state: "detached" });
    expect(await other.page.getByText("secnd").count()).toBe(0);
  });

  test("is cancelled by Escape, and by its button", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("first");
    await ada.said("first").waitFor();
    for (const cancel of [
      () => ada.composer.press("Escape"),
      () => ada.page.getByRole("button", { name: "Cancel" }).click(),
    ]) {
      await ada.composer.press("ArrowUp");
      await ada.composer.fill("something else");
      await cancel();
      await ada.page.getByText("Editing your message").waitFor({ state: "detached" });
      expect(await ada.composer.inputValue()).toBe("");
    }
    expect(await ada.texts()).toEqual(["first"]);
  });

  test("to nothing is not saved: it can be taken back instead", async () => {
    const ada = await visitors.newcomer();
    await ada.enter(`/r/${freshRoom()}`, "Ada");
    await ada.say("first");
    await ada.said("first").waitFor();
    await ada.composer.press("ArrowUp");
    await ada.say("");
    await ada.page.getByText("Nothing is left of the message.").waitFor();
    await ada.said("first").waitFor();
    await ada.page.getByRole("button", { name: "Take it back" }).click();
    await ada.said("first").waitFor({ state: "detached" });
    await ada.page.getByText("Editing your message").waitFor({ state: "detached" });
  });
});

describe("a reply", () => {
  test("says above the composer whom it answers, is written at once, and goes with what is said", async () => {
    const { ada, other } = await two("Lin");
    await other.say("Shall we begin?");
    await ada.said("Shall we begin?").hover();
    await ada.page.getByRole("button", { name: "Reply" }).click();
    const banner = ada.page.locator(".composer-banner");
    expect(await banner.textContent()).toMatch(/^Replying to .?Lin.? Shall we begin\?$/);
    await ada.page.keyboard.type("Yes");
    await ada.page.keyboard.press("Enter");
    await banner.waitFor({ state: "detached" });
    await other.page.locator(".quote", { hasText: "Shall we begin?" }).waitFor();
    await other.said("Yes").waitFor();
  });

  test("is cancelled by Escape, and by its button; what was written stays", async () => {
    const { ada, other } = await two("Lin");
    await other.say("Shall we begin?");
    await ada.composer.fill("Yes");
    for (const cancel of [
      () => ada.page.keyboard.press("Escape"),
      () => ada.page.getByRole("button", { name: "Cancel" }).click(),
    ]) {
      await ada.said("Shall we begin?").hover();
      await ada.page.getByRole("button", { name: "Reply" }).click();
      await ada.page.locator(".composer-banner").waitFor();
      await cancel();
      await ada.page.locator(".composer-banner").waitFor({ state: "detached" });
    }
    await ada.composer.press("Enter");
    await other.said("Yes").waitFor();
    expect(await other.page.locator(".quote").count()).toBe(0);
  });
});
