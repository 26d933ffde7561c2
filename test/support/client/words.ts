/** Gives the tests of the client the words that the page has before it draws anything. */
import { loadWords } from "../../../src/page/words/words.ts";

await loadWords();
