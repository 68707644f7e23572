import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Bitfinex, "Key Permissions" (docs.bitfinex.com/reference/key-permissions).
const permissions: Question = {
  name: 'permissions',
  api: 'private',
  method: 'POST',
  path: 'auth/r/permissions',
  at: { base: 'private', path: '/v2/auth/r/permissions' },
};

/** What writing to each part of the account allows. Reading any of it is harmless. */
const words = wordsOf({
  account: ['accountSettings'],
  history: [],
  orders: ['spotTrading', 'margin', 'futures'],
  positions: ['margin', 'futures'],
  funding: ['lending'],
  settings: ['accountSettings', 'keyManagement'],
  wallets: ['internalTransfer', 'universalTransfer', 'depositAddresses', 'convert'],
  withdraw: ['withdraw'],
  ui_withdraw: ['withdraw'],
  bfxpay: ['fiat'],
});

/** An answer that leaves one of these out has not said what matters. */
const mandatory = ['account', 'orders', 'funding', 'settings', 'wallets', 'withdraw'];

/** What a bot reads: its orders, and its balances. */
const looking = ['orders', 'wallets'];

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const rows = fieldsOf({ answer: answers.get(permissions.name) }, 'it', problems)
    .list('answer')
    .map(rowOf);
  if (rows.includes(undefined)) problems.push('a permission is not a name with two flags of 0 or 1');
  const told = rows.filter((row) => row !== undefined);
  const names = told.map(({ name }) => name);
  for (const name of mandatory) if (!names.includes(name)) problems.push(`${name} is missing`);
  if (new Set(names).size < names.length) problems.push('a permission is there twice');
  const writing = told.filter(({ writes }) => writes).map(({ name }) => name);
  const seeing = told.filter(({ reads }) => reads).map(({ name }) => name);
  const { scopes, grants, unrecognised } = permitted(writing, words);

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'bitfinex',
    scopes: { ...scopes, read: looking.every((name) => seeing.includes(name)) },
    grants,
    unrecognised: [...new Set([...unrecognised, ...seeing.filter((name) => !words.has(name))])],
  }));
}

function rowOf(row: unknown): { readonly name: string; readonly reads: boolean; readonly writes: boolean } | undefined {
  if (!Array.isArray(row) || row.length < 3) return undefined;
  const [name, reads, writes] = row as readonly unknown[];
  const flags = [reads, writes].every((flag) => flag === 0 || flag === 1);
  return typeof name === 'string' && flags ? { name, reads: reads === 1, writes: writes === 1 } : undefined;
}

const reader: PermissionReader = { exchange: 'bitfinex', asks: [permissions], read };

export const bitfinex = Object.freeze(reader);
