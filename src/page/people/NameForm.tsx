/** Owns saying who one is: the one field between a newcomer and the room, and changing it later. */
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
          // Twice the limit, so that a longer name is answered with the reason instead of cut without a word.
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

/** In place of the messages, until one has a name. */
export function NameGate({ store }: { readonly store: Store }): VNode {
  return (
    <div class="gate">
      <div class="gate-card">
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
