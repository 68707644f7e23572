import type { VenueAnswer } from '../error.ts';
import type { Scope } from '../key-permissions.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, wordsOf } from './words.ts';

// Source: Bitget, "Get Account Info" of the classic API (api-doc/spot/account) and of the unified one (api-doc/uta/account).
const classic: Question = {
  name: 'classic',
  api: 'private.spot',
  method: 'GET',
  path: 'v2/spot/account/info',
  at: { base: 'spot', path: '/api/v2/spot/account/info' },
  // An account of the other kind is asked the other way.
  mayRefuse: ({ code, says }: VenueAnswer) => code === '40085' || /unified account/i.test(says ?? ''),
};
const unified: Question = {
  name: 'unified',
  api: 'private.uta',
  method: 'GET',
  path: 'v3/account/info',
  at: { base: 'uta', path: '/api/v3/account/info' },
  params: ({ answers }) => (answers.has(classic.name) ? undefined : {}),
};

const transfers: readonly Scope[] = ['internalTransfer', 'universalTransfer'];

const classicWords = wordsOf({
  // Older answers use words; a word is as wide as its meaning can be.
  readonly: ['read'],
  trade: ['spotTrading', 'margin', 'futures'],
  transfer: transfers,
  withdraw: ['withdraw'],
  // Newer ones use codes: the last letter is r for reading and w for writing.
  coor: [],
  cpor: [],
  stor: ['read'],
  smor: [],
  ttor: [],
  wtor: [],
  taxr: [],
  chor: [],
  p2pr: [],
  pllr: [],
  coow: ['futures'],
  cpow: ['futures'],
  stow: ['spotTrading', 'convert'],
  smow: ['margin', 'lending'],
  ttow: ['copyTrading'],
  wtow: transfers,
  wwow: ['withdraw'],
  chow: ['subAccounts', 'keyManagement', 'internalTransfer'],
  p2p: ['fiat'],
  p2pw: ['fiat'],
  pllw: ['lending'],
  taxw: [],
});

const unifiedWords = wordsOf({
  // Its balances are read by what also moves them.
  uta_mgt: ['read', 'accountSettings', ...transfers],
  uta_trade: ['spotTrading', 'margin', 'futures'],
  withdraw: ['withdraw'],
  copy_futures_position: ['copyTrading'],
  copy_futures_order: ['copyTrading'],
});

/** With read-only rights the same words allow to look. Withdrawing is believed all the same. */
const unifiedReadOnlyWords = wordsOf({
  uta_mgt: ['read'],
  uta_trade: [],
  withdraw: ['withdraw'],
  copy_futures_position: [],
  copy_futures_order: [],
});

function read(answers: Answers): Reading {
  const problems: string[] = [];
  const ofUnified = answers.has(unified.name);
  const answer = fieldsOf(answers.get((ofUnified ? unified : classic).name), 'the answer', problems);
  answer.must('code', '00000');
  const told = answer.object('data');
  const { scopes, grants, unrecognised } = ofUnified ? unifiedRights(told) : classicRights(told);
  const { ipBinding, addresses } = told.addresses('ips');
  const parent = told.value('parentId');

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'bitget',
    // A unified account names a parent only when it has one; a classic one names some number always.
    kind: ofUnified && typeof parent === 'string' ? (parent === '' ? 'main-account' : 'sub-account') : 'unknown',
    scopes,
    grants,
    unrecognised,
    ipBinding,
    addresses,
  }));
}

function classicRights(told: Fields) {
  return permitted(told.texts('authorities'), classicWords);
}

function unifiedRights(told: Fields) {
  told.must('permType', 'read-only', 'read-and-write');
  const words = told.value('permType') === 'read-only' ? unifiedReadOnlyWords : unifiedWords;
  return permitted(told.texts('permissions'), words);
}

const reader: PermissionReader = { exchange: 'bitget', asks: [classic, unified], read };

export const bitget = Object.freeze(reader);
