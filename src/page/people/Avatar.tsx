/** Owns the drawing of a member's figure. */
import type { VNode } from "preact";
import type { MemberId } from "../../protocol/values/identity.ts";
import { avatarShapeOf } from "./avatar-shape.ts";

/** The figure says nothing that the name beside it does not, so it is hidden from screen readers. */
export function Avatar({ id }: { readonly id: MemberId }): VNode {
  const { hue, head, body, worn } = avatarShapeOf(id);
  return (
    <svg class="figure" viewBox="0 0 32 32" aria-hidden="true" style={{ "--hue": String(hue) }}>
      <rect class="figure-ground" width="32" height="32" rx="9" />
      <path class="figure-body" d={body} />
      <path class="figure-head" d={head} />
      {worn && <path class="figure-worn" d={worn} />}
    </svg>
  );
}
