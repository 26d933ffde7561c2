/** Owns the line below a room's name: what the room is about, all of it when it is tapped, and a way to change it. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { fieldOf } from "../field.ts";
import type { RoomSession } from "../room-session.ts";
import { words } from "../words/words.ts";
import { Icon } from "./Icon.tsx";

export function TopicLine({ session }: { readonly session: RoomSession }): VNode {
  const frame = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  const topic = session.topic.value;
  const label = topic === "" ? words.setTopic : words.changeTopic;

  // What is looked at beside it puts it away.
  useEffect(() => {
    if (!isOpen.value) return undefined;
    const close = ({ target }: Event): void => {
      if (target instanceof Node && !frame.current?.contains(target)) isOpen.value = false;
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, [isOpen.value]);

  function change(): void {
    isOpen.value = false;
    fieldOf(session).begin(`/topic ${topic}`);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the key of all that is in it
    <div
      ref={frame}
      class={topic === "" ? "topic none" : "topic"}
      onKeyDown={({ key }) => {
        if (key === "Escape") isOpen.value = false;
      }}
    >
      {topic !== "" && (
        <button
          type="button"
          class="topic-line"
          title={topic}
          dir="auto"
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {topic}
        </button>
      )}
      <button type="button" class="topic-change" aria-label={label} title={label} onClick={change}>
        <Icon name="pencil" />
      </button>
      {isOpen.value && topic !== "" && (
        <div class="topic-whole">
          <p dir="auto">{topic}</p>
          <button type="button" class="button small" onClick={change}>
            {words.changeTopic}
          </button>
        </div>
      )}
    </div>
  );
}
