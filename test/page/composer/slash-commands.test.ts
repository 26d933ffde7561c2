import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS, parseSlashCommand } from "../../../src/page/composer/slash-commands.ts";
import { anyText } from "../../support/arbitrary.ts";

describe("a text", () => {
  it.each(["hello", "a /nick b", " /nick Lin", "1/2", "", "/", "/ nick Lin", "\n/nick"])(
    "%j is said as it stands",
    (text) => {
      expect(parseSlashCommand(text)).toEqual({ type: "say", text });
    },
  );

  it.each([
    ["//nick", "/nick"],
    ["//", "/"],
    ["///", "//"],
    ["//usr/bin/env: not found", "/usr/bin/env: not found"],
    ["//me waves", "/me\u00a0waves"],
  ])("%j says what stands behind its first slash", (text, said) => {
    expect(parseSlashCommand(text)).toEqual({ type: "say", text: said });
  });

  it.each([
    ["/path/like/this", "path/like/this"],
    ["/path/like/this is broken", "path/like/this"],
    ["/nickname Lin", "nickname"],
    ["/你好", "你好"],
    ["/constructor", "constructor"],
  ])("%j is no command, and is not said", (text, word) => {
    expect(parseSlashCommand(text)).toEqual({ type: "unknown", word });
  });

  it("may be anything, and is understood as something", () => {
    fc.assert(fc.property(anyText, (text) => void [parseSlashCommand(text), parseSlashCommand(`/${text}`)]));
    fc.assert(
      fc.property(anyText, fc.constantFrom(...COMMANDS), (text, command) => {
        expect(parseSlashCommand(`/${command} ${text}`).type).not.toBe("unknown");
      }),
    );
  });
});

describe("a command", () => {
  it("/me is sent as it stands, for the page to draw and for others to read", () => {
    expect(parseSlashCommand("/me waves  back")).toEqual({ type: "say", text: "/me waves  back" });
    expect(parseSlashCommand("/ME\nwaves")).toEqual({ type: "say", text: "/me waves" });
  });

  it("/me without a deed says nothing", () => {
    expect(parseSlashCommand("/me")).toEqual({ type: "say", text: "" });
    expect(parseSlashCommand("/me  ")).toEqual({ type: "say", text: "" });
  });

  it.each([
    ["/shrug", "¯\\_(ツ)_/¯"],
    ["/shrug who knows", "who knows ¯\\_(ツ)_/¯"],
    ["/shrug who knows \n", "who knows ¯\\_(ツ)_/¯"],
  ])("%j shrugs", (text, said) => {
    expect(parseSlashCommand(text)).toEqual({ type: "say", text: said });
  });

  it.each([
    ["/nick Lin Xiao", { type: "nick", rest: "Lin Xiao" }],
    ["/Nick  小明 ", { type: "nick", rest: "小明" }],
    ["/nick", { type: "nick", rest: "" }],
    ["/topic the second letter", { type: "topic", rest: "the second letter" }],
    ["/topic ", { type: "topic", rest: "" }],
    ["/help", { type: "help" }],
    ["/help me", { type: "help" }],
  ])("%j is one", (text, meant) => {
    expect(parseSlashCommand(text)).toEqual(meant);
  });
});
