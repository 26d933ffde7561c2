/** Shows that the history in memory fulfils the contract. */
import { MemoryHistory } from "./memory-history.ts";
import { describeChanges } from "./changes-contract.ts";
import { describeHistory } from "./history-contract.ts";

describeHistory("MemoryHistory", (limit, test) => test(new MemoryHistory("epoch-1", limit)));
describeChanges("MemoryHistory", (limit, test) => test(new MemoryHistory("epoch-1", limit)));
