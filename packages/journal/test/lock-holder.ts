import { lockExclusively } from '../src/index.ts';

/** Takes a lock, says so, and holds it until it is killed. */
const { file, forget } = JSON.parse(process.argv[2] ?? '');
const held = await lockExclusively(file);
if (forget) {
  // Nothing below refers to the lock any more.
  await new Promise((resolve) => setTimeout(resolve, 10));
  for (let round = 0; round < 5; round += 1) globalThis.gc?.();
}
console.log(held ? 'held' : 'refused');
if (held) setInterval(() => {}, 1000);
