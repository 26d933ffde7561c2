/**
 * Owns the words of what helps with writing and with keys, in both languages: they come when somebody wants it.
 */
import { language } from "./words.ts";

const en = {
  help: "Keys and commands",
  writing: "Writing",
  formatting: "Formatting",
  /** Of each mark of Markdown, what it does with a word. */
  marks: {
    emphasis: "Emphasis",
    strong: "Strong emphasis",
    strike: "Struck out",
    spoiler: "Hidden until somebody wants to see it",
    code: "Code, as it stands; three backticks around several lines",
    quote: "At the beginning of a line: a quote",
    item: "At the beginning of a line: a list",
    link: "A link",
    escape: "A mark that is none. Everywhere else a backslash is a backslash: C:\\Temp\\*",
  },
  word: "word",
  everywhere: "Everywhere",
  commands: "Commands",
  /** Of each, what is written behind it, and what it does. */
  commandHelp: {
    me: { usage: "waves", help: "Say what you do" },
    nick: { usage: "new name", help: "Change your name" },
    topic: { usage: "what it is about", help: "Set the room's topic, or clear it" },
    shrug: { usage: "text", help: "Add ¯\\_(ツ)_/¯" },
    help: { usage: "", help: "Show all keys and commands" },
  },
  keys: {
    send: "Send",
    newLine: "Break the line",
    complete: "Mention somebody",
    command: "Begin a command",
    editLast: "Change your last message, while nothing is written",
    cancel: "Close, or cancel a reply or a change",
    switchRoom: "Go to another room",
    search: "Search this room",
    help: "Show this, while nothing is being written",
  },
  switchRoom: "Go to a room",
  roomName: "Name of a room",
  openRoom: (room: string) => `Open room ${room}`,
  noOtherRoom: "Write a name to open another room.",
};

const zh: typeof en = {
  help: "按键和命令",
  writing: "输入时",
  formatting: "格式",
  marks: {
    emphasis: "斜体",
    strong: "粗体",
    strike: "删除线",
    spoiler: "隐藏文字，点开才显示",
    code: "代码，原样显示；多行代码用三个反引号包住",
    quote: "放在行首：引用",
    item: "放在行首：列表",
    link: "链接",
    escape: "不当作格式符号。其他地方的反斜杠原样显示：C:\\Temp\\*",
  },
  word: "文字",
  everywhere: "全局",
  commands: "命令",
  commandHelp: {
    me: { usage: "挥挥手", help: "描述你的动作" },
    nick: { usage: "新名字", help: "修改你的名字" },
    topic: { usage: "聊什么", help: "设置房间主题，留空则清除" },
    shrug: { usage: "文字", help: "加上 ¯\\_(ツ)_/¯" },
    help: { usage: "", help: "查看所有按键和命令" },
  },
  keys: {
    send: "发送",
    newLine: "换行",
    complete: "提到某人",
    command: "输入命令",
    editLast: "输入框为空时，编辑你的上一条消息",
    cancel: "关闭，或取消回复、编辑",
    switchRoom: "切换房间",
    search: "搜索这个房间",
    help: "不在输入时，显示这份说明",
  },
  switchRoom: "切换房间",
  roomName: "房间名",
  openRoom: (room) => `打开房间 ${room}`,
  noOtherRoom: "输入名字，打开另一个房间。",
};

export const shortcutWords = language === "en" ? en : zh;
