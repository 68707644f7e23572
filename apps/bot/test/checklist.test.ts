import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type CheckId, type CheckLine, Checklist, checkIds, type Verdict } from '../src/checklist.ts';

const pass = <Proof>(proof?: Proof): Verdict<Proof> => ({
  result: 'pass',
  says: 'well',
  evidence: {},
  ...(proof === undefined ? {} : { proof }),
});

function listOf() {
  const reported: CheckLine[] = [];
  const list = new Checklist((line) => reported.push(line));
  return { list, reported };
}

/** Settles the first check so that its line is reported at once. */
async function first(judge: () => Verdict | Promise<Verdict>): Promise<CheckLine | undefined> {
  const { list, reported } = listOf();
  await list.check('config', {}, judge);
  return reported[0];
}

const coded = (code: string, more: object = {}) => Object.assign(new Error('the sentence'), { code, ...more });

describe('the list', () => {
  it('names the ten of the design, in their order', () => {
    expect(checkIds).toEqual([
      'config',
      'host',
      'credentials',
      'own-key-leak',
      'connection',
      'permissions',
      'rotation',
      'ip',
      'sole-writer',
      'reconcile',
    ]);
  });
});

describe('a check', () => {
  it('is given what earlier ones have proven, under the names it asked for', async () => {
    const { list } = listOf();
    const config = list.check('config', {}, () => pass({ mode: 'simulated' }));
    const host = list.check('host', { config }, ({ config: { mode } }) => pass(`host of ${mode}`));
    expect(await host).toBe('host of simulated');
  });

  it('is skipped without its evidence, is never judged, and has no proof', async () => {
    const { list, reported } = listOf();
    const config = list.check('config', {}, () => ({ result: 'fail', says: 'wrong', evidence: {} }) as Verdict<object>);
    const judge = vi.fn(() => pass(true));
    const host = list.check('host', { config }, judge);
    const credentials = list.check('credentials', { config, host }, judge);
    expect(await Promise.all([host, credentials])).toEqual([undefined, undefined]);
    expect(judge).not.toHaveBeenCalled();
    expect(reported.map(({ result, says }) => [result, says])).toEqual([
      ['fail', 'wrong'],
      ['skipped', 'needs config first'],
      ['skipped', 'needs config and host first'],
    ]);
    expect(reported[2]?.evidence).toEqual({ needs: ['config', 'host'] });
  });

  it('is skipped when its evidence is null, which no proof is', async () => {
    const { list, reported } = listOf();
    await list.check('config', { config: Promise.resolve(null) }, () => pass(true));
    expect(reported[0]?.result).toBe('skipped');
  });

  it('names evidence that is no check of its own only when nothing else is missing', async () => {
    const { list, reported } = listOf();
    await list.check('config', { address: Promise.resolve(undefined) }, () => pass());
    await list.check('host', { address: Promise.resolve(undefined), config: Promise.resolve(undefined) }, () => pass());
    expect(reported.map(({ says }) => says)).toEqual(['needs address first', 'needs config first']);
  });

  it('that fails may still have proven something for the next', async () => {
    const { list, reported } = listOf();
    const config = list.check('config', {}, () => ({ result: 'fail', says: '', evidence: {}, proof: 'whole enough' }));
    await list.check('host', { config }, () => pass());
    expect(reported.map(({ result }) => result)).toEqual(['fail', 'pass']);
  });

  it('shows a fix when it did not pass, and never when it did', async () => {
    const fixes = async (result: Verdict['result']) =>
      (await first(() => ({ result, says: '', evidence: {}, fix: 'do this' })))?.fix;
    expect([await fixes('pass'), await fixes('warn'), await fixes('fail')]).toEqual([undefined, 'do this', 'do this']);
  });

  it('begun twice is refused: a second pass could hide a first failure', async () => {
    const { list, reported } = listOf();
    await list.check('config', {}, () => ({ result: 'fail', says: 'wrong', evidence: {} }));
    await expect(list.check('config', {}, () => pass(true))).rejects.toThrow('config was begun twice');
    expect(reported.map(({ result }) => result)).toEqual(['fail']);
  });
});

describe('a check that throws', () => {
  it('has failed with the code and the sentence of one of our errors', async () => {
    expect(await first(() => Promise.reject(coded('JOURNAL_BUSY')))).toEqual({
      id: 'config',
      result: 'fail',
      says: 'the sentence',
      evidence: { code: 'JOURNAL_BUSY' },
    });
  });

  it('says the fix that the error brings', async () => {
    expect((await first(() => Promise.reject(coded('LINK', { fix: 'cut it' }))))?.fix).toBe('cut it');
  });

  it.each([
    ['a plain error', new TypeError('x is not a function')],
    ['a refusal of Node’s permission model', coded('ERR_ACCESS_DENIED', { permission: 'FileSystemRead' })],
    ['an error of the system', coded('EACCES', { syscall: 'open', errno: -13 })],
    ['an error with an empty code', coded('')],
    ['a string', 'thrown'],
    ['null', null],
  ])('has failed as a defect of ours: %s', async (_what, thrown) => {
    const line = await first(() => Promise.reject(thrown));
    expect(line).toMatchObject({ result: 'fail', says: 'the check itself broke', evidence: { code: 'UNEXPECTED' } });
    expect(line?.fix).toMatch(/^This is a defect of Gatehouse/);
  });

  it('has no proof, so the next is skipped', async () => {
    const { list, reported } = listOf();
    const config = list.check('config', {}, () => Promise.reject(new Error('no')) as Promise<Verdict<object>>);
    await list.check('host', { config }, () => pass());
    expect(reported.map(({ result }) => result)).toEqual(['fail', 'skipped']);
  });

  it('has failed as well when its evidence could not be gathered, also while it waits for other evidence', async () => {
    const { list, reported } = listOf();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const slow = new Promise((resolve) => setTimeout(resolve, 20, 'there'));
    const judge = vi.fn(() => pass());
    await list.check('config', { slow, address: Promise.reject(coded('SIMULATOR_GONE')) }, judge);
    process.off('unhandledRejection', unhandled);
    expect(reported[0]).toMatchObject({ result: 'fail', evidence: { code: 'SIMULATOR_GONE' } });
    expect(judge).not.toHaveBeenCalled();
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('the report', () => {
  it('comes in the order of the contract, each line once and as early as it can, whatever settles first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...checkIds], { minLength: 10 }), async (order) => {
        const { list, reported } = listOf();
        const settle = new Map<CheckId, () => void>();
        const done = checkIds.map((id) =>
          list.check(id, {}, () => new Promise<Verdict>((well) => settle.set(id, () => well(pass())))),
        );
        await Promise.resolve();
        const settled = new Set<CheckId>();
        for (const id of order) {
          settle.get(id)?.();
          await done[checkIds.indexOf(id)];
          settled.add(id);
          const ready = checkIds.findIndex((one) => !settled.has(one));
          expect(reported.map((line) => line.id)).toEqual(checkIds.slice(0, ready === -1 ? 10 : ready));
        }
        expect(list.lines).toEqual(reported);
      }),
      { numRuns: 50 },
    );
  });

  it('is complete only when all ten have settled', async () => {
    const { list } = listOf();
    await Promise.all(checkIds.slice(0, 9).map((id) => list.check(id, {}, () => pass())));
    expect(() => list.lines).toThrow('reconcile has not settled');
  });

  it('holds no pass that stands on something missing, whatever fails, throws, or proves nothing', async () => {
    const outcome = fc.constantFrom('pass', 'pass without proof', 'fail', 'throw');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(outcome, fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8])), { minLength: 10, maxLength: 10 }),
        async (plan) => {
          const { list, reported } = listOf();
          const proofs: Promise<unknown>[] = [];
          const need = (index: number) => plan[index]?.[1].filter((other) => other < index) ?? [];
          for (const [index, id] of checkIds.entries()) {
            const needs = Object.fromEntries(need(index).map((other) => [checkIds[other], proofs[other]]));
            proofs.push(
              list.check(id, needs as Record<string, Promise<unknown>>, () => {
                const what = plan[index]?.[0];
                if (what === 'throw') throw new Error('broke');
                if (what === 'fail') return { result: 'fail', says: '', evidence: {} };
                return pass(what === 'pass' ? true : undefined);
              }),
            );
          }
          const proven = (await Promise.all(proofs)).map((proof) => proof !== undefined);
          for (const [index, line] of reported.entries()) {
            expect(line.result === 'skipped').toBe(need(index).some((other) => !proven[other]));
          }
          expect(reported).toHaveLength(10);
        },
      ),
      { numRuns: 100 },
    );
  });
});
