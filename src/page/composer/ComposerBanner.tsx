/** Above the composer's field: the message that you reply to or edit, and why Enter did nothing. */
import type { VNode } from "preact";
import type { Fault, ComposerState } from "./composer-state.ts";
import { beginningOf, previewOf } from "../text/index.ts";
import { isolated } from "../words/isolated.ts";
import { words } from "../words/words.ts";
import { Icon } from "../ui/Icon.tsx";

/** UTF-16 code units that are shown of an unknown command, which may be a whole path. */
const COMMAND_MAX_LENGTH = 40;

interface ComposerBannerProps {
  readonly composer: ComposerState;
  readonly onCancel: () => void;
}

export function ComposerBanner({ composer, onCancel }: ComposerBannerProps): VNode {
  const editing = composer.editing.value;
  const about = editing ?? composer.replyingTo.value;
  const fault = composer.fault.value;
  return (
    <>
      {about !== null && (
        <div class="composer-banner">
          <p>
            <strong>
              {editing !== null
                ? words.editing
                : words.replyingTo(about.from === null ? words.quoteEarlier : isolated(about.from.name))}
            </strong>{" "}
            {editing === null ? (
              <bdi>{previewOf(about.text)}</bdi>
            ) : (
              <span class="composer-keys">{words.editingKeys}</span>
            )}
          </p>
          <button type="button" class="icon-button" aria-label={words.cancel} title={words.cancel} onClick={onCancel}>
            <Icon name="close" />
          </button>
        </div>
      )}
      <p class="composer-fault fault" role="alert">
        {fault !== null && faultText(fault)}
        {fault?.type === "edited_away" && (
          <button type="button" class="button small" onClick={() => composer.remove()}>
            {words.removeInstead}
          </button>
        )}
      </p>
    </>
  );
}

function faultText(fault: Fault): string {
  switch (fault.type) {
    case "reason":
      return words.reasons[fault.reason];
    case "unknown":
      return words.unknownCommand(isolated(`/${shortened(fault.word)}`), isolated(`//${shortened(fault.word)}`));
    case "edited_away":
      return words.editedAway;
    case "cut":
      return words.wasCut(fault.length);
  }
}

function shortened(word: string): string {
  const beginning = beginningOf(word, COMMAND_MAX_LENGTH);
  return beginning === word ? word : `${beginning}…`;
}
