import type { VNode } from "preact";
import { isGuestId } from "../../protocol/values/identity.ts";
import { memberHue } from "./avatar-shape.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./Avatar.tsx";
import { Icon } from "../ui/Icon.tsx";

interface PeoplePanelProps {
  readonly session: RoomSession;
  readonly onRename: () => void;
}

export function PeoplePanel({ session, onRename }: PeoplePanelProps): VNode {
  const { names, count } = session.people.value;
  const you = session.you.value;
  const others = [...names].filter(([id]) => id !== you.id);
  return (
    <div class="panel-body">
      <h2 class="panel-title">{count > 0 ? words.hereNow(count) : words.people}</h2>
      <ul>
        {count > 0 && (
          <li class="person">
            <Avatar id={you.id} />
            <bdi class="person-name" style={{ "--hue": String(memberHue(you.id)) }}>
              {you.name}
            </bdi>
            <span class="tag">{words.you}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={words.changeName}
              title={words.changeName}
              onClick={onRename}
            >
              <Icon name="pencil" />
            </button>
          </li>
        )}
        {others.map(([id, name]) => (
          <li key={id} class="person">
            <Avatar id={id} />
            <bdi class="person-name" style={{ "--hue": String(memberHue(id)) }}>
              {name}
            </bdi>
            {isGuestId(id) && <span class="tag">{words.guest}</span>}
          </li>
        ))}
      </ul>
      {names.size === 0 && count > 1 && <p class="hint">{words.tooManyToName}</p>}
    </div>
  );
}
