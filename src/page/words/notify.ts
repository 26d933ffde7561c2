/** The words of choosing what to be notified of, in both languages: they come when somebody wants to. */
import { language } from "./words.ts";

const en = {
  notifyHint: "Which messages here do you want to be told of?",
  permission: {
    granted: "While this page is out of sight, your browser shows them.",
    default: "Your browser can show them while this page is out of sight.",
    denied: "Your browser does not let this page show them. You can allow it in the browser's settings for this site.",
    missing: "This browser cannot show them. They are counted in the list of rooms and in the title.",
  },
  allowNotifications: "Allow notifications",
};

const zh: typeof en = {
  notifyHint: "这个房间里，哪些消息要提醒你？",
  permission: {
    granted: "本页在后台时，浏览器会弹出通知。",
    default: "本页在后台时，浏览器可以弹出通知。",
    denied: "浏览器不允许本页显示通知。可以在浏览器的网站设置里改为允许。",
    missing: "这个浏览器不能显示通知。房间列表和标题里仍会计数。",
  },
  allowNotifications: "允许通知",
};

export const notifyWords = language === "en" ? en : zh;
