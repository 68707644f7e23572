import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyBaseline, textOf } from '../../src/exceptions/baseline.ts';
import { exceptionsFor, settle, userRulesFor } from '../../src/exceptions/exceptions.ts';
import type { HeldFinding } from '../../src/report/finding.ts';
import { rules } from '../../src/rules/rules.ts';
import { drawSecret, makeFolder, write } from '../repository.ts';
import { noon } from '../surroundings.ts';

const wantedIn = (root: string, values = {}) => ({ folder: root, place: { root, prefix: '' }, values });
const load = (root: string, values = {}) => exceptionsFor(wantedIn(root, values), { rules, now: noon });
const reasoned = () => textOf({ ...emptyBaseline(), reason: 'found when we began' });

describe('exceptions', () => {
  it('are none where there are no files', async () => {
    const root = makeFolder();
    expect(await load(root)).toEqual({ ignore: [] });
    expect(await userRulesFor(wantedIn(root), rules)).toEqual({ data: [], rules: [] });
  });

  it('come from the files at the root, or from the one that is named', async () => {
    const root = makeFolder();
    write(root, '.scanignore', 'docs/** * until=2026-12-31 the samples of the documentation');
    write(root, '.scanbaseline', reasoned());
    write(root, 'other/baseline', reasoned());
    const [atRoot, named] = [await load(root), await load(root, { baseline: 'other/baseline' })];
    expect(atRoot.ignore).toHaveLength(1);
    expect(atRoot.baseline?.reason).toBe('found when we began');
    expect(named.baseline?.salt).not.toEqual(atRoot.baseline?.salt);
    // While it is written anew, the old one says nothing.
    expect((await load(root, { 'write-baseline': 'x' })).baseline).toBeUndefined();
  });

  const refused = [
    ['a baseline that is not there', {}, { baseline: 'gone' }, 'BASELINE_MALFORMED'],
    ['a baseline without a reason', { '.scanbaseline': textOf(emptyBaseline()) }, {}, 'BASELINE_MALFORMED'],
    [
      'a baseline that is a tick',
      { '.scanbaseline': textOf({ ...emptyBaseline(), reason: 'ok' }) },
      {},
      'BASELINE_MALFORMED',
    ],
    [
      'an exception that has expired',
      { '.scanignore': 'a * until=2026-01-01 the samples of the documentation' },
      {},
      'IGNORE_EXPIRED',
    ],
    ['rules that are not there', {}, { rules: 'gone' }, 'RULES_MALFORMED'],
    ['rules that are torn', { 'scan.rules.json': '{' }, {}, 'RULES_MALFORMED'],
  ] as const;

  it.each(refused)('are refused with %s, in one sentence', async (_, files, values, code) => {
    const root = makeFolder();
    for (const [name, text] of Object.entries(files)) write(root, name, text);
    const both = async () => {
      await userRulesFor(wantedIn(root, values), rules);
      await load(root, values);
    };
    await expect(both()).rejects.toMatchObject({ code, message: expect.stringMatching(/^[^\n]+\.$/) });
  });

  it('do not wait for a pipe of that name', async () => {
    const root = makeFolder();
    execFileSync('mkfifo', [join(root, '.scanignore')]);
    await expect(load(root)).rejects.toMatchObject({ code: 'IGNORE_MALFORMED' });
  });
});

describe('settle', () => {
  const held = (path: string): HeldFinding => ({
    finding: { path, line: 1, column: 1, rule: 'okx-secret', severity: 'block', fingerprint: 'ab'.repeat(16) },
    value: drawSecret(),
  });

  it('needs no value for .scanignore, and says what excuses nothing only after a look at everything', async () => {
    const root = makeFolder();
    write(
      root,
      '.scanignore',
      'a * until=2026-12-31 the samples of the documentation\nb * until=2026-12-31 and those of another',
    );
    const exceptions = await load(root);
    const [one, two] = [held('a').finding, held('c').finding];
    const settling = { place: { root, prefix: '' }, env: {} };
    const settled = await settle({ findings: [one, two], found: [] }, exceptions, { ...settling, isComplete: true });
    expect(settled).toMatchObject({ findings: [two], ignored: 1, baselined: 0 });
    expect(settled.notes).toEqual([expect.stringMatching(/^Line 2 of \.scanignore/)]);
    const partly = await settle({ findings: [], found: [] }, exceptions, { ...settling, isComplete: false });
    expect(partly.notes).toEqual([]);
  });
});
