import { lazyOverlay } from "../ui/LazyOverlay.tsx";

export const searchOverlay = lazyOverlay(() => import("./SearchPanel.tsx").then((module) => module.SearchPanel));
