export { Avatar } from "./Avatar.tsx";
export { hueOf } from "./avatar-shape.ts";
export { NameDialog, NameGate } from "./NameForm.tsx";
export { PeoplePanel } from "./PeoplePanel.tsx";
