import { StrategyLine } from '../../src/strategy-line.ts';

// A desk's end on an inherited descriptor: meets the strategy, asks so many times, and prints what came of each.
const [times = '1', deadlineMs = '1000'] = process.argv.slice(2);
const faults: string[] = [];
const line = new StrategyLine(3, { deadlineMs: Number(deadlineMs), onFault: ({ code }) => faults.push(code) });
const outcomes: unknown[] = [];
const context = { symbol: 'BTC/USDT' } as Parameters<typeof line.ask>[0]['context'];
const keep = (asked: Promise<unknown>) =>
  asked.then(
    (answer) => outcomes.push(answer),
    (error: { code?: unknown }) => outcomes.push(error.code),
  );
await keep(line.hello().then(({ name }) => name));
// The event loop must go on turning while a question is open.
let turns = 0;
const turning = setInterval(() => {
  turns += 1;
}, 5);
for (let time = 0; time < Number(times); time += 1) await keep(line.ask({ call: 'onCandle', context }));
// What else was sent arrives now.
await new Promise((resolve) => setTimeout(resolve, 20));
clearInterval(turning);
line.close();
process.stdout.write(JSON.stringify({ outcomes, faults, turns }));
