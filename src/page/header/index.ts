export { RoomHeader, type RoomHeaderProps } from "./RoomHeader.tsx";
export { StatusLine } from "./StatusLine.tsx";
export { checkForUpdate, startServiceWorker } from "./updates.ts";
