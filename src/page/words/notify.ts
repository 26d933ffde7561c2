// The words of the notification settings, in both languages. Loaded with them.
import { localized } from "./words.ts";

const en = {
  notifyHint: "Which messages in this room should notify you?",
  permission: {
    granted: "Your browser shows notifications while this page is hidden.",
    default: "Your browser can show notifications while this page is hidden.",
    denied:
      "Your browser blocks notifications from this page. You can allow them in the browser's settings for this site.",
    missing:
      "This browser cannot show notifications here. The list of rooms and the tab's title still show how many there are.",
  },
  allowNotifications: "Allow notifications",
};

const zh: typeof en = {
  notifyHint: "这个房间的哪些消息需要提醒你？",
  permission: {
    granted: "本页在后台时，浏览器会弹出通知。",
    default: "本页在后台时，浏览器可以弹出通知。",
    denied: "浏览器已禁止本页显示通知。可以在浏览器的网站设置中允许。",
    missing: "这个浏览器无法显示通知。房间列表和页面标题仍会显示数量。",
  },
  allowNotifications: "允许通知",
};

export const notifyWords = localized({ en, zh });
