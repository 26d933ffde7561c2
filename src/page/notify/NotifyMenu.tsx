import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { RoomName } from "../../protocol/values/names.ts";
import { NOTIFICATION_LEVELS } from "../unread/index.ts";
import { permission } from "./notify.ts";
import type { Store } from "../store.ts";
import { notifyWords } from "../words/notify.ts";
import { words } from "../words/words.ts";
import { Dialog } from "../ui/Dialog.tsx";

interface NotifyMenuProps {
  readonly store: Store;
  readonly room: RoomName;
  readonly onClose: () => void;
}

export function NotifyMenu({ store, room, onClose }: NotifyMenuProps): VNode {
  const level = store.notificationLevels.of(room);
  return (
    <Dialog kind="card" label={words.notifyTitle} onClose={onClose}>
      <h2>{words.notifyTitle}</h2>
      <fieldset class="notify-levels">
        <legend class="hint">{notifyWords.notifyHint}</legend>
        {NOTIFICATION_LEVELS.map((one) => (
          <label key={one} class="notify-level">
            <input
              type="radio"
              name="level"
              checked={one === level}
              onChange={() => store.notificationLevels.set(room, one)}
            />
            <span>{words.notificationLevels[one]}</span>
          </label>
        ))}
      </fieldset>
      {level !== "nothing" && <PermissionNote />}
    </Dialog>
  );
}

/** Explains the browser's permission, and asks for it. Nothing else on the page ever does. */
function PermissionNote(): VNode {
  const state = useSignal(permission());
  async function ask(): Promise<void> {
    state.value = await Notification.requestPermission();
  }
  if (state.value !== "default")
    return (
      <p class="hint" role="status">
        {notifyWords.permission[state.value]}
      </p>
    );
  return (
    <div class="notify-ask">
      <p class="hint">{notifyWords.permission.default}</p>
      <button type="button" class="button primary" onClick={() => void ask()}>
        {notifyWords.allowNotifications}
      </button>
    </div>
  );
}
