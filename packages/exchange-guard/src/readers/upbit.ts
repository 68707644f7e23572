import type { KeyIdentity } from '../key-identity.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { scopesOf } from './words.ts';

// Source: Upbit, "List API keys" (docs.upbit.com). What a key may do is told to a main pocket that manages pockets, and a
// key that can do that is nobody's trading key: it is not asked for.
const keys: Question = {
  name: 'keys',
  api: 'private',
  method: 'GET',
  path: 'api_keys',
  at: { base: 'private', path: '/v1/api_keys' },
};

function read(answers: Answers, identity: KeyIdentity): Reading {
  const problems: string[] = [];
  const rows = fieldsOf({ answer: answers.get(keys.name) }, 'it', problems).list('answer');
  const own = rows
    .map((row) => fieldsOf(row, 'a key', problems))
    .filter((row) => identity.isKeyId(row.value('access_key')));
  if (problems.length === 0 && own.length !== 1) problems.push('the list of keys does not hold this one once');
  const told: Fields = own[0] ?? fieldsOf(undefined, 'the key', problems);
  const expiresAt = told.moment('expire_at', 'iso');

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'upbit',
    scopes: scopesOf(() => 'unknown'),
    loosens: 'unknown',
    // Registering addresses is part of making a key there; which ones is not told.
    ipBinding: true,
    expiresAt,
  }));
}

const reader: PermissionReader = { exchange: 'upbit', asks: [keys], read };

export const upbit = Object.freeze(reader);
