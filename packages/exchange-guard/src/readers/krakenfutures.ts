import type { KeyIdentity } from '../key-identity.ts';
import { fieldsOf } from './fields.ts';
import {
  type Answers,
  type PermissionReader,
  type Question,
  type Reading,
  readingOf,
  type Teaching,
  untold,
} from './reader.ts';
import { scopesOf } from './words.ts';

// Source: Kraken, "Check v3 API key" (docs.kraken.com/api-reference/api-keys/check-v3-api-key).
const check: Question = {
  name: 'check',
  api: 'auth',
  method: 'GET',
  path: 'api-keys/v3/check',
  at: { base: 'auth', path: 'v1/api-keys/v3/check' },
};

/** ccxt has no such part. It signs the others that are named in their path, and this one in the same way. */
const teaches: Teaching = {
  bases: { auth: 'https://futures.kraken.com/api/auth/' },
  options: {
    access: { auth: { GET: { [check.path]: 'private' } } },
    versions: { auth: { GET: { [check.path]: 'v1' } } },
  },
};

function read(answers: Answers, identity: KeyIdentity): Reading {
  const problems: string[] = [];
  const told = fieldsOf(answers.get(check.name), 'the answer', problems);
  if (told.has('apiKey') && !identity.isKeyId(told.value('apiKey'))) problems.push('apiKey is not this key');
  told.object('permissions');
  const createdAt = told.moment('createdAt', 'iso');
  const { ipBinding, addresses } = told.addresses('allowedCidrBlocks');

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'krakenfutures',
    // The documentation says that the rights are an object, and not what is in it: nothing in it is believed.
    scopes: scopesOf((scope) => (scope === 'read' ? true : 'unknown')),
    loosens: 'unknown',
    ipBinding,
    addresses,
    createdAt,
  }));
}

const reader: PermissionReader = { exchange: 'krakenfutures', asks: [check], teaches, read };

export const krakenfutures = Object.freeze(reader);
