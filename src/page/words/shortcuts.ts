// The words of the help, of completion and of the room switcher, in both languages. Loaded with them.
import { localized } from "./words.ts";

const en = {
  help: "Shortcuts and commands",
  writing: "Writing",
  formatting: "Formatting",
  /** What each Markdown syntax does. */
  marks: {
    emphasis: "Italic",
    strong: "Bold",
    strike: "Strikethrough",
    spoiler: "Hidden until somebody clicks it",
    code: "Code, shown as written. For several lines, use three backticks",
    quote: "At the start of a line: a quote",
    item: "At the start of a line: a list",
    link: "A link",
    escape: "No formatting. Elsewhere, a backslash is just a backslash: C:\\Temp\\*",
  },
  word: "word",
  everywhere: "Everywhere",
  commands: "Commands",
  /** What to write after each command, and what it does. */
  commandHelp: {
    me: { usage: "waves", help: "Say what you are doing" },
    nick: { usage: "new name", help: "Change your name" },
    topic: { usage: "what it is about", help: "Set or clear the room's topic" },
    shrug: { usage: "text", help: "Add ¯\\_(ツ)_/¯" },
    help: { usage: "", help: "Show all shortcuts and commands" },
  },
  keys: {
    send: "Send",
    newLine: "New line",
    complete: "Mention someone",
    command: "Start a command",
    editLast: "Edit your last message, if the field is empty",
    cancel: "Close, or cancel a reply or an edit",
    switchRoom: "Switch rooms",
    search: "Search this room",
    help: "Show this help, when you are not typing",
  },
  switchRoom: "Switch rooms",
  roomName: "Room name",
  openRoom: (room: string) => `Open room ${room}`,
  noOtherRoom: "Type a name to open another room.",
};

const zh: typeof en = {
  help: "快捷键与命令",
  writing: "输入时",
  formatting: "格式",
  marks: {
    emphasis: "斜体",
    strong: "粗体",
    strike: "删除线",
    spoiler: "隐藏文字，点击后显示",
    code: "代码，原样显示；多行代码用三个反引号包住",
    quote: "放在行首：引用",
    item: "放在行首：列表",
    link: "链接",
    escape: "取消格式。其他地方的反斜杠原样显示：C:\\Temp\\*",
  },
  word: "文字",
  everywhere: "全局",
  commands: "命令",
  commandHelp: {
    me: { usage: "挥挥手", help: "描述你的动作" },
    nick: { usage: "新名字", help: "修改你的名字" },
    topic: { usage: "聊什么", help: "设置房间主题，留空则清除" },
    shrug: { usage: "文字", help: "加上¯\\_(ツ)_/¯" },
    help: { usage: "", help: "查看所有快捷键与命令" },
  },
  keys: {
    send: "发送",
    newLine: "换行",
    complete: "提及某人",
    command: "输入命令",
    editLast: "输入框为空时，编辑你的上一条消息",
    cancel: "关闭，或取消回复、编辑",
    switchRoom: "切换房间",
    search: "搜索这个房间",
    help: "不在输入时，显示本帮助",
  },
  switchRoom: "切换房间",
  roomName: "房间名",
  openRoom: (room) => `打开房间「${room}」`,
  noOtherRoom: "输入名字，打开另一个房间。",
};

export const shortcutWords = localized({ en, zh });
