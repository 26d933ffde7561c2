import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Said } from "../../protocol/events.ts";
import { permalinkOf } from "../rooms/index.ts";
import { isFull } from "../reactions/index.ts";
import { useComposer } from "../composer/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { actionWords } from "../words/actions.ts";
import { words } from "../words/words.ts";
import { itemBeside } from "../ui/arrow-keys.ts";
import { QuickReactions, WhoReacted } from "../reactions/lazy.ts";
import { CopyItem, MenuItem } from "./MenuItem.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ActionIcon } from "./ActionIcon.tsx";
import type { Hover } from "./hover.ts";

interface MessageMenuProps {
  readonly session: RoomSession;
  readonly hover: Hover;
  readonly said: Said;
  readonly onDone: () => void;
}

export function MessageMenu({ session, hover, said, onDone }: MessageMenuProps): VNode {
  const composer = useComposer();
  const menu = useRef<HTMLDivElement>(null);
  const isConfirming = useSignal(false);
  const you = session.you.value.id;
  useLayoutEffect(() => itemsOf(menu.current)[0]?.focus(), [isConfirming.value]);

  function onKeyDown(event: KeyboardEvent): void {
    const next = itemBeside(itemsOf(menu.current), document.activeElement, event.key);
    if (event.key === "Tab") onDone();
    else if (next === undefined) return;
    else next.focus();
    event.preventDefault();
  }

  return (
    <>
      {isConfirming.value && <p class="menu-question">{actionWords.removeQuestion}</p>}
      <div
        ref={menu}
        role="menu"
        tabIndex={-1}
        aria-label={isConfirming.value ? actionWords.removeQuestion : actionWords.actionsOn(said.from.name)}
        onKeyDown={onKeyDown}
      >
        {isConfirming.value ? (
          <>
            <MenuItem icon={<Icon name="close" />} label={actionWords.keepMessage} onClick={onDone} />
            <MenuItem
              icon={<ActionIcon name="bin" />}
              label={actionWords.removeForAll}
              isDestructive
              onClick={() => {
                onDone();
                session.remove(said.seq);
              }}
            />
          </>
        ) : (
          <>
            <div class="menu-reactions" role="group" aria-label={words.reactions}>
              <QuickReactions session={session} hover={hover} said={said} onDone={onDone} />
            </div>
            {isFull(said) && <p class="hint menu-hint">{words.reasons.too_many_reactions}</p>}
            <MenuItem
              icon={<ActionIcon name="reply" />}
              label={actionWords.reply}
              onClick={() => {
                onDone();
                composer.replyTo(said);
              }}
            />
            <CopyItem icon={<Icon name="copy" />} label={actionWords.copyText} text={said.text} onDone={onDone} />
            <CopyItem
              icon={<ActionIcon name="link" />}
              label={actionWords.copyMessageLink}
              text={linkTo(session, said)}
              onDone={onDone}
            />
            {said.from.id === you && (
              <>
                <MenuItem
                  icon={<Icon name="pencil" />}
                  label={words.edit}
                  onClick={() => {
                    onDone();
                    composer.edit(said);
                  }}
                />
                <MenuItem
                  icon={<ActionIcon name="bin" />}
                  label={actionWords.remove}
                  isDestructive
                  onClick={() => (isConfirming.value = true)}
                />
              </>
            )}
          </>
        )}
      </div>
      {!isConfirming.value && <WhoReacted said={said} you={you} />}
    </>
  );
}

function itemsOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

function linkTo(session: RoomSession, { seq }: Said): string {
  return new URL(permalinkOf(session.room, seq), location.href).href;
}
