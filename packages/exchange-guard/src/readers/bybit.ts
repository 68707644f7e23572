import type { Scope } from '../key-permissions.ts';
import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Bybit, "Get API Key Information" (docs/v5/user/apikey-info).
const key: Question = { name: 'key', api: 'private', method: 'GET', path: 'v5/user/query-api' };

/** A key with any permission over the wallet may also change its own permissions and, by an older call, its addresses. */
const wallet: readonly Scope[] = ['depositAddresses', 'keyManagement', 'subAccounts'];

const words = wordsOf({
  'ContractTrade.Order': ['futures'],
  'ContractTrade.Position': ['futures'],
  // An order of a unified account borrows when it says so.
  'Spot.SpotTrade': ['spotTrading', 'margin'],
  'Wallet.AccountTransfer': ['universalTransfer', ...wallet],
  'Wallet.SubMemberTransfer': ['internalTransfer', ...wallet],
  'Wallet.SubMemberTransferList': ['internalTransfer', ...wallet],
  'Wallet.Withdraw': ['withdraw', ...wallet],
  'Options.OptionsTrade': ['options'],
  'Derivatives.DerivativesTrade': ['futures'],
  'CopyTrading.CopyTrading': ['copyTrading'],
  'BlockTrade.BlockTrade': ['blockTrading'],
  'Exchange.ExchangeHistory': ['convert'],
  'NFT.NFTQueryProductList': [],
  'Affiliate.Affiliate': [],
  'Earn.Earn': ['earn'],
  'FiatP2P.FiatP2POrder': ['fiat'],
  'FiatP2P.Advertising': ['fiat'],
  'FiatBybitPay.FaitPayOrder': ['fiat'],
  'FiatBitPay.FaitPayOrder': ['fiat'],
  'FiatConvertBroker.FiatConvertBrokerOrder': ['convert', 'fiat'],
  'BitCard.BitCard': ['fiat'],
});

/** What a read-only key cannot do, although its lists may go on naming it. What moves money is believed all the same. */
const trading: ReadonlySet<Scope> = new Set(['spotTrading', 'margin', 'futures', 'options']);

function read(exchange: string, answers: Answers): Reading {
  const problems: string[] = [];
  const answer = fieldsOf(answers.get(key.name), 'the answer', problems);
  answer.must('retCode', 0);
  const told = answer.object('result');
  told.must('readOnly', 0, 1);
  const groups = told.object('permissions');
  const names = groups.names.flatMap((group) => groups.texts(group).map((word) => `${group}.${word}`));
  const { scopes, grants, unrecognised } = permitted(names, words);
  const readOnly = told.value('readOnly') === 1;
  const { ipBinding, addresses } = told.addresses('ips');
  const createdAt = told.moment('createdAt', 'iso');
  const isMaster = told.flag('isMaster');
  const end = told.value('expiredAt');
  // A bound key does not end, and says 1970 or nothing; for an unbound one that would be no answer.
  const endless = end === undefined || end === null || end === '' || end === '1970-01-01T00:00:00Z';
  const ends = endless ? undefined : told.moment('expiredAt', 'iso');

  return readingOf(problems, () => ({
    ...untold,
    exchange,
    kind: isMaster ? 'main-account' : 'sub-account',
    // Any permission at all may read.
    scopes: { ...without(scopes, readOnly), read: true },
    grants,
    unrecognised,
    loosens: names.some((name) => name.startsWith('Wallet.')),
    ipBinding,
    addresses,
    createdAt,
    expiresAt: ends ?? (ipBinding === true ? 'never' : 'unknown'),
    label: told.label('note'),
  }));
}

function without<T extends Readonly<Record<Scope, unknown>>>(scopes: T, readOnly: boolean): T {
  return readOnly ? { ...scopes, ...Object.fromEntries([...trading].map((scope) => [scope, false])) } : scopes;
}

const reader = (exchange: string): PermissionReader =>
  Object.freeze({ exchange, asks: [key], read: (answers: Answers) => read(exchange, answers) });

export const bybit = reader('bybit');
export const bybiteu = reader('bybiteu');
export const bybitid = reader('bybitid');
