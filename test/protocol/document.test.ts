/** PROTOCOL.md names everything that travels, its examples are valid, and each of its rules has a test. */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { statusOf, type HttpErrorCode } from "../../src/edge/errors.ts";
import schema from "../../src/protocol/foyer.1.schema.json" with { type: "json" };
import { parseFrame } from "../../src/protocol/codec/parsing.ts";
import { closeCodeOf, closing, refusal } from "../../src/protocol/refusals.ts";
import type { ClosingReason, RefusalReason } from "../../src/protocol/events.ts";
import * as limits from "../../src/protocol/limits.ts";
import { RATES } from "../../src/room/settings.ts";
import { schemaFault } from "../support/wire-schema.ts";

const DOCUMENT = readFileSync("src/protocol/PROTOCOL.md", "utf8");

interface Definition {
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Definition[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, { readonly const?: string }>>;
}

const definitions = schema.definitions as unknown as Readonly<Record<string, Definition>>;

/** The definition that `definition` refers to, or itself. */
function resolved(definition: Definition): Definition {
  const name = definition.$ref?.replace("#/definitions/", "");
  return name === undefined ? definition : resolved(definitions[name] ?? {});
}

/** Every value of a union of words. */
function wordsOf(definition: Definition): readonly string[] {
  const { enum: words, anyOf = [], ...rest } = resolved(definition);
  const one = (rest as { readonly const?: string }).const;
  return [...(words ?? []), ...(one === undefined ? [] : [one]), ...anyOf.flatMap(wordsOf)];
}

/** The `type` of every member of a union of commands or events. */
function typesOf(definition: Definition): readonly string[] {
  const { anyOf, properties } = resolved(definition);
  const type = properties?.["type"]?.const;
  return type === undefined ? [...new Set(anyOf?.flatMap(typesOf))] : [type];
}

const COMMANDS = typesOf(definitions["WireCommand"] ?? {});
const EVENTS = typesOf(definitions["WireEvent"] ?? {});
const REFUSALS = wordsOf(definitions["RefusalReason"] ?? {});
const CLOSINGS = wordsOf(definitions["ClosingReason"] ?? {});

/** The text below the heading `title`, up to the next heading of its level or a higher one. */
function sectionOf(title: string): string {
  const level = title.split(" ", 1)[0]?.length ?? 0;
  const [, after] = `\n${DOCUMENT}`.split(`\n${title}\n`);
  if (after === undefined) throw new Error(`PROTOCOL.md has no "${title}".`);
  return after.split(new RegExp(`^#{1,${level}} `, "m"))[0] ?? "";
}

/** The cells of every row of the tables in `section`, without their heads. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  const cells = rows.map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
  const isRule = (row: readonly string[] | undefined): boolean => /^:?-+:?$/.test(row?.[0] ?? "");
  return cells.filter((row, index) => !isRule(row) && !isRule(cells[index + 1]));
}

/** `name` of each row that begins with a code `name`, perhaps as a link, and the row's other cells. */
function namedRows(title: string): ReadonlyMap<string, readonly string[]> {
  const rows = rowsOf(sectionOf(title)).map(
    ([first = "", ...rest]) => [/`([^`]+)`/.exec(first)?.[1] ?? "", rest] as const,
  );
  return new Map(rows);
}

/** Every example in `section`, parsed. */
function examplesOf(section: string): readonly unknown[] {
  return [...section.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, json = ""]): unknown => JSON.parse(json));
}

describe("every command", () => {
  const rows = namedRows("## Commands");

  it.each(COMMANDS)("%s has a row, a section and an example", (type) => {
    expect(rows.get(type)).toHaveLength(6);
    const [first] = examplesOf(sectionOf(`### ${type}`));
    expect(first).toMatchObject({ type });
  });

  it.each(examplesOf(sectionOf("## Commands")).map((example) => JSON.stringify(example)))(
    "is parsed without a refusal: %s",
    (frame) => {
      for (const parsed of parseFrame(frame)) expect(parsed).toHaveProperty("command");
      for (const command of [JSON.parse(frame)].flat()) expect(schemaFault("WireCommand", command)).toBeNull();
    },
  );
});

describe("every event", () => {
  const rows = namedRows("## Events");
  const examples = examplesOf(DOCUMENT.replace(sectionOf("## Commands"), ""));

  it.each(EVENTS)("%s has a row and an example", (type) => {
    expect(rows.get(type)).toHaveLength(4);
    expect(examples).toContainEqual(expect.objectContaining({ type }));
  });

  it.each(examples.map((example) => JSON.stringify(example)))("is as the wire types say: %s", (event) => {
    expect(schemaFault("WireEvent", JSON.parse(event))).toBeNull();
  });

  it.each(EVENTS)("%s has each of its fields in its row", (type) => {
    const found = Object.values(definitions).find(
      ({ properties }) => properties?.["type"]?.const === type && isEvent(properties),
    );
    const [fields = ""] = rows.get(type) ?? [];
    const missing = Object.keys(found?.properties ?? {}).filter(
      (name) => name !== "type" && !fields.includes(`\`${name}`),
    );
    expect(missing).toEqual([]);
  });
});

/** `page` is a command and an event: only the event has messages. */
function isEvent(properties: object): boolean {
  return !("limit" in properties || "before" in properties);
}

it("every reason of a refusal is in its table, and no other", () => {
  expect([...namedRows("### Reasons of refused").keys()].toSorted()).toEqual([...REFUSALS].toSorted());
});

it("a refusal that is told to wait is one that the server gives a time for", () => {
  const waiting = [...namedRows("### Reasons of refused")].filter(([, [, retry]]) => retry === "wait");
  expect(waiting.map(([reason]) => refusal(reason as RefusalReason).reason)).toEqual(["too_fast", "internal"]);
});

it("every reason of a closing is in its table, with its close code, and no other", () => {
  const rows = namedRows("### Reasons of closing");
  expect([...rows.keys()].toSorted()).toEqual([...CLOSINGS].toSorted());
  for (const [reason, [, retry, code]] of rows) {
    const event = closing(reason as ClosingReason, retry === "yes" ? 0 : undefined);
    expect([reason, Number(code)]).toEqual([reason, closeCodeOf(event)]);
  }
});

it("every HTTP error is in its table, with its status, and no other", () => {
  const source = readFileSync("src/edge/errors.ts", "utf8");
  const codes = [...source.matchAll(/^ {2}(\w+): \{ status: \d+/gm)].map(([, code]) => code ?? "");
  const rows = namedRows("### HTTP errors");
  expect([...rows.keys()].toSorted()).toEqual(codes.toSorted());
  for (const [code, [status]] of rows) expect([code, Number(status)]).toEqual([code, statusOf(code as HttpErrorCode)]);
});

it("every limit is in its table, with its value, and no other", () => {
  const rows = [...namedRows("### Limits")].map(([name, [value = ""]]) => [name, Number(value.replaceAll(",", ""))]);
  expect(Object.fromEntries(rows)).toEqual({ ...limits });
});

it("every rate of a room is in its table, with its defaults", () => {
  const rows = rowsOf(sectionOf("### Settings of a host"));
  const number = (text = ""): number => Number(text.replaceAll(",", ""));
  for (const { perSecond, burst } of Object.values(RATES)) {
    const row = rows.find(([names]) => names === `\`${perSecond[0]}\`, \`${burst[0]}\``);
    expect([perSecond[0], number(row?.[1]), number(row?.[2])]).toEqual([perSecond[0], perSecond[1], burst[1]]);
  }
});

/** The ids of the rules that `text` mentions. */
function rulesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\[([A-Z]\d+)\]/g)].map(([, id]) => id ?? ""));
}

/** What stands in quotes behind `it(`, `describe.each(…)(` and their like in every test. */
function titles(): string {
  const call = /(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(["'`])((?:\\[^]|(?!\1)[^\\])*)\1/g;
  const files = globSync("test/**/*.test.{ts,tsx}").map((path) => readFileSync(path, "utf8"));
  return files.flatMap((file) => [...file.matchAll(call)].map(([, , title]) => title)).join("\n");
}

describe("the rules", () => {
  const stated = [...DOCUMENT.matchAll(/^- \*\*\[([A-Z]\d+)\]\*\* /gm)].map(([, id]) => id ?? "");

  it("are each stated once", () => {
    expect(stated.length).toBeGreaterThan(70);
    expect(stated.filter((id, index) => stated.indexOf(id) !== index)).toEqual([]);
  });

  it("that are referred to, here and in the code, exist", () => {
    const code = globSync("src/**/*.{ts,tsx}").map((path) => readFileSync(path, "utf8"));
    expect([...rulesIn([DOCUMENT, ...code].join("\n"))].filter((id) => !stated.includes(id))).toEqual([]);
  });

  it("each stand in the title of a test", () => {
    const tested = rulesIn(titles());
    expect(stated.filter((id) => !tested.has(id))).toEqual([]);
  });
});
