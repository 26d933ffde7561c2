/** Owns inviting people: the room's link to copy, and as a QR code for the phone across the table. Loaded when wanted. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { roomPath, type RoomName } from "../../protocol/values/names.ts";
import { copy } from "../ui/clipboard.ts";
import { shareWords } from "../words/share.ts";
import { words } from "../words/words.ts";
import { Dialog } from "../ui/Dialog.tsx";

interface ShareDialogProps {
  readonly room: RoomName;
  readonly onClose: () => void;
}

export function ShareDialog({ room, onClose }: ShareDialogProps): VNode {
  const link = new URL(roomPath(room), location.href).href;
  const input = useRef<HTMLInputElement>(null);
  const isCopied = useSignal<boolean | null>(null);

  async function copyLink(): Promise<void> {
    isCopied.value = await copy(link);
    if (!isCopied.value) input.current?.select(); // and the person copies it
  }

  return (
    <Dialog kind="card" label={words.shareTitle} onClose={onClose}>
      <h2>{words.shareTitle}</h2>
      <p class="hint">{shareWords.shareHint}</p>
      <QrCode text={link} />
      <div class="field-row">
        <input
          ref={input}
          class="field"
          readOnly
          value={decodeURI(link)}
          aria-label={shareWords.linkLabel}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button primary" onClick={() => void copyLink()}>
          {isCopied.value ? words.copied : shareWords.copyLink}
        </button>
      </div>
      <output class="fault">{isCopied.value === false && shareWords.copyFailed}</output>
    </Dialog>
  );
}

/** The library is loaded when somebody wants a code. */
function QrCode({ text }: { readonly text: string }): VNode {
  const code = useSignal<{ readonly size: number; readonly path: string } | null>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    import("./qr.ts").then(
      ({ qrOf }) => (code.value = qrOf(text)),
      () => (hasFailed.value = true),
    );
  }, [text]);
  return (
    <div class="qr">
      {code.value !== null && (
        <svg viewBox={`0 0 ${code.value.size} ${code.value.size}`} role="img" aria-label={shareWords.qrLabel}>
          <path d={code.value.path} />
        </svg>
      )}
      {hasFailed.value && <p class="hint">{shareWords.qrFailed}</p>}
    </div>
  );
}
