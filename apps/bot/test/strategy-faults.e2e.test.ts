import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trailOf } from './support/books.ts';
import { deep, type Rare, rowsOfThisRun } from './support/campaign.ts';
import { openHouse } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { strategy } from './support/strategies.ts';

interface Row extends Rare {
  readonly does: string;
  readonly source: string;
  /** What the last sentence must be about. */
  readonly says: RegExp;
}

const frame = (text: string) => `(await import('node:fs')).writeSync(3, ${JSON.stringify(`${text}\n`)});`;

const rows: readonly Row[] = [
  {
    does: 'throws',
    source: strategy({ onCandle: `throw new Error('no idea');` }),
    says: /threw in onCandle: .*no idea/,
  },
  {
    rare: true,
    does: 'throws while it is loaded',
    source: `throw new Error('not today');`,
    says: /could not be loaded: .*not today/,
  },
  { rare: true, does: 'is not a program', source: 'export default {', says: /could not be loaded/ },
  { rare: true, does: 'exports nothing', source: 'export const x = 1;', says: /could not be loaded: .*onCandle/ },
  { does: 'hangs without waiting', source: strategy({ onCandle: 'for (;;);' }), says: /did not answer onCandle/ },
  {
    rare: true,
    does: 'waits for ever',
    source: strategy({ onCandle: 'await new Promise(() => undefined);' }),
    says: /did not answer onCandle/,
  },
  { rare: true, does: 'exits', source: strategy({ onCandle: 'process.exit(0);' }), says: /ended by itself/ },
  { does: 'prints garbage on fd 3', source: strategy({ onCandle: frame('%%% not a frame %%%') }), says: /not JSON/ },
  {
    rare: true,
    does: 'floods fd 3 with answers',
    source: strategy({
      onCandle: `for (let n = 0; n < 50_000; n += 1) ${frame('{"id":1,"actions":[],"memory":null}')}`,
    }),
    says: /nobody had asked for|another question/,
  },
  {
    rare: true,
    does: 'sends a line that does not end',
    source: strategy({
      onCandle: `for (let n = 0; n < 100; n += 1) (await import('node:fs')).writeSync(3, 'x'.repeat(60_000));`,
    }),
    says: /longer than/,
  },
  {
    rare: true,
    does: 'answers with another shape',
    source: strategy({ onCandle: `return [{ buy: 'everything' }];` }),
    says: /not as the contract says|none of the shapes/,
  },
  {
    rare: true,
    does: 'wants a symbol that is not configured',
    source: strategy({ declares: `name: 'probe', symbols: ['DOGE/USDT'], timeframe: '1m', warmup: 1,` }),
    says: /DOGE\/USDT/,
  },
  {
    rare: true,
    does: 'keeps a memory that is too large',
    source: strategy({ onCandle: `context.memory = 'm'.repeat(100_000); return [];` }),
    says: /memory|65536|64/i,
  },
];

describe('a strategy that', () => {
  test.concurrent.each(rowsOfThisRun(rows))(
    '$does ends the run with one sentence, the fix, and exit code 1',
    inTurn(async ({ source, says }) => {
      const house = openHouse({ strategies: { faulty: source } });
      try {
        const finished = await house.run(['start', '--for', '15s']);
        const [sentence = '', fix = '', ...rest] = finished.stderr.trimEnd().split('\n').slice(-2);
        expect(rest).toEqual([]);
        expect(sentence, finished.output).toMatch(says);
        expect(sentence.length).toBeLessThan(400);
        expect(fix).toMatch(/^→ \w/);
        // Nothing on stderr but the two: no stack of ours, no warning of Node's.
        expect(finished.stderr.trimEnd().split('\n')).toHaveLength(2);
        expect(finished.code).toBe(1);
        expect(await house.leftovers()).toEqual([]);
        expect(await trailOf(house)).toMatchObject({ whole: true });
      } finally {
        await house.close();
      }
    }),
    90_000,
  );

  test('prints a hundred thousand lines is cut short, and trading goes on', async () => {
    const house = openHouse({
      strategies: {
        loud: strategy({
          onCandle: `
          for (let n = 0; n < 100_000; n += 1) console.log('\\u001b[2J\\u202eloud ' + n);
          return [];`,
        }),
      },
    });
    try {
      const finished = await house.run(['start', '--for', '3s']);
      expect(finished.code, finished.stderr).toBe(0);
      expect(finished.output.length).toBeLessThan(200_000);
      expect(finished.output).toContain('lines dropped');
      for (const hidden of ['\u001b[2J', '\\u001b[2J', '\u202e']) {
        expect((finished.output + house.logs()).includes(hidden)).toBe(false);
      }
    } finally {
      await house.close();
    }
  });

  test.each(deep ? ['is itself a link', 'stands beside a link'] : ['stands beside a link'])(
    '%s is refused before it runs',
    async (how) => {
      const house = openHouse({ strategies: { plain: strategy({ top: `console.log('it ran');` }) } });
      try {
        const outside = join(house.folder, 'outside.ts');
        writeFileSync(outside, strategy({ top: `console.log('it ran');` }));
        const itself = how === 'is itself a link';
        symlinkSync(outside, join(house.strategies, itself ? 'linked.ts' : 'beside.ts'));
        const config = { ...house.config, strategy: itself ? 'linked' : 'plain' };
        writeFileSync(house.configFile, `export default ${JSON.stringify(config)};\n`);
        const finished = await house.run(['start', '--for', '5s']);
        expect(finished.code, finished.output).toBe(1);
        expect(finished.stderr).toMatch(/link/i);
        expect(finished.output + house.logs()).not.toContain('it ran');
      } finally {
        await house.close();
      }
    },
  );
});
