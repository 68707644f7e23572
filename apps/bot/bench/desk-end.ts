import { descriptor } from '../src/messages.ts';
import { StrategyLine } from '../src/strategy-line.ts';
import { context } from './context.ts';

// The desk's end of a round trip, in a process that inherited it, as the desk does. Prints microseconds per question.
const [candles = '1', runs = '1'] = process.argv.slice(2);
const line = new StrategyLine(descriptor.strategy, { deadlineMs: 5_000, onFault: () => undefined });
await line.hello();
const series: number[] = [];
for (let run = -500; run < Number(runs); run += 1) {
  const begun = performance.now();
  await line.ask({ call: 'onCandle', context: context(Number(candles)) });
  if (run >= 0) series.push((performance.now() - begun) * 1000);
}
process.stdout.write(JSON.stringify(series));
line.close();
