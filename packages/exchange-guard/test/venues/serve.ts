import { createInterface } from 'node:readline';
import { dialects } from './dialects.ts';
import { There } from './there.ts';

// One exchange as a process, for tests of other packages: they may not import what stands here. It says on its first
// line where it listens and the key that was drawn for it; at each line it is sent it says what it holds and was asked
// for. It ends with its input.

const [name = ''] = process.argv.slice(2);
const dialect = dialects.find(({ exchange, played = exchange }) => played === name);
if (dialect === undefined) throw new Error(`no exchange ${name} is played here`);
const there = await new There(dialect).start();
const say = (told: unknown): void => void process.stdout.write(`${JSON.stringify(told)}\n`);
say({ url: there.url, key: there.key, acceptUnknown: dialect.acceptUnknown });
for await (const _ of createInterface({ input: process.stdin })) {
  say({ orders: there.book.orders, placed: there.asked(dialect.placing).length });
}
await there.stop();
