import { useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { listenForShortcuts, shortcutsHelpOverlay } from "./shortcuts/index.ts";
import type { Store } from "./store.ts";
import { roomSwitcherOverlay, RoomsPanel, titleOf } from "./rooms/index.ts";
import { words } from "./words/words.ts";
import { Dialog } from "./ui/Dialog.tsx";
import { NameDialog, PeoplePanel } from "./people/index.ts";
import { NotFound } from "./NotFound.tsx";
import type { Overlay } from "./overlays.ts";
import { notifyOverlay } from "./notify/index.ts";
import { searchOverlay } from "./search/index.ts";
import { shareOverlay } from "./share/index.ts";
import { RoomView } from "./RoomView.tsx";

export function App({ store }: { readonly store: Store }): VNode {
  const overlay = useSignal<Overlay | null>(null);
  const place = store.place.value;
  const session = store.session.value;
  const close = (): void => void (overlay.value = null);
  const open = (wanted: Overlay): true => {
    overlay.value = wanted;
    return true;
  };
  const rename = (): void => void open("name");

  useSignalEffect(() => {
    document.title = titleOf(store.place.value, store.alerts.value);
  });
  // After choosing a room, the user wants to see it: close what lies over it.
  useSignalEffect(() => {
    if (store.place.value) overlay.value = null;
  });
  useEffect(
    () =>
      listenForShortcuts({
        search: () => store.session.value !== null && open("search"),
        switchRoom: () => open("switcher"),
        showHelp: () => open("help"),
      }),
    [],
  );

  return (
    <>
      <aside class="panel panel-rooms" aria-label={words.rooms}>
        <RoomsPanel store={store} onRename={rename} />
      </aside>
      {place.room === null ? (
        <NotFound isBadName={place.isBadName} />
      ) : (
        <RoomView key={place.room} store={store} room={place.room} onOverlay={open} />
      )}
      <aside class="panel panel-people" aria-label={words.people}>
        {session && <PeoplePanel session={session} onRename={rename} />}
      </aside>
      {overlay.value === "search" && session && <searchOverlay.View session={session} onClose={close} />}
      {overlay.value === "rooms" && (
        <Dialog kind="drawer start" label={words.rooms} onClose={close}>
          <RoomsPanel store={store} onRename={rename} />
        </Dialog>
      )}
      {overlay.value === "people" && session && (
        <Dialog kind="drawer end" label={words.people} onClose={close}>
          <PeoplePanel session={session} onRename={rename} />
        </Dialog>
      )}
      {overlay.value === "share" && place.room !== null && <shareOverlay.View room={place.room} onClose={close} />}
      {overlay.value === "name" && <NameDialog store={store} onClose={close} />}
      {overlay.value === "notifications" && place.room !== null && (
        <notifyOverlay.View store={store} room={place.room} onClose={close} />
      )}
      {overlay.value === "switcher" && <roomSwitcherOverlay.View store={store} onClose={close} />}
      {overlay.value === "help" && <shortcutsHelpOverlay.View onClose={close} />}
    </>
  );
}
