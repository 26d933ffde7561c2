// The words of the invitation, in both languages. Loaded with it.
import { localized } from "./words.ts";

const en = {
  shareHint: "Anyone with this link can join and read everything.",
  copyLink: "Copy link",
  copyFailed: "Press Ctrl+C or ⌘C to copy",
  linkLabel: "Link to this room",
  qrLabel: "QR code of the link",
  qrFailed: "The QR code could not be loaded.",
};

const zh: typeof en = {
  shareHint: "任何人打开链接都能进入房间，并查看全部消息。",
  copyLink: "复制链接",
  copyFailed: "请按Ctrl+C或⌘C复制",
  linkLabel: "房间链接",
  qrLabel: "链接的二维码",
  qrFailed: "二维码加载失败。",
};

export const shareWords = localized({ en, zh });
