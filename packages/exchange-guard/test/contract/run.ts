import type { CredentialField } from '@gatehouse/secrets';
import { Secret } from '@gatehouse/secrets';
import { checkAddress } from '../../src/address.ts';
import { auditPermissions, type PermissionVerdict } from '../../src/audit.ts';
import { openVenue, type Venue } from '../../src/venue.ts';
import type { AcceptUnknown, Verdict } from '../../src/verdict.ts';
import { type ContractRow, type DrawnKey, here, now, type Scene, scenes } from './row.ts';
import type { Arrived, ContractServer } from './server.ts';

/** What came of one exchange in one scene. */
export interface Outcome {
  readonly scene: Scene;
  /** `http`: through the real client. */
  readonly via: 'http' | 'n/a';
  readonly note?: string;
  /** With what the exchange cannot tell accepted by name. */
  readonly audit?: PermissionVerdict;
  readonly address?: Verdict;
  /** The same without accepting anything. */
  readonly strict?: PermissionVerdict;
  readonly arrived: readonly Arrived[];
}

export interface RowOutcome {
  readonly row: ContractRow;
  readonly key: DrawnKey;
  readonly outcomes: readonly Outcome[];
}

const observation = { answers: [{ host: 'echo', address: here }], addresses: [here], disagree: false, witnesses: 2 };
const clock = (): Date => now;

/** Plays every scene of one exchange, with a key drawn for it. */
export async function runRow(row: ContractRow, server: ContractServer): Promise<RowOutcome> {
  const key = await drawn(row);
  const venue = await opened(row, key, server);
  const outcomes: Outcome[] = [];
  for (const scene of scenes) outcomes.push(await play(row, scene, key, venue, server));
  venue.close();
  return { row, key, outcomes };
}

/** The venue through the real client. */
export async function opened(
  row: ContractRow,
  key: DrawnKey,
  { url }: { readonly url: string },
  timeoutMs = 5000,
): Promise<Venue> {
  const fields = (Object.entries(key) as [CredentialField, string][]).filter(([name]) => name !== ('signer' as string));
  const credentials = {
    exchange: row.exchange,
    fields: new Map(fields.map(([name, value]) => [name, Secret.of(value)])),
    origin: 'a contract test',
    exempt: [],
  };
  const { exchange, account = 'classic' } = row;
  return openVenue({ exchange, account, credentials, exchangeUrl: url, clock, bot: 'contract', timeoutMs });
}

async function play(
  row: ContractRow,
  scene: Scene,
  key: DrawnKey,
  venue: Venue,
  server: ContractServer,
): Promise<Outcome> {
  const script = row.scenes[scene];
  if (typeof script === 'string') return { scene, via: 'n/a', note: script, arrived: [] };
  server.play(row, script(key));
  const audit = await auditPermissions(venue, { need: row.need, acceptUnknown: accepted(row), clock });
  const { arrived } = server;
  const strict = await auditPermissions(venue, { need: row.need, acceptUnknown: {}, clock });
  return { scene, via: 'http', audit, ...addressOf(row, audit), strict, arrived };
}

function addressOf(row: ContractRow, { permissions }: PermissionVerdict): { readonly address?: Verdict } {
  if (permissions === undefined) return {};
  const address = checkAddress({
    permissions,
    observation,
    expectedIps: [],
    signedCallAnswered: permissions.signedCallAnswered,
    acceptUnknown: accepted(row),
  });
  return { address };
}

function accepted({ exchange, cannotTell }: ContractRow): AcceptUnknown {
  return { [exchange]: Object.fromEntries(cannotTell.map((fact) => [fact, 'looked at it on the page by hand'])) };
}

/** A wallet key is told apart by the address that it signs for: ccxt derives it. */
export async function drawn(row: ContractRow): Promise<DrawnKey> {
  const key = row.draw();
  if (key.privateKey === undefined) return key;
  const Class = (await import(new URL(`src/${row.exchange}.js`, import.meta.resolve('ccxt')).href)) as {
    readonly default: new () => { ethGetAddressFromPrivateKey(key: string): string };
  };
  return { ...key, signer: new Class.default().ethGetAddressFromPrivateKey(key.privateKey) } as DrawnKey;
}
