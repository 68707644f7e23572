import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Coinbase, "Get API Key Permissions" and "Advanced Trade Scope & Permissions" (docs.cdp.coinbase.com).
const permissions: Question = {
  name: 'permissions',
  api: 'v3.private',
  method: 'GET',
  path: 'brokerage/key_permissions',
  at: { base: 'rest', path: '/api/v3/brokerage/key_permissions' },
};

const words = wordsOf({
  can_view: ['read'],
  // One flag for every market of the account.
  can_trade: ['spotTrading', 'margin', 'futures', 'convert'],
  // Within Coinbase and out of it: also one flag.
  can_transfer: ['withdraw', 'internalTransfer', 'universalTransfer', 'depositAddresses', 'fiat'],
});

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const told = fieldsOf(answers.get(permissions.name), 'the answer', problems);
  const known = [...words.keys()].filter((name) => told.flag(name));
  const more = told.names.filter((name) => name.startsWith('can_') && !words.has(name) && told.value(name) !== false);
  const { scopes, grants, unrecognised } = permitted([...known, ...more], words);

  return readingOf(problems, () => ({ ...untold, exchange: 'coinbase', scopes, grants, unrecognised }));
}

const reader: PermissionReader = { exchange: 'coinbase', asks: [permissions], read };

export const coinbase = Object.freeze(reader);
