import { lazyOverlay } from "../ui/LazyOverlay.tsx";

export { notifyOf } from "./notify.ts";

export const notifyOverlay = lazyOverlay(() => import("./NotifyMenu.tsx").then((module) => module.NotifyMenu));
