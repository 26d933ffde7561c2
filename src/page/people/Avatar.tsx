import type { VNode } from "preact";
import type { MemberId } from "../../protocol/values/identity.ts";
import { avatarShape } from "./avatar-shape.ts";

/** Hidden from screen readers: the name next to it says it all. */
export function Avatar({ id }: { readonly id: MemberId }): VNode {
  const { hue, head, body, accessory } = avatarShape(id);
  return (
    <svg class="avatar" viewBox="0 0 32 32" aria-hidden="true" style={{ "--hue": String(hue) }}>
      <rect class="avatar-background" width="32" height="32" rx="9" />
      <path class="avatar-body" d={body} />
      <path class="avatar-head" d={head} />
      {accessory && <path class="avatar-accessory" d={accessory} />}
    </svg>
  );
}
