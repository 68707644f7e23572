import type { VenueAnswer } from '../error.ts';
import type { KeyIdentity } from '../key-identity.ts';
import type { Scope } from '../key-permissions.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { momentOf } from './moments.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, scopesOf, wordsOf } from './words.ts';

// Source: Gate, "Retrieve user account information" and "Query All Main Account Key Information" (docs/developers/apiv4).
const detail: Question = {
  name: 'detail',
  api: 'private.account',
  method: 'GET',
  path: 'detail',
  at: { base: 'private.account', path: '/account/detail' },
};
const keys: Question = {
  name: 'keys',
  api: 'private.account',
  method: 'GET',
  path: 'main_keys',
  at: { base: 'private.account', path: '/account/main_keys' },
  // A key of a sub-account may not look: then its rights stay unknown.
  mayRefuse: ({ code }: VenueAnswer) => code === 'FORBIDDEN',
};

/** Withdrawing is not known to have a word of its own, so whoever may write to the wallet counts as able to. */
const wallet: readonly Scope[] = ['withdraw', 'internalTransfer', 'universalTransfer', 'depositAddresses'];

const words = wordsOf({
  spot: ['spotTrading'],
  margin: ['margin', 'lending'],
  futures: ['futures'],
  delivery: ['futures'],
  options: ['options'],
  unified: ['margin', 'lending', 'accountSettings'],
  wallet,
  withdrawal: ['withdraw'],
  withdrawals: ['withdraw'],
  earn: ['earn'],
  loan: ['lending'],
  custody: ['custody'],
  otc: ['fiat'],
  copy: ['copyTrading'],
  account: ['accountSettings'],
  sub_accounts: ['subAccounts', 'keyManagement'],
  rebate: [],
});

/** What a key must be able to look at, for a bot to read its balances and orders. */
const looking = 'spot';

function read(exchange: string, answers: Answers, identity: KeyIdentity): Reading {
  const problems: string[] = [];
  const account = fieldsOf(answers.get(detail.name), 'the answer', problems);
  const { ipBinding, addresses } = account.addresses('ip_whitelist');
  const own = ownKey(answers.get(keys.name), identity, problems);
  if (own === undefined) {
    // Its list of addresses is known, and that it may look at the account; nothing else.
    return readingOf(problems, () => ({
      ...untold,
      exchange,
      scopes: scopesOf(() => 'unknown'),
      loosens: 'unknown',
      ipBinding,
      addresses,
    }));
  }
  own.must('state', 1);
  const perms = own.list('perms').map((perm) => fieldsOf(perm, 'a permission', problems));
  const named = (readOnly: boolean) =>
    perms.filter((perm) => perm.value('read_only') === readOnly).map((perm) => perm.text('name'));
  for (const perm of perms) perm.must('read_only', true, false);
  const [writing, seeing] = [named(false), named(true)];
  const { scopes, grants, unrecognised } = permitted(writing, words);

  return readingOf(problems, () => ({
    ...untold,
    exchange,
    kind: 'main-account',
    scopes: { ...scopes, read: writing.includes(looking) || seeing.includes(looking) },
    grants,
    unrecognised: [...unrecognised, ...seeing.filter((name) => !words.has(name))],
    ipBinding,
    addresses,
    createdAt: momentOf(own.value('created_at'), 's') ?? 'unknown',
    lastUsedAt: own.someMoment('last_access', 's'),
    label: own.label('name'),
  }));
}

/** The row of the calling key. The list shows ids in part: when two of them could be ours, neither is. */
function ownKey(answer: unknown, identity: KeyIdentity, problems: string[]): Fields | undefined {
  if (answer === undefined) return undefined;
  const rows = fieldsOf({ keys: answer }, 'the answer', problems).list('keys');
  const own = rows.map((row) => fieldsOf(row, 'a key', problems)).filter((row) => identity.isKeyId(row.value('key')));
  return own.length === 1 ? own[0] : undefined;
}

const reader = (exchange: string): PermissionReader =>
  Object.freeze({
    exchange,
    asks: [detail, keys],
    read: (answers: Answers, identity: KeyIdentity) => read(exchange, answers, identity),
  });

export const gate = reader('gate');
export const gateeu = reader('gateeu');
