import { type KeyPermissions, movesMoney, type Scope, scopes } from '@gatehouse/exchange-guard';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRotationOf } from '../../src/checks/rotation.ts';
import { inside, proofs } from '../support/inside.ts';

const none = Object.fromEntries(Object.keys(scopes).map((scope) => [scope, false])) as KeyPermissions['scopes'];
const others = (Object.keys(scopes) as Scope[]).filter((scope) => scope !== 'read');
const policy = { readOnlyDays: 90, tradingDays: 30, withdrawDays: 14, graceDays: 7 };
const day = 86_400_000;

function permissions(granted: object, rest: Partial<KeyPermissions> = {}): KeyPermissions {
  return {
    exchange: 'binance',
    scopes: { ...none, read: true, ...granted },
    kind: 'unknown',
    grants: [],
    unrecognised: [],
    loosens: false,
    lastUsedAt: 'unknown',
    label: 'unknown',
    signedCallAnswered: true,
    ipBinding: true,
    addresses: [],
    createdAt: new Date(),
    expiresAt: 'never',
    ...rest,
  };
}

async function judge(use: (judged: (given: KeyPermissions) => ReturnType<typeof checkRotationOf>) => Promise<void>) {
  await using house = await inside({ file: { rotation: policy } });
  const { config, stand, key } = await proofs(house);
  await use((given) => checkRotationOf(house.desk, config, stand, key, given));
}

describe('how old a key may get', () => {
  it.each([
    ['it can only read', permissions({}), 90],
    ['it can trade', permissions({ spotTrading: true }), 30],
    ['whether it can trade is not known', permissions({ futures: 'unknown' }), 30],
    ['it can withdraw', permissions({ spotTrading: true, withdraw: true }), 14],
    ['whether it can withdraw is not known', permissions({ withdraw: 'unknown' }), 14],
    ['it can move money to other accounts', permissions({ internalTransfer: true }), 14],
    ['it can move money to other wallets', permissions({ universalTransfer: true }), 14],
    ['it can widen itself', permissions({}, { loosens: true }), 14],
    ['it can do something nobody knows', permissions({}, { unrecognised: ['enableMoon'] }), 14],
  ])('is what its worst power allows: %s', async (_, given, days) => {
    await judge(async (judged) => {
      expect((await judged(given)).evidence).toMatchObject({ allowedDays: days });
    });
  });

  it('is never more than a weaker key’s, whatever else it can do', async () => {
    const fact = fc.constantFrom(true, false, 'unknown' as const);
    await judge(async (judged) => {
      await fc.assert(
        fc.asyncProperty(fc.record(Object.fromEntries(others.map((name) => [name, fact]))), async (granted) => {
          const { allowedDays } = (await judged(permissions(granted))).evidence;
          const out = others.some((name) => movesMoney.has(name) && granted[name] !== false);
          const any = others.some((name) => granted[name] !== false);
          expect(allowedDays).toBe(out ? 14 : any ? 30 : 90);
        }),
        { numRuns: 60 },
      );
    });
  });
});

describe('the age', () => {
  it.each([
    [29, 'pass'],
    [31, 'warn'],
    [38, 'fail'],
  ])('of %i days of a trading key: %s, and the list goes on', async (days, result) => {
    await judge(async (judged) => {
      const createdAt = new Date(Date.now() - days * day);
      const verdict = await judged(permissions({ spotTrading: true }, { createdAt }));
      expect([verdict.result, verdict.proof]).toEqual([result, true]);
      expect(verdict.evidence).toMatchObject({ countedFrom: 'exchange' });
    });
  });

  it('counts from a record where that is older, and a younger record makes nothing younger', async () => {
    await using house = await inside({ file: { rotation: policy } });
    const { config, stand, key } = await proofs(house);
    const given = permissions({ spotTrading: true }, { createdAt: new Date(Date.now() - 2 * day) });
    const record = (days: number) =>
      stand.journal.recordRotation({
        fingerprint: key.fingerprint,
        createdAt: new Date(Date.now() - days * day),
        recordedAt: new Date(),
        by: 'me',
        note: 'as the page says',
      });
    await record(1);
    expect(await checkRotationOf(house.desk, config, stand, key, given)).toMatchObject({ result: 'pass' });
    await record(40);
    const verdict = await checkRotationOf(house.desk, config, stand, key, given);
    expect(verdict).toMatchObject({ result: 'fail', evidence: { countedFrom: 'record', ageDays: 40 } });
  });

  it('counts from the day it was first seen where the exchange does not tell', async () => {
    let now = Date.now() - 31 * day;
    await using house = await inside({ file: { rotation: policy }, desk: { clock: () => new Date(now) } });
    const { config, stand, key } = await proofs(house);
    const { openJournal } = await import('@gatehouse/journal');
    const journal = await openJournal({
      folder: stand.folder,
      installationKeyFile: `${stand.folder}/installation.key`,
      clock: () => new Date(now),
      actor: 'then',
    });
    await journal.recordKeySnapshot(key.fingerprint, {});
    await journal.close();
    now = Date.now();
    const verdict = await checkRotationOf(
      house.desk,
      config,
      stand,
      key,
      permissions({ spotTrading: true }, { createdAt: 'unknown' }),
    );
    expect(verdict).toMatchObject({ result: 'warn', evidence: { countedFrom: 'first-seen' } });
  });
});
