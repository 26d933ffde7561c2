import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useComposer } from "../composer/index.ts";
import type { RoomSession } from "../../client/room-session.ts";
import { roomTitle } from "../rooms/index.ts";
import { words } from "../words/words.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { Icon } from "../ui/Icon.tsx";

export function TopicLine({ session }: { readonly session: RoomSession }): VNode {
  const composer = useComposer();
  const isOpen = useSignal(false);
  const topic = session.topic.value;

  function change(): void {
    composer.begin(`/topic ${topic}`);
  }

  if (topic === "") {
    return (
      <button type="button" class="topic-line" onClick={change}>
        {words.setTopic}
      </button>
    );
  }
  return (
    <>
      <button type="button" class="topic-line" title={topic} dir="auto" onClick={() => (isOpen.value = true)}>
        {topic}
      </button>
      <button
        type="button"
        class="topic-change"
        aria-label={words.changeTopic}
        title={words.changeTopic}
        onClick={change}
      >
        <Icon name="pencil" />
      </button>
      {isOpen.value && (
        <Dialog kind="card" label={roomTitle(session.room)} onClose={() => (isOpen.value = false)}>
          <h2>
            <bdi>{roomTitle(session.room)}</bdi>
          </h2>
          <p class="topic-whole" dir="auto">
            {topic}
          </p>
          <button
            type="button"
            class="button"
            onClick={({ currentTarget }) => {
              currentTarget.closest("dialog")?.close(); // first: nothing behind an open dialog can take the focus
              change();
            }}
          >
            {words.changeTopic}
          </button>
        </Dialog>
      )}
    </>
  );
}
