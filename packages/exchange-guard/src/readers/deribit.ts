import type { Fact, KeyPermissions, Scope } from '../key-permissions.ts';
import { allowedAddressesOf } from './allowed-addresses.ts';
import { fieldsOf } from './fields.ts';
import {
  type Answers,
  type Known,
  type PermissionReader,
  type Question,
  type Reading,
  readingOf,
  untold,
} from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Deribit, "public/auth" and "Access scope" (docs.deribit.com). The list of keys would tell more, and would hand
// over the secrets of all of them with it: it is not asked for.
const auth: Question = {
  name: 'auth',
  api: 'public',
  method: 'GET',
  path: 'auth',
  at: { base: 'rest', path: '/api/v2/public/auth' },
  params: signed,
};

/** All there is, for a minute: the server grants what the key holds of it. */
const everything =
  'account:read_write trade:read_write wallet:read_write block_trade:read_write block_rfq:read_write custody:read_write expires:60';

/** Proves the key by a signature; the secret itself would stand in the address. */
function signed({ identity, now, nonce }: Known): Readonly<Record<string, string>> {
  const timestamp = String(now.getTime());
  const { keyId, signature } = identity.prove(`${timestamp}\n${nonce}\n`);
  return { grant_type: 'client_signature', client_id: keyId, timestamp, nonce, signature, scope: everything };
}

const words = wordsOf({
  'account:none': [],
  'account:read': ['read'],
  'account:read_write': ['read', 'accountSettings', 'subAccounts', 'keyManagement'],
  'trade:none': [],
  'trade:read': [],
  'trade:read_write': ['spotTrading', 'margin', 'futures', 'options'],
  'wallet:none': [],
  'wallet:read': [],
  'wallet:read_write': ['withdraw', 'withdrawalAddresses', 'internalTransfer', 'universalTransfer', 'depositAddresses'],
  'block_trade:none': [],
  'block_trade:read': [],
  'block_trade:read_write': ['blockTrading'],
  'block_rfq:none': [],
  'block_rfq:read': [],
  'block_rfq:read_write': ['blockTrading'],
  'custody:none': [],
  'custody:read': [],
  'custody:read_write': ['custody'],
  connection: [],
  mainaccount: [],
});

/** Parts of a scope that carry a value: a session's name, an end, an address. They allow nothing. */
const carrying = /^(?:session|expires|ip):/;

/** The server may grant a login less than the key holds, and says so of the wallet: what is missing there is not denied. */
const narrowed: ReadonlySet<Scope> = new Set([
  'withdraw',
  'withdrawalAddresses',
  'internalTransfer',
  'universalTransfer',
  'depositAddresses',
]);

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const told = fieldsOf(answers.get(auth.name), 'the answer', problems).object('result');
  const parts = told.text('scope').split(/\s+/);
  const { scopes, grants, unrecognised } = permitted(
    parts.filter((part) => !carrying.test(part)),
    words,
  );
  if (problems.length === 0 && grants.length === 0) problems.push('scope names no right at all');

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'deribit',
    kind: parts.includes('mainaccount') ? 'main-account' : 'sub-account',
    scopes: withDoubt(scopes),
    grants,
    unrecognised,
    // A key that may write to the account can change the scope of any key, its own too.
    loosens: scopes.keyManagement,
    ...bindingIn(parts),
  }));
}

function withDoubt(scopes: Readonly<Record<Scope, Fact>>): Readonly<Record<Scope, Fact>> {
  const doubted = [...narrowed].filter((scope) => scopes[scope] === false).map((scope) => [scope, 'unknown'] as const);
  return { ...scopes, ...Object.fromEntries(doubted) };
}

/** Some scopes name the addresses they are good for; when none is named, the key may still be bound. */
function bindingIn(parts: readonly string[]): Pick<KeyPermissions, 'ipBinding' | 'addresses'> {
  const named = parts.filter((part) => part.startsWith('ip:')).map((part) => part.slice(3));
  const list = named.length === 0 ? undefined : allowedAddressesOf(named);
  return list ?? { ipBinding: 'unknown', addresses: 'unknown' };
}

const reader: PermissionReader = { exchange: 'deribit', asks: [auth], read };

export const deribit = Object.freeze(reader);
