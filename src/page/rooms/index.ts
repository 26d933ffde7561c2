import { lazyOverlay } from "../ui/LazyOverlay.tsx";

export { dropSeq, readPlace, readSeq, targetOf, targetOfClick, type Place } from "./location.ts";
export { permalinkOf } from "./permalinks.ts";
export { RoomsPanel } from "./RoomsPanel.tsx";
export { roomTitle, titleOf } from "./titles.ts";
export { VisitedRooms } from "./visited-rooms.ts";

export const roomSwitcherOverlay = lazyOverlay(() =>
  import("./RoomSwitcher.tsx").then((module) => module.RoomSwitcher),
);
