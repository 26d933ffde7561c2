import { expect, test } from "vitest";
import { freshRoom } from "../../support/browser/rooms.ts";
import { useVisitors } from "../../support/browser/visitors.ts";

const visitors = useVisitors();

test.each<[string, () => void]>([
  [
    "whose storage is full",
    () => {
      const full = (): never => {
        throw new DOMException("There is no place left.", "QuotaExceededError");
      };
      IDBObjectStore.prototype.put = full;
      Storage.prototype.setItem = full;
    },
  ],
  [
    "whose storage turns out to be full at the end of a transaction",
    () => {
      const put = Reflect.get(IDBObjectStore.prototype, "put");
      IDBObjectStore.prototype.put = function (...args) {
        const putting = put.apply(this, args);
        putting.addEventListener("success", () => {
          try {
            this.transaction.abort();
          } catch {
            // committed already, so it is stored
          }
        });
        return putting;
      };
    },
  ],
  [
    "that cannot read its storage",
    () => {
      IDBObjectStore.prototype.get = () => {
        throw new DOMException("Internal error.", "UnknownError");
      };
    },
  ],
  [
    "whose storage does not answer",
    () => {
      IDBObjectStore.prototype.get = () =>
        Object.create(EventTarget.prototype, { addEventListener: { value: () => {} } });
    },
  ],
  [
    "that does not open its database",
    () => {
      IDBFactory.prototype.open = () => Object.create(EventTarget.prototype, { addEventListener: { value: () => {} } });
    },
  ],
  [
    "with a database of a later version",
    () => {
      const open = Reflect.get(IDBFactory.prototype, "open");
      IDBFactory.prototype.open = function (name) {
        open.call(this, name, 99);
        return open.call(this, name, 2);
      };
    },
  ],
  [
    "that forbids storage",
    () => {
      const forbidden = {
        get(): never {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      };
      for (const name of ["indexedDB", "localStorage", "sessionStorage"])
        Object.defineProperty(globalThis, name, { configurable: true, ...forbidden });
    },
  ],
])("sending, editing and searching work in a browser %s", async (_what, stub) => {
  const ada = await visitors.newcomer();
  await ada.context.addInitScript(stub);
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("hello");
  await ada.said("hello").waitFor();
  await ada.composer.press("ArrowUp");
  await ada.say("hello there");
  await ada.said("hello there").waitFor();
  expect(await ada.page.locator(".message.failed").count()).toBe(0);
});

test("[H6] a browser that cannot store key objects is the same member at the next visit", async () => {
  const ada = await visitors.newcomer();
  await ada.context.addInitScript(() => {
    const put = Reflect.get(IDBObjectStore.prototype, "put");
    IDBObjectStore.prototype.put = function (value, ...key) {
      if (Object.values(Object(value)).some((one) => one instanceof CryptoKey))
        throw new DOMException("A CryptoKey could not be cloned.", "DataCloneError");
      return put.call(this, value, ...key);
    };
  });
  await ada.enter(`/r/${freshRoom()}`, "Ada");
  await ada.say("hello");
  await ada.said("hello").waitFor();
  await ada.page.reload();
  await ada.said("hello").waitFor();
  await ada.isIn();
  await ada.composer.press("ArrowUp");
  await ada.page.getByText("Editing your message").waitFor();
});
