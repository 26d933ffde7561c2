export { Avatar } from "./Avatar.tsx";
export { memberHue } from "./avatar-shape.ts";
export { NameDialog, NameCard } from "./NameForm.tsx";
export { PeoplePanel } from "./PeoplePanel.tsx";
