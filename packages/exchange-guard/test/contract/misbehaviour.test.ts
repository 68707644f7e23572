import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditPermissions } from '../../src/audit.ts';
import type { Venue } from '../../src/venue.ts';
import { type ContractRow, now, titleOf } from './row.ts';
import { allRows, rows } from './rows.ts';
import { drawn, opened } from './run.ts';

type Misbehaviour = (response: ServerResponse) => void;

const drips = new Set<NodeJS.Timeout>();
const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  'a page': (response) => void response.setHeader('content-type', 'text/html').end('<!doctype html><p>back soon</p>'),
  nothing: (response) => void response.end(),
  'a torn answer': (response) => void response.end('{"code":"0","msg":"","data":[{"uid":"1'),
  'an answer of more than a mebibyte': (response) =>
    void response.end(`{"code":0,"data":"${'x'.repeat(1024 * 1024)}"}`),
  'lists in lists, a hundred thousand deep': (response) =>
    void response.end(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  'an answer that never ends': (response) => {
    response.write('{"code":"0","data":"');
    drips.add(setInterval(() => response.write('x'), 20));
  },
  silence: () => undefined,
  'a broken line': (response) => void response.destroy(),
  'a number': (response) => void response.end('1e400'),
};
/** Where nothing can be read of a key, an answer in JSON is all that a signed read is asked for. */
const ofReaders: Readonly<Record<string, Misbehaviour>> = {
  'an empty object': (response) => void response.end('{}'),
  'what would be a prototype': (response) => void response.end('{"__proto__":{"code":"0"},"constructor":1}'),
};

let server: Server;
let behave: Misbehaviour;
let venues: readonly (readonly [ContractRow, Venue])[];

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.once('end', () => behave(response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found: (readonly [ContractRow, Venue])[] = [];
  for (const row of allRows) {
    found.push([row, await opened(row, await drawn(row), { url }, 250)]);
  }
  venues = found;
}, 120_000);
afterAll(async () => {
  for (const [, venue] of venues) venue.close();
  for (const drip of drips) clearInterval(drip);
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
});

// Every exchange at once, so that waiting for the end of a time limit is done once.
it.each([
  ...Object.entries(misbehaviours).map(([what, act]) => [what, act, allRows] as const),
  ...Object.entries(ofReaders).map(([what, act]) => [what, act, rows] as const),
])('%s clears no key of any exchange, and ends', async (_what, misbehaviour, among) => {
  behave = misbehaviour;
  const asked = venues.filter(([row]) => among.includes(row));
  expect(asked.length).toBeGreaterThan(among.length - 2);
  const audits = asked.map(async ([row, venue]) => {
    const everything = { [row.exchange]: Object.fromEntries(row.cannotTell.map((fact) => [fact, 'looked at it'])) };
    const ask = { need: row.need, acceptUnknown: everything, clock: () => now };
    return [titleOf(row), await auditPermissions(venue, ask)] as const;
  });
  for (const [title, verdict] of await Promise.all(audits)) {
    expect(verdict, title).toMatchObject({ result: 'fail' });
    expect(verdict.says.length, title).toBeGreaterThan(20);
    expect(verdict.says.length, title).toBeLessThan(1500);
    expect(verdict.fix, title).toBeDefined();
    expect(verdict.permissions, title).toBeUndefined();
  }
});
