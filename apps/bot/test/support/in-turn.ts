import { availableParallelism } from 'node:os';

// A house is four processes that all want to start at once, and then mostly waits. One more of them side by side than
// there are cores keeps these busy; more make every one slower and none sooner, and a test that waits for a processor
// must not be taken for a bot that hangs.
const most = availableParallelism() + 1;
const waiting: (() => void)[] = [];
let running = 0;

/** Makes a test wait until there is room for one more house. */
export function inTurn<Given extends readonly unknown[]>(
  run: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    while (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      await run(...given);
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
