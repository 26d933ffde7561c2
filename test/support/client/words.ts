/** Gives the tests of the client the words that the page has before it draws anything. */
import { loadWords } from "../../../src/client/words/words.ts";

await loadWords();
