import type { VenueAnswer } from '../error.ts';
import type { KeyIdentity } from '../key-identity.ts';

import { type Fields, fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: BingX, "Query API key permissions" and "Query the API Key" (BingX-API, skills/sub-account).
const permissions: Question = {
  name: 'permissions',
  api: 'account.v1.private',
  method: 'GET',
  path: 'account/apiPermissions',
  at: { base: 'account', path: '/v1/account/apiPermissions' },
};
/** The list of keys is for the main account alone; without it the flags still tell the rights. */
const notForUs = ({ status }: VenueAnswer): boolean => status < 500;
const uid: Question = {
  name: 'uid',
  api: 'account.v1.private',
  method: 'GET',
  path: 'uid',
  at: { base: 'account', path: '/account/v1/uid' },
  mayRefuse: notForUs,
};
const keys: Question = {
  name: 'keys',
  api: 'account.v1.private',
  method: 'GET',
  path: 'apiKey/query',
  at: { base: 'account', path: '/account/v1/apiKey/query' },
  params: ({ answers }) => {
    const id = uidIn(answers);
    return id === undefined ? undefined : { uid: id };
  },
  mayRefuse: notForUs,
};

const words = wordsOf({
  enableReading: ['read'],
  enableSpotAndMarginTrading: ['spotTrading', 'margin'],
  enableWithdrawals: ['withdraw'],
  enableInternalTransfer: ['internalTransfer'],
  permitsUniversalTransfer: ['universalTransfer'],
  enableFutures: ['futures'],
  enableVanillaOptions: ['options'],
});

/** The same rights by number, as the list of keys has them. */
const numbers: ReadonlyMap<number, string> = new Map([
  [1, 'enableSpotAndMarginTrading'],
  [2, 'enableReading'],
  [3, 'enableFutures'],
  [4, 'permitsUniversalTransfer'],
  [5, 'enableWithdrawals'],
  [7, 'enableInternalTransfer'],
]);

function read(answers: Answers, identity: KeyIdentity): Reading {
  const problems: string[] = [];
  const answer = fieldsOf(answers.get(permissions.name), 'the answer', problems);
  answer.must('code', 0);
  const told = answer.object('data');
  const known = [...words.keys()].filter((name) => told.flag(name));
  const more = told.strange([...words.keys(), 'ipRestrict', 'createTime']);
  const bound = told.flag('ipRestrict');
  const createdAt = told.moment('createTime', 'ms');
  const row = ownKey(answers.get(keys.name), identity, problems);
  const listed = row === undefined ? [] : numbered(row, problems);
  // Where the two views differ, the wider one counts.
  const { scopes, grants, unrecognised } = permitted([...known, ...listed], words);
  const list = row?.has('ipAddresses') && bound ? row.addresses('ipAddresses') : undefined;

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'bingx',
    kind: row === undefined ? 'unknown' : 'main-account',
    scopes,
    grants,
    unrecognised: [...more, ...unrecognised],
    ipBinding: bound && list?.ipBinding !== false,
    addresses: list?.addresses ?? 'unknown',
    createdAt,
    label: row?.label('note') ?? 'unknown',
  }));
}

function numbered(row: Fields, problems: string[]): readonly string[] {
  return row.list('permissions').map((number) => {
    if (typeof number !== 'number') problems.push('permissions is not a list of numbers');
    return typeof number === 'number' ? (numbers.get(number) ?? `permission-${number}`) : '';
  });
}

/** The row of this key, where it is found. A list of another shape is passed over: it only adds to what is known already. */
function ownKey(answer: unknown, identity: KeyIdentity, problems: string[]): Fields | undefined {
  const rows = fieldsOf(answer, 'the list', []).object('data').list('apiKeyList');
  const own = rows.filter((row) => identity.isKeyId(fieldsOf(row, 'a key', []).value('apiKey')));
  return own.length === 1 ? fieldsOf(own[0], 'a key', problems) : undefined;
}

function uidIn(answers: Answers): string | undefined {
  const id = fieldsOf(answers.get(uid.name), 'the answer', []).object('data').value('uid');
  const whole = (typeof id === 'number' && Number.isSafeInteger(id)) || typeof id === 'string';
  return whole && /^\d{1,20}$/.test(String(id)) ? String(id) : undefined;
}

const reader: PermissionReader = { exchange: 'bingx', asks: [permissions, uid, keys], read };

export const bingx = Object.freeze(reader);
