import type { KeyIdentity } from '../key-identity.ts';
import { fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: HTX, "Get UID" and "API key query" (huobi_Python models, support article 900001195006).
const uid: Question = {
  name: 'uid',
  api: 'v2Private',
  method: 'GET',
  path: 'user/uid',
  at: { base: 'v2Private', path: '/v2/user/uid' },
};
const keys: Question = {
  name: 'keys',
  api: 'v2Private',
  method: 'GET',
  path: 'user/api-key',
  at: { base: 'v2Private', path: '/v2/user/api-key' },
  params: ({ answers }) => {
    const id = uidIn(answers);
    return id === undefined ? undefined : { uid: id };
  },
};

const words = wordsOf({
  readOnly: ['read'],
  // Moving money between one's own accounts there, and borrowing, is part of it.
  trade: ['spotTrading', 'margin', 'futures', 'internalTransfer', 'universalTransfer', 'lending'],
  withdraw: ['withdraw'],
});

const DAY_MS = 24 * 60 * 60 * 1000;

function read(answers: Answers, identity: KeyIdentity, now: Date): Reading {
  const problems: string[] = [];
  if (uidIn(answers) === undefined) problems.push('the answer about the account holds no user id');
  const answer = fieldsOf(answers.get(keys.name), 'the answer', problems);
  answer.must('code', 200);
  const rows = answer.list('data').map((row) => fieldsOf(row, 'a key', problems));
  const own = rows.filter((row) => identity.isKeyId(row.value('accessKey')));
  if (problems.length === 0 && own.length !== 1) problems.push('the list of keys does not hold this one once');
  const told = own[0] ?? fieldsOf(undefined, 'the key', problems);
  told.must('status', 'normal');
  const { scopes, grants, unrecognised } = permitted(told.text('permission').split(','), words);
  const { ipBinding, addresses } = told.addresses('ipAddresses');
  const createdAt = told.moment('createTime', 'ms');
  const days = told.value('validDays');
  // -1 is for good; otherwise the days that are left.
  const lasting = typeof days === 'number' && Number.isSafeInteger(days) && days >= -1 && days < 100_000;
  if (!lasting) problems.push('validDays is not a number of days');

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'htx',
    scopes,
    grants,
    unrecognised,
    ipBinding,
    addresses,
    createdAt,
    expiresAt: days === -1 ? 'never' : new Date(now.getTime() + Number(days) * DAY_MS),
    label: told.label('note'),
  }));
}

function uidIn(answers: Answers): string | undefined {
  const answer = answers.get(uid.name);
  const id = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;
  const whole = (typeof id === 'number' && Number.isSafeInteger(id)) || typeof id === 'string';
  return whole && /^\d{1,16}$/.test(String(id)) ? String(id) : undefined;
}

const reader: PermissionReader = { exchange: 'htx', asks: [uid, keys], read };

export const htx = Object.freeze(reader);
