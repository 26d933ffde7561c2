export { dayOf, fullTimeOf, timeOf } from "./dates.ts";
export { MessageList } from "./MessageList.tsx";
export { Today } from "./today.ts";
