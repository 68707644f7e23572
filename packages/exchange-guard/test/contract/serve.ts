import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { here, type Scene } from './row.ts';
import { allRows } from './rows.ts';
import { ContractServer } from './server.ts';

// One exchange in one scene as a process, for tests of other packages: they may not import what stands here. It says on
// its first line where it listens and the key that was drawn for it, and at each line it is sent what it was asked. It
// tells an address as the address services do, and lets its markets be asked for. It ends with its input.

const [name = '', scene = ''] = process.argv.slice(2);
const row = allRows.find(({ exchange }) => exchange === name);
const script = row?.scenes[scene as Scene];
if (row === undefined || typeof script !== 'function') throw new Error(`no ${name} is played here as ${scene}`);
const key = row.draw();
const contract = await new ContractServer().start();
contract.play(row, script(key));

const asked: string[] = [];
const front = createServer((incoming, outgoing) => {
  const path = incoming.url?.split('?', 1)[0] ?? '';
  const told = { '/ip': here, '/ip.json': JSON.stringify({ ip: here }) }[path];
  if (told !== undefined) return void outgoing.end(told);
  asked.push(`${incoming.method} ${path}`);
  const { method = 'GET', headers } = incoming;
  const passed = request(new URL(incoming.url ?? '/', contract.url), { method, headers }, (answer) => {
    // Whatever is no question about the key is public: an empty list of it.
    const known = answer.statusCode !== 404;
    outgoing.writeHead(known ? (answer.statusCode ?? 500) : 200, { 'content-type': 'application/json' });
    if (known) answer.pipe(outgoing);
    else outgoing.end('[]');
  });
  incoming.pipe(passed);
});
await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
const acceptUnknown = Object.fromEntries(row.cannotTell.map((fact) => [fact, 'the exchange does not tell it']));
process.stdout.write(`${JSON.stringify({ url, key, acceptUnknown })}\n`);
process.stdin.on('data', () => process.stdout.write(`${JSON.stringify({ asked })}\n`));
await new Promise((done) => process.stdin.once('end', done));
front.closeAllConnections();
front.close();
await contract.stop();
