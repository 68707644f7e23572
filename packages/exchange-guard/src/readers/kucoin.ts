import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: KuCoin, "Get Apikey Info" (docs-new/rest/account-info/account-funding/get-apikey-info) and its authentication page.
const key: Question = {
  name: 'key',
  api: 'private',
  method: 'GET',
  path: 'user/api-key',
  at: { base: 'private', path: '/api/v1/user/api-key' },
};

const common = {
  Spot: ['spotTrading'],
  Margin: ['margin', 'lending'],
  Futures: ['futures'],
  // Keys that are older than the three above.
  Trade: ['spotTrading', 'margin', 'futures'],
  Unified: ['spotTrading', 'margin', 'futures', 'portfolioMargin', 'accountSettings'],
  LeadtradeFutures: ['copyTrading'],
  Earn: ['earn'],
  InnerTransfer: ['internalTransfer', 'universalTransfer'],
  FlexTransfers: ['internalTransfer', 'universalTransfer'],
  Transfer: ['withdraw', 'internalTransfer', 'universalTransfer', 'depositAddresses'],
  Withdrawal: ['withdraw'],
} as const;

const ofSub = wordsOf({ ...common, General: ['read'] });
/** In a main account the permission to read also makes sub-accounts and their keys. */
const ofMain = wordsOf({ ...common, General: ['read', 'subAccounts', 'keyManagement'] });

function read(exchange: string, answers: Answers): Reading {
  const problems: string[] = [];
  const answer = fieldsOf(answers.get(key.name), 'the answer', problems);
  answer.must('code', '200000');
  const told = answer.object('data');
  const isMaster = told.flag('isMaster');
  const { scopes, grants, unrecognised } = permitted(told.text('permission').split(','), isMaster ? ofMain : ofSub);
  // A key without addresses has no such field.
  const listed = told.value('ipWhitelist') ?? '';
  const { ipBinding, addresses } =
    listed === '' ? ({ ipBinding: false, addresses: [] } as const) : told.addresses('ipWhitelist');
  const createdAt = told.moment('createdAt', 'ms');
  const endless = told.value('expiredAt') === null || told.value('expiredAt') === -1;
  const expiresAt = !told.has('expiredAt') ? 'unknown' : endless ? 'never' : told.moment('expiredAt', 'ms');

  return readingOf(problems, () => ({
    ...untold,
    exchange,
    kind: isMaster ? 'main-account' : 'sub-account',
    scopes,
    grants,
    unrecognised,
    ipBinding,
    addresses,
    createdAt,
    expiresAt,
    label: told.label('remark'),
  }));
}

const reader = (exchange: string): PermissionReader =>
  Object.freeze({ exchange, asks: [key], read: (answers: Answers) => read(exchange, answers) });

export const kucoin = reader('kucoin');
export const kucoinfutures = reader('kucoinfutures');
