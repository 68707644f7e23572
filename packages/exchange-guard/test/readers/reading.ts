import { keyIdentityOf } from '../../src/key-identity.ts';
import { type KeyPermissions, scopeNames } from '../../src/key-permissions.ts';
import { readers } from '../../src/readers.ts';
import { type ContractRow, letters, now, type Reply } from '../contract/row.ts';
import { rows } from '../contract/rows.ts';

const keyId = letters(36);
export const wallet = `0x${'1f'.repeat(20)}`;
export const signer = `0x${'2e'.repeat(20)}`;
export const identity = keyIdentityOf({ keyId, wallet, signer: () => signer });

/** What comes of reading when the good answers are changed. */
export function read(exchange: string, change: (answers: Record<string, unknown>) => Record<string, unknown>) {
  const row = rows.find((each) => each.exchange === exchange) as ContractRow;
  const script = row.scenes['trade-only'];
  if (typeof script === 'string') throw new Error(script);
  const said = script({ ...row.draw(), apiKey: keyId, walletAddress: wallet, signer } as never);
  const answers = Object.fromEntries(
    Object.entries(said as Readonly<Record<string, Reply>>).map(([name, { body }]) => [name, structuredClone(body)]),
  );
  const reading = readers[exchange]?.read(new Map(Object.entries(change(answers))), identity, now);
  if (reading === undefined) throw new Error(`${exchange} has no reader`);
  return reading;
}

export const problemsOf = (reading: ReturnType<typeof read>): string =>
  'problems' in reading ? reading.problems.join('; ') : '';

export function permissionsOf(reading: ReturnType<typeof read>): KeyPermissions {
  if ('problems' in reading) throw new Error(reading.problems.join('; '));
  return reading.permissions;
}

export const granted = (permissions: KeyPermissions) =>
  scopeNames.filter((scope) => permissions.scopes[scope] === true);
