// The words of the actions on a message, in both languages. Loaded with them.
import { isolated } from "./isolated.ts";
import { localized } from "./words.ts";

export const en = {
  actionsOn: (name: string) => `Message from ${isolated(name)}`,
  reply: "Reply",
  more: "More",
  reactWith: (emoji: string) => `React with ${emoji}`,
  copyText: "Copy text",
  copyMessageLink: "Copy link to message",
  copyNotPossible: "Your browser did not allow copying",
  remove: "Remove",
  removeQuestion: "Remove this message for everyone?",
  removeForAll: "Remove it",
  keepMessage: "Keep it",
  searchEmoji: "Search emoji, or type a short word",
  emojiGroups: [
    "Smileys",
    "People",
    "Components",
    "Animals and nature",
    "Food and drink",
    "Travel and places",
    "Activities",
    "Objects",
    "Symbols",
    "Flags",
  ],
  emojiFound: "Search results",
  emojiNotFound: "No emoji found.",
  emojiFailed: "The emoji could not be loaded. You can type a word instead.",
  emojiLoading: "Loading emoji…",
};

export const zh: typeof en = {
  actionsOn: (name) => `${isolated(name)}的消息`,
  reply: "回复",
  more: "更多",
  reactWith: (emoji) => `用${emoji}回应`,
  copyText: "复制文字",
  copyMessageLink: "复制消息链接",
  copyNotPossible: "浏览器不允许复制",
  remove: "删除",
  removeQuestion: "为所有人删除这条消息？",
  removeForAll: "删除",
  keepMessage: "保留",
  searchEmoji: "搜索表情，或输入一个短词",
  emojiGroups: ["笑脸", "人物", "组件", "动物与自然", "食物与饮料", "旅行与地点", "活动", "物品", "符号", "旗帜"],
  emojiFound: "搜索结果",
  emojiNotFound: "没有找到这个表情。",
  emojiFailed: "表情加载失败，可以输入一个词。",
  emojiLoading: "正在加载表情……",
};

export const actionWords = localized({ en, zh });
