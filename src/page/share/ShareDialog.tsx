import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { roomPath, type RoomName } from "../../protocol/values/names.ts";
import { copy } from "../ui/clipboard.ts";
import { shareWords } from "../words/share.ts";
import { words } from "../words/words.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { lazyModule } from "../ui/lazy.ts";

/** The library that draws QR codes is only loaded with this dialog. */
const qr = lazyModule(() => import("./qr.ts"));

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

function QrCode({ text }: { readonly text: string }): VNode {
  const { value } = qr;
  const code = useMemo(() => value?.qrOf(text), [value, text]);
  const hasFailed = useSignal(false);
  useEffect(() => {
    qr.load().catch(() => (hasFailed.value = true));
  }, []);
  return (
    <div class="qr">
      {code !== undefined && (
        <svg viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={shareWords.qrLabel}>
          <path d={code.path} />
        </svg>
      )}
      {hasFailed.value && <p class="hint">{shareWords.qrFailed}</p>}
    </div>
  );
}
