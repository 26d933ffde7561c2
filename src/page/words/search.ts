/** Owns the words of searching, in both languages: they come when somebody searches. */
import { language } from "./words.ts";

const en = {
  field: (room: string) => `Search in ${room}`,
  hint: "Narrow it with from:name, before:2026-11-22, after:2026-11-01, or “words in quotes” that belong together.",
  full: (length: number) => `There is room for ${length} characters here; the rest is left out.`,
  searching: "Searching…",
  takesLong: "Searching a long past. This takes a moment.",
  offline: "Searching needs a connection.",
  lost: "The connection went away. Search again.",
  nothingFound: "Nothing found.",
  found: (count: number, more: boolean) =>
    more ? `The newest ${count}; there are more.` : count === 1 ? "1 message found." : `${count} messages found.`,
  older: "Older results",
  searchedTo: (day: string) =>
    `Searched back to ${day}. That is as far as this room may look within an hour. You can go on later.`,
  goOn: "Search further back",
};

const zh: typeof en = {
  field: (room) => `在 ${room} 中搜索`,
  hint: "可用 from:名字、before:2026-11-22、after:2026-11-01 缩小范围；加“引号”可以查找连在一起的词句。",
  full: (length) => `这里最多 ${length} 个字符，多出的部分没有填入。`,
  searching: "正在搜索……",
  takesLong: "聊天记录很长，请稍等。",
  offline: "联网后才能搜索。",
  lost: "连接断开了，请重新搜索。",
  nothingFound: "没有找到。",
  found: (count, more) => (more ? `以下是最新的 ${count} 条，还有更早的。` : `找到 ${count} 条消息。`),
  older: "更早的结果",
  searchedTo: (day) => `目前查到${day}为止，这个房间本小时的查找额度已用完。请稍后接着查。`,
  goOn: "继续往前查",
};

export const searchWords = language === "en" ? en : zh;
