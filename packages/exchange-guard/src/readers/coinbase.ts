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

/** Which portfolio the key is of: neither of them allows anything. */
const portfolio = ['portfolio_uuid', 'portfolio_type'];

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const told = fieldsOf(answers.get(permissions.name), 'the answer', problems);
  const known = [...words.keys()].filter((name) => told.flag(name));
  const { scopes, grants } = permitted(known, words);
  const unrecognised = told.strange([...words.keys(), ...portfolio]);

  return readingOf(problems, () => ({ ...untold, exchange: 'coinbase', scopes, grants, unrecognised }));
}

const reader: PermissionReader = { exchange: 'coinbase', asks: [permissions], read };

export const coinbase = Object.freeze(reader);
