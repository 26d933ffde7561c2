/** Shows that the history in memory fulfils the contract. */
import { MemoryHistory } from "../../src/room/memory-history.ts";
import { describeHistory } from "../support/history-contract.ts";

describeHistory("MemoryHistory", (limit, test) => test(new MemoryHistory("epoch-1", limit)));
