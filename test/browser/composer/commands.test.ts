import { expect, test } from "vitest";
import { choices, listIsOpen } from "../../support/browser/completion.ts";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test("a command is listed with what it does, and completed", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.composer.pressSequentially("/");
  await listIsOpen(ada);
  expect(await choices(ada)).toHaveLength(5);
  await ada.page.getByText("Change your name").waitFor();
  await ada.composer.pressSequentially("sh");
  await ada.composer.press("Tab");
  await ada.composer.pressSequentially("who knows");
  await ada.composer.press("Enter");
  await ada.said("who knows ¯\\_(ツ)_/¯").waitFor();
});

test("an unknown command stays in the composer, and can be sent as text", async () => {
  const ada = await visitors.newcomer();
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("/path/like/this is gone");
  await ada.page
    .getByRole("alert")
    .filter({ hasText: /Unknown command .*\/path\/like\/this/ })
    .waitFor();
  expect(await ada.composer.inputValue()).toBe("/path/like/this is gone");
  await ada.say("//path/like/this is gone");
  await ada.said("/path/like/this is gone").waitFor();
  expect(await ada.said().count()).toBe(1);
  await ada.page.getByText("Unknown command").waitFor({ state: "detached" });
});

test("an unknown command in Chinese stays in the composer too", async () => {
  const ada = await visitors.newcomer({ locale: "zh-CN" });
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("/你好");
  await ada.page.getByText(/没有.*\/你好.*这个命令/).waitFor();
  expect(await ada.composer.inputValue()).toBe("/你好");
});

test("[N4] /nick changes your name for everybody, or says why it cannot", async () => {
  const { ada, lin } = await visitors.adaAndLin();
  await ada.say("/nick Foyer");
  await ada.page.getByText("This name is reserved for the room.").waitFor();
  await ada.say("/nick Ada L.");
  await lin.page.locator(".panel-people .person-name", { hasText: "Ada L." }).waitFor();
  expect(await ada.composer.inputValue()).toBe("");
  await ada.say("it is me");
  await lin.said("it is me").waitFor();
  expect(await lin.said().count()).toBe(1);
});

test("[E5] /topic shows a topic below the room's name to everybody, including those who join later, and can clear it", async () => {
  const { ada, lin, room } = await visitors.adaAndLin();
  await ada.say("/topic 今晚读第七章");
  await lin.page.getByRole("button", { name: "今晚读第七章" }).waitFor();
  const mei = await visitors.newcomer();
  await mei.enter(`/r/${room}`, "Mei");
  await mei.page.getByRole("button", { name: "今晚读第七章" }).waitFor();
  expect(await ada.said().count()).toBe(0);
  await ada.composer.fill("half a thought");
  await ada.page.getByRole("button", { name: "Change the topic" }).click();
  expect(await ada.composer.inputValue()).toBe("/topic 今晚读第七章");
  await ada.say("/topic");
  await lin.page.getByRole("button", { name: "今晚读第七章" }).waitFor({ state: "detached" });
  expect(await ada.composer.inputValue()).toBe("half a thought");
});
