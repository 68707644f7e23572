import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIdentityOf } from '../../src/key-identity.ts';
import { scopeNames } from '../../src/key-permissions.ts';
import { binance, binancecoinm, binanceusdm } from '../../src/readers/binance.ts';
import { restrictions } from '../fake-exchange.ts';

const read = (answer: unknown, reader = binance) =>
  reader.read(new Map([['restrictions', answer]]), keyIdentityOf({}), new Date());
const problemsOf = (answer: unknown): readonly string[] => {
  const reading = read(answer);
  return 'problems' in reading ? reading.problems : [];
};

const mandatory = [
  'ipRestrict',
  'createTime',
  'enableReading',
  'enableWithdrawals',
  'enableInternalTransfer',
  'permitsUniversalTransfer',
  'enableMargin',
  'enableFutures',
  'enableVanillaOptions',
  'enableSpotAndMarginTrading',
];
const flags = mandatory.filter((name) => name !== 'createTime');

describe("reading Binance's own words about a key", () => {
  it('understands a trade-only key whole', () => {
    expect(read(restrictions)).toEqual({
      permissions: {
        exchange: 'binance',
        kind: 'unknown',
        scopes: {
          ...Object.fromEntries(scopeNames.map((scope) => [scope, false])),
          read: true,
          spotTrading: true,
        },
        grants: [],
        loosens: false,
        lastUsedAt: 'unknown',
        label: 'unknown',
        signedCallAnswered: true,
        unrecognised: [],
        ipBinding: true,
        addresses: 'unknown',
        createdAt: new Date(restrictions.createTime),
        expiresAt: 'never',
      },
    });
  });

  it('says the same of the same key under the ids of the futures exchanges', () => {
    for (const reader of [binanceusdm, binancecoinm]) {
      expect(read(restrictions, reader)).toMatchObject({ permissions: { exchange: reader.exchange } });
      expect(reader.asks).toEqual(binance.asks);
    }
  });

  const granted: readonly (readonly [string, string])[] = [
    ['enableWithdrawals', 'withdraw'],
    ['enableInternalTransfer', 'internalTransfer'],
    ['permitsUniversalTransfer', 'universalTransfer'],
    ['enableMargin', 'margin'],
    ['enableFutures', 'futures'],
    ['enableVanillaOptions', 'options'],
    ['enablePortfolioMarginTrading', 'portfolioMargin'],
    ['enableFixApiTrade', 'fixTrading'],
  ];
  it.each(granted)('takes %s for the scope %s', (field, scope) => {
    const reading = read({ ...restrictions, [field]: true });
    expect(reading).toMatchObject({ permissions: { scopes: { [scope]: true }, unrecognised: [] } });
  });

  it.each(mandatory)('calls the answer malformed when %s is missing', (field) => {
    const { [field]: _, ...rest } = restrictions as Record<string, unknown>;
    expect(problemsOf(rest)).toEqual([expect.stringContaining(`${field} is missing`)]);
  });

  const wrongFlags: readonly unknown[] = ['true', 'false', 1, 0, null, [], {}, [true], ''];
  it.each(flags)('calls the answer malformed when %s is anything but a boolean', (field) => {
    for (const value of wrongFlags) {
      expect(problemsOf({ ...restrictions, [field]: value }), JSON.stringify(value)).toHaveLength(1);
    }
  });

  it('calls a creation time malformed that is no moment in milliseconds', () => {
    for (const createTime of [1_698_645_219, '1698645219000', null, -1, 0, 1.5, Number.NaN, 1e300, true, [], {}]) {
      expect(problemsOf({ ...restrictions, createTime }), JSON.stringify(createTime)).toHaveLength(1);
    }
  });

  it.each(['enablePortfolioMarginTrading', 'enableFixApiTrade', 'enableFixReadOnly', 'tradingAuthorityExpirationTime'])(
    'lets %s be absent, and not be null or of another type',
    (field) => {
      expect(problemsOf(restrictions)).toEqual([]);
      for (const value of [null, 'true', [], {}]) {
        expect(problemsOf({ ...restrictions, [field]: value })).toHaveLength(1);
      }
    },
  );

  it('does not mind a key that may read over FIX', () => {
    expect(read({ ...restrictions, enableFixReadOnly: true })).toEqual(read(restrictions));
  });

  it('reads when the trading authority ends', () => {
    const reading = read({ ...restrictions, tradingAuthorityExpirationTime: 1_800_000_000_000 });
    expect(reading).toMatchObject({ permissions: { expiresAt: new Date(1_800_000_000_000) } });
  });

  const unplain: readonly unknown[] = [true, 'true', 1, '1', 2, 'Y', 'yes', 'enabled', 'ALL', ['all'], { spot: true }];
  const unsaid: readonly unknown[] = [null, '', ' ', 'no', 'a label', [], {}, [false], -1, 0.5];
  it.each([...unplain, ...unsaid].map((value) => [value]))('reports a field it does not know that is %j', (value) => {
    expect(read({ ...restrictions, enableSubAccountWithdraw: value })).toMatchObject({
      permissions: { unrecognised: ['enableSubAccountWithdraw'] },
    });
  });

  it.each([[false], [0], ['false'], ['0']])('does not mind a field it does not know that is %j', (value) => {
    expect(read({ ...restrictions, enableTeleport: value })).toEqual(read(restrictions));
  });

  it('names everything that is wrong at once, and no value', () => {
    const problems = problemsOf({ ...restrictions, ipRestrict: 'sesame', enableReading: null, createTime: 'open' });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toMatch(/sesame|open/);
  });

  it('never throws and never clears what is not exactly the documented answer', () => {
    fc.assert(
      fc.property(fc.anything(), (answer) => {
        expect(read(answer)).toHaveProperty('problems');
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...mandatory), fc.jsonValue(), (field, value) => {
        const answer = { ...restrictions, [field]: value };
        const typed = field === 'createTime' ? typeof value === 'number' : typeof value === 'boolean';
        if (!typed) expect(read(answer)).toHaveProperty('problems');
      }),
    );
  });

  it('takes nothing from a prototype', () => {
    expect(problemsOf(Object.create(restrictions))).toHaveLength(mandatory.length);
  });
});
