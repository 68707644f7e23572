import { describe, expect, it } from 'vitest';
import { type CheckLine, checkIds } from '../../src/checklist.ts';
import { endingOf, preflight, preflightEnding, reportOf } from '../../src/errands/preflight.ts';
import type { StartUp } from '../../src/startup.ts';
import { version } from '../../src/version.ts';
import { inside } from '../support/inside.ts';

type Changes = Partial<Record<CheckLine['id'], Partial<CheckLine>>>;

function listed(changes: Changes = {}): StartUp {
  const lines = checkIds.map(
    (id): CheckLine => ({ id, result: 'pass', says: '', evidence: {}, fix: `mend ${id}`, ...changes[id] }),
  );
  const cleared = lines.every(({ result }) => result === 'pass' || result === 'warn');
  return { lines, cleared } as unknown as StartUp;
}

describe('how a checklist ends a run', () => {
  it.each<[string, Changes, 0 | 1 | 2, string | undefined]>([
    ['cleared', {}, 0, undefined],
    ['cleared with a warning', { rotation: { result: 'warn' } }, 0, undefined],
    ['the configuration is wrong', { config: { result: 'fail' }, host: { result: 'skipped' } }, 2, 'mend config'],
    ['the key can withdraw', { permissions: { result: 'fail' } }, 1, 'mend permissions'],
    ['two are wrong', { host: { result: 'fail' }, ip: { result: 'fail' } }, 1, 'mend host\n→ mend ip'],
    [
      'not confirmed, and wrong elsewhere: nobody should confirm it before',
      { credentials: { result: 'fail', evidence: { unconfirmed: true } }, permissions: { result: 'fail' } },
      1,
      'mend permissions',
    ],
    ['only not confirmed', { credentials: { result: 'fail', evidence: { unconfirmed: true } } }, 1, 'mend credentials'],
    [
      'not confirmed, and wrong in something that is not the key: confirming comes last',
      { credentials: { result: 'fail', evidence: { unconfirmed: true } }, reconcile: { result: 'fail' } },
      1,
      'mend reconcile\n→ mend credentials',
    ],
    [
      'a check that threw, whose sentence says what to do',
      { host: { result: 'fail', says: 'It is full: free some.', fix: undefined } as never },
      1,
      'It is full: free some.',
    ],
    ['skipped, though nothing failed', { rotation: { result: 'skipped' } }, 1, 'mend rotation'],
  ])('%s', (_, changes, code, fix) => {
    const ending = endingOf(listed(changes));
    expect([ending.code, ending.fix]).toEqual([code, fix]);
    expect(ending.says === undefined).toBe(code === 0);
  });

  it('names all that refused', () => {
    const { says } = endingOf(
      listed({ host: { result: 'fail' }, ip: { result: 'fail' }, rotation: { result: 'skipped' } }),
    );
    expect(says).toBe('Refused by host, ip: no order can be placed.');
  });

  it('says the words of a cleared one, and never beside a refusal', () => {
    expect(endingOf(listed(), 'Cleared.')).toEqual({ code: 0, says: 'Cleared.' });
    expect(endingOf(listed({ ip: { result: 'fail' } }), 'Cleared.').says).not.toContain('Cleared');
  });
});

describe('the report for a program', () => {
  it('has a null for whatever could not be learned, and every line', () => {
    const report = reportOf(listed({ config: { result: 'fail' } }));
    expect(report).toMatchObject({ cleared: false, mode: null, exchange: null, fingerprint: null, version });
    expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
  });

  it('says null for a fix that there is not', () => {
    const [line] = reportOf({ ...listed(), lines: [{ id: 'config', result: 'pass', says: 's', evidence: {} }] }).checks;
    expect(line).toEqual({ id: 'config', result: 'pass', says: 's', evidence: {}, fix: null });
  });
});

describe('a preflight', () => {
  it('prints one JSON value and nothing else, scrubbed, and ends cleared', async () => {
    await using house = await inside({ errand: { verb: 'preflight', json: true } });
    expect(await preflight(house.desk)).toEqual({ code: 0, says: 'Cleared: `pnpm start` would trade.' });
    expect(house.written).toHaveLength(1);
    expect(JSON.parse(house.written[0] ?? '')).toMatchObject({ cleared: true, mode: 'simulated', exchange: 'binance' });
    for (const value of Object.values(house.key)) expect(house.written[0]).not.toContain(value);
  });

  it('prints a line per check for a person, and says what a start still wants', async () => {
    await using house = await inside({ mode: 'live' });
    const { code, says } = await preflight(house.desk);
    expect([code, says]).toEqual([0, 'Cleared. A start wants more: do what credentials and reconcile say.']);
    for (const id of checkIds) expect(house.written.join('')).toContain(id);
    for (const value of Object.values(house.key)) expect(house.written.join('')).not.toContain(value);
  });

  it('takes nothing: the books can be opened and a start can begin right after it', async () => {
    await using house = await inside();
    await preflight(house.desk);
    const journal = await house.journal(await house.config());
    expect([await journal.lease(), await journal.baseline(), (await journal.standing()).epoch]).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });
});

describe('a preflight where no order can go', () => {
  it.each<[string, string, Changes, string]>([
    ['every check but the last', 'bitstamp', {}, 'Audited: nothing was found against the key'],
    ['with a warning', 'bitstamp', { ip: { result: 'warn' } }, 'Read what ip warns of.'],
    ['with two', 'bitstamp', { ip: { result: 'warn' }, host: { result: 'warn' } }, 'Read what host and ip warn of.'],
    ['the key can withdraw', 'bitstamp', { permissions: { result: 'fail' } }, 'Refused by permissions'],
    ['the key was not asked about', 'bitstamp', { permissions: { result: 'skipped' } }, 'Refused by permissions'],
    ['orders can go there after all', 'binance', {}, 'Refused by reconcile'],
  ])('%s', (_, exchange, changes, says) => {
    const result = { ...listed({ ...changes, reconcile: { result: 'skipped' } }), config: { exchange } } as StartUp;
    const ending = preflightEnding(result);
    expect(ending.says).toContain(says);
    expect(ending.code).toBe(says.startsWith('Refused') ? 1 : 0);
    expect(ending.says).not.toContain('Cleared');
  });
});
