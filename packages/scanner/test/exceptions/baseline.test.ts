import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyBaseline,
  baselineOf,
  emptyBaseline,
  type HashAll,
  readBaseline,
  textOf,
} from '../../src/exceptions/baseline.ts';
import type { HeldFinding } from '../../src/report/finding.ts';
import { scan } from '../../src/scan/scan.ts';
import { makeFolder, write } from '../repository.ts';
import { seededSecrets } from '../seeded.ts';

const drawSecret = seededSecrets(41);

/** Quick, for what is not about slowness. */
const hashAll: HashAll = async (found) =>
  new Map(found.map(({ value }) => [value, createHash('sha256').update(value).digest('hex').slice(0, 32)]));
const here = { prefix: '', hashAll };

const held = (path: string, value = drawSecret(), more: Partial<HeldFinding['finding']> = {}): HeldFinding => ({
  finding: {
    path,
    line: 1,
    column: 1,
    rule: 'binance-secret',
    severity: 'block',
    fingerprint: 'ab'.repeat(16),
    ...more,
  },
  value,
});

const written = async (found: readonly HeldFinding[]) =>
  readBaseline(textOf(await baselineOf(found, emptyBaseline(), here)));

describe('a baseline', () => {
  it('passes over what it lists, and over nothing else', async () => {
    const [old, fresh] = [held('src/a.ts'), held('src/a.ts')];
    const baseline = await written([old]);
    expect(await applyBaseline([old, fresh], baseline, here)).toMatchObject({
      kept: [fresh.finding],
      baselined: 1,
      moved: [],
      unused: 0,
    });
  });

  it('takes the same value by another rule for another finding, also where it lists that rule', async () => {
    const [one, two] = [held('a'), held('a', drawSecret(), { rule: 'kraken-secret' })];
    const other = held('a', one.value, { rule: 'kraken-secret' });
    expect((await applyBaseline([one, two, other], await written([one, two]), here)).kept).toEqual([other.finding]);
  });

  it('knows a value at another path, and says that it moved', async () => {
    const old = held('src/a.ts');
    const baseline = await written([old]);
    const moved = held('lib/b.ts', old.value);
    expect(await applyBaseline([moved], baseline, here)).toMatchObject({ kept: [], moved: [moved.finding], unused: 0 });
  });

  it('counts the lines that match nothing any more', async () => {
    const baseline = await written([held('a'), held('b')]);
    expect((await applyBaseline([], baseline, here)).unused).toBe(2);
  });

  it('leaves notes out: they stop nothing', async () => {
    expect((await written([held('a', drawSecret(), { severity: 'info' })])).entries).toEqual([]);
  });

  it('is read from the root, also when a folder inside it was scanned', async () => {
    const old = held('sub/a');
    const baseline = await written([old]);
    const inside = { ...old, finding: { ...old.finding, path: 'a' } };
    expect(await applyBaseline([inside], baseline, { prefix: 'sub/', hashAll })).toMatchObject({ kept: [], moved: [] });
  });

  it('holds a sorted line each, with no line number, no time and no value, and takes any path', async () => {
    const paths = ['a b', '"quoted"', 'new\nline', '# no comment', '\u001b[31m', 'ü', '<<<<<<< x'];
    const found = paths.flatMap((path) => [held(path), held(path)]);
    const text = textOf(await baselineOf(found, emptyBaseline(), here));
    const lines = text.trimEnd().split('\n').slice(3);
    expect(lines).toHaveLength(found.length);
    expect(lines.toSorted()).toEqual(lines);
    for (const { value } of found) expect(text).not.toContain(value);
    expect(new Set(readBaseline(text).entries.map(({ path }) => path))).toEqual(new Set(paths));
    // The same findings elsewhere in their files give the same text.
    const shifted = found.map(({ finding, value }) => ({ finding: { ...finding, line: 99, column: 7 }, value }));
    const { salt } = readBaseline(text);
    expect(textOf(await baselineOf(shifted.toReversed(), { ...emptyBaseline(), salt }, here))).toBe(text);
  });

  it('of two branches is the lines of both, in any order', async () => {
    const [base, left, right] = [held('base'), held('left'), held('right')];
    const start = await baselineOf([base], emptyBaseline(), here);
    const branch = async (found: HeldFinding) => textOf(await baselineOf([base, found], start, here));
    const merged = [...(await branch(left)).split('\n'), ...(await branch(right)).split('\n').toReversed()].join('\n');
    expect(await applyBaseline([base, left, right], readBaseline(merged), here)).toMatchObject({ kept: [], moved: [] });
  });

  const malformed = [
    ['nothing', ''],
    ['another file', '{ "findings": [] }'],
    ['a line that is none of its own', `${textOf(emptyBaseline())}deadbeef a b`],
    ['marks of a conflict', `${textOf(emptyBaseline())}<<<<<<< ours`],
    ['a path that is torn', `${textOf(emptyBaseline())}${'ab'.repeat(16)} rule "a`],
    ['two beginnings', textOf(emptyBaseline()) + textOf(emptyBaseline())],
  ] as const;

  it.each(malformed)('refuses %s in one line', (_, text) => {
    expect(() => readBaseline(text)).toThrow(
      expect.objectContaining({
        code: 'BASELINE_MALFORMED',
        message: expect.stringMatching(/^The baseline [^\n]*\.$/),
      }),
    );
  });
});

describe('a hundred moves of lines', () => {
  it('make no new finding', async () => {
    const folder = makeFolder();
    const secrets = Array.from({ length: 6 }, (_, index) => `OKX_SECRET_${index} = "${drawSecret()}"`);
    const filler = Array.from({ length: 30 }, (_, index) => `const line${index} = ${index};`);
    const look = async () => {
      let found: readonly HeldFinding[] = [];
      const onValues = (values: readonly HeldFinding[]) => {
        found = values;
      };
      await scan({ root: folder, what: 'tree', env: { PATH: process.env.PATH }, onValues });
      return found;
    };
    write(folder, 'a.ts', [...secrets, ...filler].join('\n'));
    write(folder, 'b.ts', secrets.slice(0, 2).join('\n'));
    const first = await look();
    expect(first).toHaveLength(8);
    const baseline = await written(first);

    const move = fc.tuple(fc.nat(), fc.nat());
    let lines = [...secrets, ...filler];
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { minLength: 10, maxLength: 10 }),
        fc.stringMatching(/^[a-z]{1,8}$/),
        async (moves, name) => {
          for (const [from, to] of moves) {
            const [line = ''] = lines.splice(from % lines.length, 1);
            lines = lines.toSpliced(to % (lines.length + 1), 0, line);
          }
          write(folder, 'a.ts', [`// ${name}`, ...lines, ''].join('\n'));
          const found = await look();
          expect(found).toHaveLength(8);
          expect(await applyBaseline(found, baseline, here)).toMatchObject({ kept: [], moved: [], unused: 0 });
        },
      ),
      { numRuns: 10 },
    );
  });
});
