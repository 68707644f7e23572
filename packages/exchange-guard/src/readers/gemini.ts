import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Gemini, "Roles" and its roles endpoint (developer.gemini.com/rest-api/common/admin/roles-endpoint).
const roles: Question = { name: 'roles', api: 'private', method: 'POST', path: 'v1/roles' };

const words = wordsOf({
  // Every role may look at balances; the auditor can do nothing else.
  isAuditor: ['read'],
  isTrader: ['read', 'spotTrading', 'margin', 'futures'],
  isFundManager: [
    'read',
    'withdraw',
    'withdrawalAddresses',
    'internalTransfer',
    'universalTransfer',
    'depositAddresses',
    'earn',
    'fiat',
  ],
  isAccountAdmin: ['subAccounts', 'keyManagement', 'accountSettings'],
});

/** Says whose account it is, and allows nothing. */
const owner = 'counterparty_id';

/** Only a key of the whole organisation has this role, and says so. */
const masterOnly = 'isAccountAdmin';

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const told = fieldsOf(answers.get(roles.name), 'the answer', problems);
  const known = [...words.keys()].filter((name) => (name === masterOnly && !told.has(name) ? false : told.flag(name)));
  const { scopes, grants } = permitted(known, words);

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'gemini',
    kind: told.has(masterOnly) ? 'main-account' : 'unknown',
    scopes,
    grants,
    unrecognised: told.strange([...words.keys(), owner]),
  }));
}

const reader: PermissionReader = { exchange: 'gemini', asks: [roles], read };

export const gemini = Object.freeze(reader);
