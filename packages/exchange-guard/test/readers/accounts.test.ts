import { describe, expect, it } from 'vitest';
import { keyIdentityOf } from '../../src/key-identity.ts';
import { type KeyPermissions, scopeNames } from '../../src/key-permissions.ts';
import { readers } from '../../src/readers.ts';
import { type ContractRow, here, letters, madeAt, now, type Reply } from '../contract/row.ts';
import { rows } from '../contract/rows.ts';

const keyId = letters(36);
const wallet = `0x${'1f'.repeat(20)}`;
const signer = `0x${'2e'.repeat(20)}`;
const identity = keyIdentityOf({ keyId, wallet, signer: () => signer });

/** What comes of reading when the good answers are changed. */
function read(exchange: string, change: (answers: Record<string, unknown>) => Record<string, unknown>) {
  const row = rows.find((each) => each.exchange === exchange) as ContractRow;
  const script = row.scenes['trade-only'];
  if (typeof script === 'string') throw new Error(script);
  const said = script({ ...row.draw(), apiKey: keyId, walletAddress: wallet, signer } as never);
  const answers = Object.fromEntries(
    Object.entries(said as Readonly<Record<string, Reply>>).map(([name, { body }]) => [name, structuredClone(body)]),
  );
  const reading = readers[exchange]?.read(new Map(Object.entries(change(answers))), identity, now);
  if (reading === undefined) throw new Error(`${exchange} has no reader`);
  return reading;
}

const problemsOf = (reading: ReturnType<typeof read>): string =>
  'problems' in reading ? reading.problems.join('; ') : '';

function permissionsOf(reading: ReturnType<typeof read>): KeyPermissions {
  if ('problems' in reading) throw new Error(reading.problems.join('; '));
  return reading.permissions;
}

const granted = (permissions: KeyPermissions) => scopeNames.filter((scope) => permissions.scopes[scope] === true);

describe('bybit', () => {
  const withRights = (permissions: object, more: object = {}) =>
    permissionsOf(
      read('bybit', ({ key }) => {
        const answer = key as { result: { permissions: object } };
        const result = { ...answer.result, ...more, permissions: { ...answer.result.permissions, ...permissions } };
        return { key: { ...answer, result } };
      }),
    );

  it.each([
    [{ ContractTrade: ['Order'] }, 'futures'],
    [{ ContractTrade: ['Position'] }, 'futures'],
    [{ Derivatives: ['DerivativesTrade'] }, 'futures'],
    [{ Options: ['OptionsTrade'] }, 'options'],
    [{ CopyTrading: ['CopyTrading'] }, 'copyTrading'],
    [{ BlockTrade: ['BlockTrade'] }, 'blockTrading'],
    [{ Exchange: ['ExchangeHistory'] }, 'convert'],
    [{ Earn: ['Earn'] }, 'earn'],
    [{ FiatP2P: ['FiatP2POrder'] }, 'fiat'],
    [{ FiatP2P: ['Advertising'] }, 'fiat'],
    [{ FiatBybitPay: ['FaitPayOrder'] }, 'fiat'],
    [{ FiatBitPay: ['FaitPayOrder'] }, 'fiat'],
    [{ FiatConvertBroker: ['FiatConvertBrokerOrder'] }, 'fiat'],
    [{ BitCard: ['BitCard'] }, 'fiat'],
    [{ Wallet: ['SubMemberTransfer'] }, 'internalTransfer'],
    [{ Wallet: ['SubMemberTransferList'] }, 'internalTransfer'],
  ])('takes %j for %s', (rights, scope) => {
    expect(granted(withRights(rights))).toContain(scope);
  });

  it('says that any right over the wallet lets the key loosen itself, even one that nobody knows', () => {
    expect(withRights({}).loosens).toBe(false);
    for (const Wallet of [['AccountTransfer'], ['Withdraw'], ['SomethingNew']]) {
      expect(withRights({ Wallet }).loosens).toBe(true);
    }
  });

  it('believes a read-only key that it cannot trade, and believes it nothing else', () => {
    const key = withRights({ Wallet: ['Withdraw'], Options: ['OptionsTrade'] }, { readOnly: 1 });
    expect(granted(key)).not.toEqual(expect.arrayContaining(['spotTrading']));
    expect(granted(key)).not.toContain('options');
    expect(granted(key)).toContain('withdraw');
  });

  it('reports a group of rights that nobody knows', () => {
    expect(withRights({ Lottery: ['Ticket'] }).unrecognised).toEqual(['Lottery.Ticket']);
  });

  it('tells when an unbound key ends, and does not know it when no end is told', () => {
    const end = '2027-01-10T08:00:00Z';
    expect(withRights({}, { ips: [], expiredAt: end })).toMatchObject({ ipBinding: false, expiresAt: new Date(end) });
    expect(withRights({}, { ips: ['*'] })).toMatchObject({ ipBinding: false, expiresAt: 'unknown' });
    expect(withRights({}, { expiredAt: null })).toMatchObject({ ipBinding: true, expiresAt: 'never' });
  });

  it('tells a sub-account from the main one', () => {
    expect(withRights({}, { isMaster: false }).kind).toBe('sub-account');
  });
});

describe('okx', () => {
  const withFields = (more: object) =>
    read('okx', ({ config }) => {
      const answer = config as { data: object[] };
      return { config: { ...answer, data: [{ ...answer.data[0], ...more }] } };
    });

  it('says of the main account that its trading keys make others', () => {
    const main = permissionsOf(withFields({ mainUid: '44616123' }));
    expect(main.kind).toBe('main-account');
    expect(granted(main)).toEqual(expect.arrayContaining(['subAccounts', 'keyManagement']));
  });

  it('takes withdrawing for leaving by bank, too', () => {
    expect(granted(permissionsOf(withFields({ perm: 'read_only,withdraw' })))).toEqual(['read', 'withdraw', 'fiat']);
  });

  it('is not understood when it answers about two accounts, or with an error in a good status', () => {
    expect(problemsOf(read('okx', () => ({ config: { code: '0', data: [{}, {}] } })))).toContain('more than one');
    expect(problemsOf(read('okx', () => ({ config: { code: '50111', data: [] } })))).toContain('code');
  });
});

describe('kraken', () => {
  const withFields = (more: object) =>
    permissionsOf(
      read('kraken', ({ info }) => ({
        info: { error: [], result: { ...(info as { result: object }).result, ...more } },
      })),
    );

  it('needs to place and to cancel, to see balances and to see what is open', () => {
    const all = ['query-funds', 'query-open-trades', 'modify-trades', 'close-trades'];
    expect(withFields({ permissions: all }).scopes).toMatchObject({ read: true, spotTrading: true });
    for (const left of all) {
      const { read: reads, spotTrading } = withFields({ permissions: all.filter((name) => name !== left) }).scopes;
      expect([reads, spotTrading]).toContain(false);
    }
  });

  it.each([
    ['withdraw-funds', 'withdraw'],
    ['add-withdraw-address', 'withdrawalAddresses'],
    ['update-withdraw-address', 'withdrawalAddresses'],
    ['earn-funds', 'earn'],
    ['add-funds', 'depositAddresses'],
  ])('takes %s for %s', (name, scope) => {
    expect(granted(withFields({ permissions: [name] }))).toContain(scope);
  });

  it('tells a key that was never used', () => {
    expect(withFields({ lastUsed: null }).lastUsedAt).toBe('never');
  });
});

describe('kucoin', () => {
  const withFields = (more: object) =>
    permissionsOf(
      read('kucoin', ({ key }) => ({
        key: { ...(key as object), data: { ...(key as { data: object }).data, ...more } },
      })),
    );

  it('says of the main account that even reading comes with making keys', () => {
    const main = withFields({ isMaster: true });
    expect(main.kind).toBe('main-account');
    expect(granted(main)).toEqual(['read', 'spotTrading', 'subAccounts', 'keyManagement']);
  });

  it.each([
    ['Transfer', 'withdraw'],
    ['Withdrawal', 'withdraw'],
    ['InnerTransfer', 'internalTransfer'],
    ['FlexTransfers', 'universalTransfer'],
    ['Margin', 'margin'],
    ['Earn', 'earn'],
    ['LeadtradeFutures', 'copyTrading'],
    ['Trade', 'futures'],
    ['Unified', 'portfolioMargin'],
    ['Futures', 'futures'],
  ])('takes %s for %s', (name, scope) => {
    expect(granted(withFields({ permission: `General,${name}` }))).toContain(scope);
  });

  it('knows of a binding to addresses that are shown in part, and of none where there is no list', () => {
    expect(withFields({ ipWhitelist: '203.**.154' })).toMatchObject({ ipBinding: true, addresses: 'unknown' });
    for (const ipWhitelist of ['', null]) expect(withFields({ ipWhitelist }).ipBinding).toBe(false);
  });

  it('tells the end of a key, or that there is none, or not', () => {
    expect(withFields({ expiredAt: madeAt.getTime() }).expiresAt).toEqual(madeAt);
    expect(withFields({ expiredAt: -1 }).expiresAt).toBe('never');
    const older = read('kucoin', ({ key }) => {
      const { expiredAt: _, ...data } = (key as { data: Record<string, unknown> }).data;
      return { key: { code: '200000', data } };
    });
    expect(permissionsOf(older).expiresAt).toBe('unknown');
  });
});

describe('bitget', () => {
  const withWords = (...authorities: string[]) =>
    permissionsOf(
      read('bitget', ({ classic }) => {
        const answer = classic as { data: object };
        return { classic: { ...answer, data: { ...answer.data, authorities } } };
      }),
    );

  it('understands the words of older answers, as wide as they can be meant', () => {
    expect(granted(withWords('trade', 'readonly'))).toEqual(['read', 'spotTrading', 'margin', 'futures']);
    expect(granted(withWords('readonly', 'withdraw'))).toEqual(['read', 'withdraw']);
  });

  it.each([
    ['wwow', 'withdraw'],
    ['wtow', 'universalTransfer'],
    ['chow', 'keyManagement'],
    ['coow', 'futures'],
    ['cpow', 'futures'],
    ['smow', 'margin'],
    ['ttow', 'copyTrading'],
    ['p2p', 'fiat'],
    ['p2pw', 'fiat'],
    ['pllw', 'lending'],
  ])('takes %s for %s', (code, scope) => {
    expect(granted(withWords('stor', code))).toContain(scope);
  });

  it('tells a unified account by its parent, and a classic one not at all', () => {
    const unified = { ips: here, permType: 'read-and-write', permissions: ['uta_trade'] };
    const kindWith = (parentId: unknown) =>
      permissionsOf(read('bitget', () => ({ unified: { code: '00000', data: { ...unified, parentId } } }))).kind;
    expect([kindWith(''), kindWith('4716270'), kindWith(null)]).toEqual(['main-account', 'sub-account', 'unknown']);
    expect(withWords('stor').kind).toBe('unknown');
  });

  it('is asked the other way only when the first way was refused for the kind of account', () => {
    const [classic, unified] = readers.bitget?.asks ?? [];
    const says = 'You are in Unified Account mode';
    expect(classic?.mayRefuse?.({ status: 400, code: '40085' })).toBe(true);
    expect(classic?.mayRefuse?.({ status: 400, code: '1', says })).toBe(true);
    expect(classic?.mayRefuse?.({ status: 400, code: '40006', says: 'Invalid ACCESS_KEY' })).toBe(false);
    const known = { identity, now, nonce: '' };
    expect(unified?.params?.({ ...known, answers: new Map([['classic', {}]]) })).toBeUndefined();
    expect(unified?.params?.({ ...known, answers: new Map() })).toEqual({});
  });

  it('finds nothing to hold against what only looks', () => {
    const looking = withWords('coor', 'cpor', 'stor', 'smor', 'ttor', 'wtor', 'taxr', 'chor', 'p2pr', 'pllr');
    expect([granted(looking), looking.unrecognised]).toEqual([['read'], []]);
  });
});

describe('gemini', () => {
  it('says of a master key’s administrator what it is', () => {
    const reading = read('gemini', ({ roles }) => ({ roles: { ...(roles as object), isAccountAdmin: true } }));
    expect(permissionsOf(reading)).toMatchObject({ kind: 'main-account', scopes: { keyManagement: true } });
  });

  it.each([
    { canWithdraw: true },
    { is_admin: true },
    { roles: ['FundManager'] },
    { ' isTrader': true },
    { isSomethingNew: null },
    { '': 'yes' },
  ])('counts the undescribed field in %j against the key', (more) => {
    const reading = read('gemini', ({ roles }) => ({ roles: { ...(roles as object), ...more } }));
    expect(permissionsOf(reading).unrecognised).toEqual(Object.keys(more));
  });

  it('does not mind whose account it is, nor what is plainly off', () => {
    const more = { counterparty_id: 'EXAMPLE', canWithdraw: false, isNew: 0 };
    const reading = read('gemini', ({ roles }) => ({ roles: { ...(roles as object), ...more } }));
    expect(permissionsOf(reading).unrecognised).toEqual([]);
  });
});

describe('gate', () => {
  const withPerms = (...perms: object[]) =>
    permissionsOf(
      read('gate', ({ detail, keys }) => ({ detail, keys: (keys as object[]).map((key) => ({ ...key, perms })) })),
    );

  it.each([
    ['spot', ['spotTrading']],
    ['margin', ['margin', 'lending']],
    ['futures', ['futures']],
    ['delivery', ['futures']],
    ['options', ['options']],
    ['unified', ['margin', 'lending', 'accountSettings']],
    ['wallet', ['withdraw', 'internalTransfer', 'universalTransfer', 'depositAddresses']],
    ['withdrawal', ['withdraw']],
    ['withdrawals', ['withdraw']],
    ['earn', ['earn']],
    ['loan', ['lending']],
    ['custody', ['custody']],
    ['otc', ['fiat']],
    ['copy', ['copyTrading']],
    ['account', ['accountSettings']],
    ['sub_accounts', ['subAccounts', 'keyManagement']],
    ['rebate', []],
  ])('takes %s for %j, and looking at it for nothing', (name, scopes) => {
    const writing = granted(withPerms({ name, read_only: false })).filter((scope) => scope !== 'read');
    expect(writing.sort()).toEqual([...scopes].sort());
    expect(granted(withPerms({ name, read_only: true })).filter((scope) => scope !== 'read')).toEqual([]);
  });

  it('reports a right that nobody knows, whether it writes or looks', () => {
    for (const read_only of [true, false]) {
      expect(withPerms({ name: 'pilot', read_only }).unrecognised).toEqual(['pilot']);
    }
  });

  it('knows nothing but the addresses of a key that may not look at keys', () => {
    const permissions = permissionsOf(read('gate', ({ detail }) => ({ detail })));
    expect(new Set(Object.values(permissions.scopes))).toEqual(new Set(['unknown']));
    expect(permissions).toMatchObject({ ipBinding: true, addresses: [here], loosens: 'unknown' });
  });

  it('may be refused the list of keys for want of the right to it, and for nothing else', () => {
    const [detail, keys] = readers.gate?.asks ?? [];
    expect(keys?.mayRefuse?.({ status: 403, code: 'FORBIDDEN' })).toBe(true);
    expect(keys?.mayRefuse?.({ status: 401, code: 'INVALID_KEY' })).toBe(false);
    expect(detail?.mayRefuse).toBeUndefined();
  });

  it('takes no key for its own when two could be, or none', () => {
    for (const change of [(keys: object[]) => [...keys, keys[1]], (keys: object[]) => [keys[0]]]) {
      const reading = read('gate', ({ detail, keys }) => ({ detail, keys: change(keys as object[]) }));
      expect(permissionsOf(reading).scopes.withdraw).toBe('unknown');
    }
  });

  it('does not understand a key that is locked', () => {
    const reading = read('gate', ({ detail, keys }) => ({
      detail,
      keys: (keys as object[]).map((key) => ({ ...key, state: 2 })),
    }));
    expect(problemsOf(reading)).toContain('state');
  });
});

describe('htx', () => {
  const withFields = (more: object) =>
    read('htx', ({ uid, keys }) => {
      const answer = keys as { data: object[] };
      return { uid, keys: { ...answer, data: [{ ...answer.data[0], ...more }] } };
    });

  it('takes withdraw for withdrawing', () => {
    expect(granted(permissionsOf(withFields({ permission: 'withdraw' })))).toEqual(['withdraw']);
  });

  it('counts the days that are left', () => {
    const { expiresAt } = permissionsOf(withFields({ validDays: 30 }));
    expect(expiresAt).toEqual(new Date(now.getTime() + 30 * 86_400_000));
  });

  it('is not understood about a key that has expired, is somebody else’s, or lasts no number of days', () => {
    expect(problemsOf(withFields({ status: 'expired' }))).toContain('status');
    expect(problemsOf(withFields({ accessKey: letters(36) }))).toContain('does not hold this one once');
    for (const validDays of [-2, 1.5, 100_000, '30', null])
      expect(problemsOf(withFields({ validDays }))).toContain('validDays');
    expect(problemsOf(read('htx', ({ keys }) => ({ uid: { code: 200, data: 'me' }, keys })))).toContain('user id');
  });
});

describe('bitfinex', () => {
  it.each([
    ['account', ['accountSettings']],
    ['history', []],
    ['positions', ['margin', 'futures']],
    ['funding', ['lending']],
    ['settings', ['accountSettings', 'keyManagement']],
    ['wallets', ['internalTransfer', 'universalTransfer', 'depositAddresses', 'convert']],
    ['withdraw', ['withdraw']],
    ['ui_withdraw', ['withdraw']],
    ['bfxpay', ['fiat']],
  ])('takes writing to %s for %j', (name, scopes) => {
    const change = (row: unknown[]) => (row[0] === name ? [name, 1, 1] : row[0] === 'orders' ? ['orders', 1, 0] : row);
    const reading = read('bitfinex', ({ permissions }) => ({ permissions: (permissions as unknown[][]).map(change) }));
    expect(granted(permissionsOf(reading)).sort()).toEqual(['read', ...scopes].sort());
  });

  it('is not understood when one row of it is no permission, however little it would allow', () => {
    for (const row of [['bfxpay', '1', '1'], ['bfxpay', 1], ['bfxpay', 2, 0], [7, 0, 0], 'bfxpay', null]) {
      const reading = read('bitfinex', ({ permissions }) => ({
        permissions: [...(permissions as unknown[][]).filter(([name]) => name !== 'bfxpay'), row],
      }));
      expect(problemsOf(reading), JSON.stringify(row)).toContain('two flags of 0 or 1');
    }
  });

  it('is not understood when it leaves out what matters, or says it twice', () => {
    const without = (name: string) =>
      read('bitfinex', ({ permissions }) => ({
        permissions: (permissions as unknown[][]).filter((row) => row[0] !== name),
      }));
    for (const name of ['withdraw', 'wallets', 'orders', 'funding', 'settings', 'account']) {
      expect(problemsOf(without(name))).toBe(`${name} is missing`);
    }
    expect(problemsOf(without('bfxpay'))).toBe('');
    const twice = read('bitfinex', ({ permissions }) => ({
      permissions: [...(permissions as unknown[]), ['withdraw', 0, 0]],
    }));
    expect(problemsOf(twice)).toContain('twice');
  });
});

describe('deribit', () => {
  const withScope = (scope: string) => permissionsOf(read('deribit', () => ({ auth: { result: { scope } } })));

  it.each([
    ['account:read', ['read']],
    ['account:read_write', ['read', 'accountSettings', 'subAccounts', 'keyManagement']],
    ['trade:read', []],
    ['trade:read_write', ['spotTrading', 'margin', 'futures', 'options']],
    ['wallet:read', []],
    [
      'wallet:read_write',
      ['withdraw', 'withdrawalAddresses', 'internalTransfer', 'universalTransfer', 'depositAddresses'],
    ],
    ['block_trade:read_write', ['blockTrading']],
    ['block_rfq:read_write', ['blockTrading']],
    ['custody:read_write', ['custody']],
    ['custody:none', []],
  ])('takes %s for %j', (part, scopes) => {
    const more = part.startsWith('account') ? 'trade:read_write' : 'account:read';
    const beside = part.startsWith('account') ? ['spotTrading', 'margin', 'futures', 'options'] : ['read'];
    const permissions = withScope(`${part} ${more}`);
    expect(granted(permissions).sort()).toEqual([...beside, ...scopes].sort());
    expect(permissions.unrecognised).toEqual([]);
  });

  it('never says that the wallet is out of reach: a login may be granted less than the key holds', () => {
    expect(withScope('account:read trade:read_write').scopes.withdraw).toBe('unknown');
    expect(withScope('account:read wallet:read_write').scopes.withdraw).toBe(true);
  });

  it('says that a key which may write to the account can loosen itself', () => {
    expect(withScope('account:read_write trade:read_write')).toMatchObject({ loosens: true, kind: 'sub-account' });
    expect(withScope('account:read mainaccount')).toMatchObject({ loosens: false, kind: 'main-account' });
  });

  it('reads addresses where the scope names them, and passes over what carries a value', () => {
    const bound = withScope('account:read ip:203.0.113.7 session:bot expires:60 connection');
    expect(bound).toMatchObject({ ipBinding: true, addresses: ['203.0.113.7'], unrecognised: [] });
    expect(withScope('account:read ip:*').ipBinding).toBe(false);
  });

  it('is not understood when no right is named', () => {
    expect(problemsOf(read('deribit', () => ({ auth: { result: { scope: 'connection' } } })))).toContain('no right');
  });
});

describe('bingx', () => {
  it.each([
    ['enableWithdrawals', 'withdraw'],
    ['enableInternalTransfer', 'internalTransfer'],
    ['permitsUniversalTransfer', 'universalTransfer'],
    ['enableFutures', 'futures'],
    ['enableVanillaOptions', 'options'],
  ])('takes %s for %s', (flag, scope) => {
    const reading = read('bingx', ({ permissions }) => {
      const answer = permissions as { data: object };
      return { permissions: { ...answer, data: { ...answer.data, [flag]: true } } };
    });
    expect(granted(permissionsOf(reading))).toContain(scope);
  });

  it.each([{ canWithdraw: 'Y' }, { allowAll: 2 }, { roles: ['all'] }, { enableNew: null }])(
    'counts the undescribed field in %j against the key',
    (more) => {
      const reading = read('bingx', ({ permissions }) => {
        const answer = permissions as { data: object };
        return { permissions: { ...answer, data: { ...answer.data, ...more } } };
      });
      expect(permissionsOf(reading).unrecognised).toEqual(Object.keys(more));
    },
  );

  it('asks for the list of keys by the id of the account, as a number or as text, and else not at all', () => {
    const params = readers.bingx?.asks.find(({ name }) => name === 'keys')?.params;
    const given = (answer: unknown) =>
      params?.({ answers: new Map([['uid', answer]]), identity, now, nonce: 'a nonce' });
    for (const uid of [16789200, '16789200']) expect(given({ code: 0, data: { uid } })).toEqual({ uid: '16789200' });
    for (const uid of [null, '1&x=2', 1.5, {}]) expect(given({ code: 0, data: { uid } })).toBeUndefined();
    expect(given(undefined)).toBeUndefined();
  });

  it('knows the rights without the list of keys, which is for the main account', () => {
    const alone = permissionsOf(read('bingx', ({ permissions }) => ({ permissions })));
    expect(alone).toMatchObject({
      kind: 'unknown',
      ipBinding: true,
      addresses: 'unknown',
      scopes: { withdraw: false },
    });
  });

  it('believes the wider of its two views', () => {
    const withNumbers = (permissions: unknown) =>
      read('bingx', ({ keys, ...others }) => {
        const list = (keys as { data: { apiKeyList: object[] } }).data.apiKeyList;
        return { ...others, keys: { code: 0, data: { apiKeyList: list.map((key) => ({ ...key, permissions })) } } };
      });
    expect(granted(permissionsOf(withNumbers([1, 2, 5])))).toContain('withdraw');
    expect(permissionsOf(withNumbers([1, 2, 9])).unrecognised).toEqual(['permission-9']);
    expect(problemsOf(withNumbers(['5']))).toContain('list of numbers');
    expect(problemsOf(withNumbers('5'))).toContain('permissions');
  });

  it('believes a list without an address more than a flag that says bound', () => {
    const reading = read('bingx', ({ keys, ...others }) => {
      const list = (keys as { data: { apiKeyList: object[] } }).data.apiKeyList;
      return { ...others, keys: { code: 0, data: { apiKeyList: list.map((key) => ({ ...key, ipAddresses: [] })) } } };
    });
    expect(permissionsOf(reading).ipBinding).toBe(false);
  });
});

describe('hyperliquid', () => {
  it('knows a master wallet by its role, or by the address that is traded with', () => {
    expect(permissionsOf(read('hyperliquid', () => ({ role: { role: 'user' } }))).kind).toBe('master-wallet');
    const own = keyIdentityOf({ wallet, signer: () => wallet.toUpperCase().replace('0X', '0x') });
    const reading = readers.hyperliquid?.read(new Map([['role', { role: 'missing' }]]), own, now);
    expect(reading).toMatchObject({
      permissions: { kind: 'master-wallet', scopes: { withdraw: true }, loosens: true },
    });
  });

  it('is not understood about an agent of somebody else, or about a stranger', () => {
    const foreign = { role: 'agent', data: { user: signer } };
    expect(problemsOf(read('hyperliquid', () => ({ role: foreign })))).toContain('another wallet');
    for (const role of ['missing', 'vault', 'subAccount']) {
      expect(problemsOf(read('hyperliquid', () => ({ role: { role, data: {} } })))).toContain('role');
    }
  });

  it('is not understood when there is no key, or no wallet to trade with', () => {
    const answer = new Map([['role', { role: 'agent', data: { user: wallet } }]]);
    const about = (held: Parameters<typeof keyIdentityOf>[0]) =>
      readers.hyperliquid?.read(answer, keyIdentityOf(held), now);
    expect(about({ wallet })).toMatchObject({ problems: ['the private key signs for no address'] });
    expect(about({ signer: () => signer })).toMatchObject({ problems: ['no wallet address is configured'] });
    const asked = (held: Parameters<typeof keyIdentityOf>[0]) =>
      readers.hyperliquid?.asks.map(({ params }) =>
        params?.({ answers: new Map(), identity: keyIdentityOf(held), now, nonce: '' }),
      );
    expect(asked({})).toEqual([undefined, undefined]);
    expect(asked({ wallet, signer: () => signer })).toEqual([
      { type: 'userRole', user: signer },
      { type: 'extraAgents', user: wallet },
    ]);
  });

  it('does not know the end of an agent without a name', () => {
    expect(permissionsOf(read('hyperliquid', ({ role }) => ({ role, agents: [] }))).expiresAt).toBe('unknown');
  });
});

describe('krakenfutures', () => {
  it('believes nothing of rights whose names nobody has documented', () => {
    const reading = read('krakenfutures', ({ check }) => ({
      check: { ...(check as object), permissions: { general: 'full-access', withdrawal: 'no-access' } },
    }));
    expect(permissionsOf(reading).scopes).toMatchObject({ withdraw: 'unknown', futures: 'unknown', read: true });
  });

  it('is not understood when it answers about another key', () => {
    const reading = read('krakenfutures', ({ check }) => ({ check: { ...(check as object), apiKey: letters(56) } }));
    expect(problemsOf(reading)).toContain('not this key');
  });
});

describe('upbit', () => {
  it('is not understood when its list does not hold this key, or holds it twice', () => {
    for (const change of [(keys: unknown[]) => keys.slice(0, 1), (keys: unknown[]) => [...keys, keys[1]]]) {
      const reading = read('upbit', ({ keys }) => ({ keys: change(keys as unknown[]) }));
      expect(problemsOf(reading)).toContain('does not hold this one once');
    }
  });
});

describe('coinbase', () => {
  it.each([{ canWithdraw: 'Y' }, { is_admin: 2 }, { scopes: ['all'] }, { can_stake: null }])(
    'counts the undescribed field in %j against the key',
    (more) => {
      const reading = read('coinbase', ({ permissions }) => ({ permissions: { ...(permissions as object), ...more } }));
      expect(permissionsOf(reading).unrecognised).toEqual(Object.keys(more));
    },
  );

  it('takes one flag for leaving and for moving about', () => {
    const reading = read('coinbase', ({ permissions }) => ({
      permissions: { ...(permissions as object), can_transfer: true },
    }));
    expect(granted(permissionsOf(reading))).toEqual(
      expect.arrayContaining(['withdraw', 'internalTransfer', 'universalTransfer', 'fiat', 'depositAddresses']),
    );
  });
});
