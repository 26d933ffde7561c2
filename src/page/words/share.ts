/** The words of inviting people, in both languages: they come when somebody wants to. */
import { language } from "./words.ts";

const en = {
  shareHint: "Whoever opens this link is in the room.",
  copyLink: "Copy link",
  copyFailed: "Press Ctrl or ⌘ and C to copy",
  linkLabel: "Link to this room",
  qrLabel: "The link as a QR code",
  qrFailed: "The QR code could not be loaded.",
};

const zh: typeof en = {
  shareHint: "打开链接就能进入房间。",
  copyLink: "复制链接",
  copyFailed: "请按 Ctrl+C 或 ⌘C 复制",
  linkLabel: "房间链接",
  qrLabel: "链接的二维码",
  qrFailed: "二维码没能加载出来。",
};

export const shareWords = language === "en" ? en : zh;
