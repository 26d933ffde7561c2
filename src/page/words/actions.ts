/** The words of what people do with a message, in both languages: they come when somebody wants to. */
import { isolated } from "./isolated.ts";
import { language } from "./words.ts";

export const en = {
  actionsOn: (name: string) => `Message from ${isolated(name)}`,
  reply: "Reply",
  more: "More",
  reactWith: (emoji: string) => `React with ${emoji}`,
  copyText: "Copy text",
  copyMessageLink: "Copy link to message",
  copyNotPossible: "This browser does not let us copy",
  remove: "Remove",
  removeQuestion: "Remove this message for everybody?",
  removeForAll: "Remove it",
  keepMessage: "Keep it",
  searchEmoji: "Search, or write a short word",
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
  emojiFound: "Found",
  emojiNotFound: "No emoji has this name.",
  emojiFailed: "The emoji could not be loaded. A word can be written.",
  emojiLoading: "Loading the emoji",
};

export const zh: typeof en = {
  actionsOn: (name) => `${isolated(name)} 的消息`,
  reply: "回复",
  more: "更多",
  reactWith: (emoji) => `用 ${emoji} 回应`,
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
  emojiFailed: "表情没能加载出来，可以输入一个词。",
  emojiLoading: "正在加载表情",
};

export const actionWords = language === "en" ? en : zh;
