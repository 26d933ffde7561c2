import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { NAME_MAX_LENGTH } from "../../protocol/limits.ts";
import { parsePersonName } from "../../protocol/values/names.ts";
import type { Store } from "../store.ts";
import { words } from "../words/words.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Door } from "../ui/Wordmark.tsx";

interface NameFormProps {
  readonly store: Store;
  readonly action: string;
  readonly onDone?: () => void;
}

function NameForm({ store, action, onDone }: NameFormProps): VNode {
  const input = useRef<HTMLInputElement>(null);
  const fault = useSignal<string | null>(null);
  useEffect(() => input.current?.select(), []);

  function submit(event: Event): void {
    event.preventDefault();
    const parsed = parsePersonName(input.current?.value ?? "");
    if (!parsed.ok) {
      fault.value = words.reasons[parsed.fault];
      input.current?.focus();
      return;
    }
    store.setName(parsed.value);
    onDone?.();
  }

  return (
    <form class="name-form" onSubmit={submit}>
      <div class="field-row">
        <input
          ref={input}
          class="field"
          name="name"
          aria-label={words.yourName}
          placeholder={words.yourName}
          defaultValue={store.name.value ?? ""}
          // Twice the limit, so that a name that is too long gets an error message instead of being cut off silently.
          maxLength={NAME_MAX_LENGTH * 2}
          // oxlint-disable-next-line jsx-a11y/autocomplete-valid -- it is in the standard; the rule's list is older
          autoComplete="nickname"
          enterKeyHint="go"
          dir="auto"
          aria-invalid={fault.value !== null}
          aria-describedby="name-fault"
          onInput={() => (fault.value = null)}
        />
        <button type="submit" class="button primary">
          {action}
        </button>
      </div>
      <p id="name-fault" class="fault" role="alert">
        {fault.value}
      </p>
    </form>
  );
}

/** Takes the place of the messages until the user has a name. */
export function NameCard({ store }: { readonly store: Store }): VNode {
  return (
    <div class="room-center">
      <div class="room-card">
        <Door />
        <h2>{words.whoAreYou}</h2>
        <NameForm store={store} action={words.comeIn} />
        <p class="hint">{words.whoAreYouHint}</p>
      </div>
    </div>
  );
}

export function NameDialog({ store, onClose }: { readonly store: Store; readonly onClose: () => void }): VNode {
  return (
    <Dialog kind="card" label={words.changeName} onClose={onClose}>
      <h2>{words.changeName}</h2>
      <NameForm store={store} action={words.save} onDone={onClose} />
    </Dialog>
  );
}
