import type { Scope } from '../key-permissions.ts';
import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: OKX, "Get account configuration" and the permission that each call of its documentation names.
const config: Question = {
  name: 'config',
  api: 'private',
  method: 'GET',
  path: 'account/config',
  at: { base: 'rest', path: '/api/v5/account/config' },
};

/** Trading cannot be had apart from all this. Leaving OKX, by chain or by bank, is `withdraw`. */
const trade: readonly Scope[] = [
  'spotTrading',
  'margin',
  'futures',
  'options',
  'blockTrading',
  'copyTrading',
  'internalTransfer',
  'universalTransfer',
  'convert',
  'earn',
  'lending',
  'accountSettings',
];

/** A key of the main account makes sub-accounts and their keys, too; these cannot withdraw. */
const tradeOfMain: readonly Scope[] = [...trade, 'subAccounts', 'keyManagement'];

function read(exchange: string, answers: Answers): Reading {
  const problems: string[] = [];
  const answer = fieldsOf(answers.get(config.name), 'the answer', problems);
  answer.must('code', '0');
  const rows = answer.list('data');
  if (rows.length > 1) problems.push('data is a list of more than one account');
  const told = fieldsOf(rows[0], 'data', problems);
  const perm = told.text('perm').split(',');
  const isMain = told.text('uid') === told.text('mainUid');
  const words = wordsOf({ read_only: ['read'], trade: isMain ? tradeOfMain : trade, withdraw: ['withdraw', 'fiat'] });
  const { scopes, grants, unrecognised } = permitted(perm, words);
  const { ipBinding, addresses } = told.addresses('ip');

  return readingOf(problems, () => ({
    ...untold,
    exchange,
    kind: isMain ? 'main-account' : 'sub-account',
    scopes,
    grants,
    unrecognised,
    ipBinding,
    addresses,
    label: told.label('label'),
  }));
}

const reader = (exchange: string): PermissionReader =>
  Object.freeze({ exchange, asks: [config], read: (answers: Answers) => read(exchange, answers) });

export const okx = reader('okx');
export const okxus = reader('okxus');
export const myokx = reader('myokx');
