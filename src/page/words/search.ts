// The words of the search, in both languages. Loaded with it.
import { localized } from "./words.ts";

const en = {
  field: (room: string) => `Search ${room}`,
  hint: "Narrow your search with from:name, before:2026-11-22, after:2026-11-01, or “an exact phrase” in quotes.",
  full: (length: number) => `A search can have at most ${length} characters. The rest was left out.`,
  searching: "Searching…",
  takesLong: "Searching a long history. This may take a moment.",
  offline: "You need a connection to search.",
  lost: "The connection was lost. Search again.",
  nothingFound: "No messages found.",
  found: (count: number, more: boolean) =>
    more
      ? `The newest ${count} messages. There are more.`
      : count === 1
        ? "1 message found."
        : `${count} messages found.`,
  older: "Older results",
  searchedTo: (day: string) =>
    `Searched back to ${day}. This room has used up its searches for this hour. You can continue later.`,
  goOn: "Search further back",
};

const zh: typeof en = {
  field: (room) => `在「${room}」中搜索`,
  hint: "可用from:名字、before:2026-11-22、after:2026-11-01缩小范围；用“引号”查找完整的词句。",
  full: (length) => `最多输入${length}个字符，超出的部分没有填入。`,
  searching: "正在搜索……",
  takesLong: "聊天记录很长，请稍候。",
  offline: "联网后才能搜索。",
  lost: "连接已断开，请重新搜索。",
  nothingFound: "没有找到消息。",
  found: (count, more) => (more ? `以下是最新的${count}条，还有更早的。` : `找到${count}条消息。`),
  older: "更早的结果",
  searchedTo: (day) => `已搜索到${day}，这个房间本小时的搜索额度已用完，请稍后继续。`,
  goOn: "继续往前搜索",
};

export const searchWords = localized({ en, zh });
