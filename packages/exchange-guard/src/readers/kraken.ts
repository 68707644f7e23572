import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Kraken, "Get API Key Info" (docs.kraken.com/api-reference/account-data/get-api-key-info).
const info: Question = {
  name: 'info',
  api: 'private',
  method: 'POST',
  path: 'GetApiKeyInfo',
  at: { base: 'private', path: '/0/private/GetApiKeyInfo' },
};

const words = wordsOf({
  'query-funds': ['read'],
  'query-open-trades': [],
  'query-closed-trades': [],
  'query-ledger': [],
  'export-data': [],
  // Lets the key listen and, with `modify-trades`, order over a web socket: nothing that it could not do without.
  'create-ws-token': [],
  // The leverage is a parameter of the order.
  'modify-trades': ['spotTrading', 'margin'],
  'close-trades': [],
  'add-funds': ['depositAddresses'],
  'withdraw-funds': ['withdraw', 'internalTransfer', 'universalTransfer'],
  'earn-funds': ['earn'],
  'add-withdraw-address': ['withdrawalAddresses'],
  'update-withdraw-address': ['withdrawalAddresses'],
});

/** What a bot needs is two permissions each: balances and open orders, placing and cancelling. */
const reading = ['query-funds', 'query-open-trades'];
const trading = ['modify-trades', 'close-trades'];

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const answer = fieldsOf(answers.get(info.name), 'the answer', problems);
  if (answer.list('error').length > 0) problems.push('error is not empty');
  const told = answer.object('result');
  const names = told.texts('permissions');
  const { scopes, grants, unrecognised } = permitted(names, words);
  const { ipBinding, addresses } = told.addresses('ipAllowlist');
  const createdAt = told.moment('createdTime', 's');
  const validUntil = told.value('validUntil');
  const expiresAt = validUntil === '0' || validUntil === 0 ? 'never' : told.moment('validUntil', 's');
  const lastUsedAt = told.value('lastUsed') === null ? 'never' : told.someMoment('lastUsed', 's');

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'kraken',
    scopes: {
      ...scopes,
      read: reading.every((name) => names.includes(name)),
      spotTrading: trading.every((name) => names.includes(name)),
    },
    grants,
    unrecognised,
    ipBinding,
    addresses,
    createdAt,
    expiresAt,
    lastUsedAt,
    label: told.label('apiKeyName'),
  }));
}

const reader: PermissionReader = { exchange: 'kraken', asks: [info], read };

export const kraken = Object.freeze(reader);
