/** Shows that the history in memory fulfils the contract. */
import { MemoryHistory } from "../../src/room/memory-history.ts";
import { describeChanges } from "../support/changes-contract.ts";
import { describeHistory } from "../support/history-contract.ts";

describeHistory("MemoryHistory", (limit, test) => test(new MemoryHistory("epoch-1", limit)));
describeChanges("MemoryHistory", (limit, test) => test(new MemoryHistory("epoch-1", limit)));
