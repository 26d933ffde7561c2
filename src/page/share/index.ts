import { lazyOverlay } from "../ui/LazyOverlay.tsx";

export const shareOverlay = lazyOverlay(() => import("./ShareDialog.tsx").then((module) => module.ShareDialog));
