import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { scan } from '../../src/scan/scan.ts';
import { drawSecret, makeFolder } from '../repository.ts';

const look = (chunks: readonly Buffer[]) =>
  scan({ root: makeFolder(), what: 'stdin', env: { PATH: process.env.PATH }, input: Readable.from(chunks) });

it('finds what comes in on standard input, wherever the pieces are cut', async () => {
  const text = Buffer.from(`first\nBINANCE_API_SECRET=${drawSecret()}\n`);
  for (const cut of [0, 1, 20, 40, text.length]) {
    const { findings, looked } = await look([text.subarray(0, cut), text.subarray(cut)]);
    expect(findings).toMatchObject([{ path: '(standard input)', line: 2, column: 20, rule: 'binance-secret' }]);
    expect(looked).toMatchObject({ contents: 1, bytes: text.length });
  }
});

it('finds nothing in nothing', async () => {
  expect((await look([])).findings).toEqual([]);
});
