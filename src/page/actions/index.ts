export { ActionsSlot } from "./ActionsSlot.tsx";
export { Hover } from "./hover.ts";
