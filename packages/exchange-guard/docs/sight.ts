import { keyIdentityOf } from '../src/key-identity.ts';
import type { KeyPermissions, Scope } from '../src/key-permissions.ts';
import { readers } from '../src/readers.ts';
import { titleOf } from '../test/contract/row.ts';
import type { RowOutcome } from '../test/contract/run.ts';

/** What the audit can see of a key at one exchange: a word per column. */
export interface Sight {
  readonly title: string;
  readonly cells: readonly string[];
}

const told = (fact: unknown): string => (fact === 'unknown' ? 'cannot tell' : 'yes');
const scope =
  (...scopes: readonly Scope[]) =>
  (permissions: KeyPermissions): string =>
    scopes.every((name) => permissions.scopes[name] === 'unknown') ? 'cannot tell' : 'yes';

/** Each column, and how it is told from what a reader made of the documented answer about a good key. */
const columns: readonly (readonly [string, (permissions: KeyPermissions) => string])[] = [
  ['read', scope('read')],
  ['trade', scope('spotTrading', 'futures')],
  ['withdraw', scope('withdraw')],
  ['transfer', scope('internalTransfer', 'universalTransfer')],
  ['bound to addresses', ({ ipBinding }) => told(ipBinding)],
  ['which addresses', ({ addresses }) => told(addresses)],
  ['created', ({ createdAt }) => told(createdAt)],
  ['expires', ({ expiresAt }) => told(expiresAt)],
  ['last used', ({ lastUsedAt }) => told(lastUsedAt)],
  ['label', ({ label }) => told(label)],
];

/** Answers about a key that can change itself, where none of the scenes is about one. */
const loosest: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
  deribit: new Map([['auth', { result: { scope: 'account:read_write' } }]]),
};

export const sightColumns: readonly string[] = [...columns.map(([name]) => name), 'can a key loosen itself'];

export function sightOf({ row, outcomes }: RowOutcome): Sight {
  const seen = outcomes.flatMap(({ audit }) => (audit?.permissions === undefined ? [] : [audit.permissions]));
  // The first scene is the key that is as it should be.
  const [good] = seen;
  if (good === undefined) throw new Error(`${titleOf(row)}: nothing was read of a key that is as it should be`);
  const loose = [...seen, ...loosestOf(row.exchange)].some(({ loosens }) => loosens === true);
  const loosens = loose ? 'some can: refused' : good.loosens === 'unknown' ? 'cannot tell' : 'no';
  return { title: titleOf(row), cells: [...columns.map(([, cell]) => cell(good)), loosens] };
}

function loosestOf(exchange: string): readonly KeyPermissions[] {
  const [answers, reader] = [loosest[exchange], readers[exchange]];
  if (answers === undefined || reader === undefined) return [];
  const reading = reader.read(answers, keyIdentityOf({ signer: () => undefined }), new Date(0));
  return 'permissions' in reading ? [reading.permissions] : [];
}
