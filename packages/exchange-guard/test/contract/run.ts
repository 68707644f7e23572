import type { CredentialField } from '@gatehouse/secrets';
import { Secret } from '@gatehouse/secrets';
import { checkAddress } from '../../src/address.ts';
import { auditPermissions, type PermissionVerdict } from '../../src/audit.ts';
import { GuardError } from '../../src/error.ts';
import { doorsOf } from '../../src/inner-doors.ts';
import { keyIdentityOf } from '../../src/key-identity.ts';
import { judgePermissions } from '../../src/policy.ts';
import { readerOf, readers } from '../../src/readers.ts';
import { openVenue, type Venue } from '../../src/venue.ts';
import type { AcceptUnknown, Verdict } from '../../src/verdict.ts';
import { type ContractRow, type DrawnKey, here, now, type Scene, scenes } from './row.ts';
import { type Arrived, type ContractServer, isReply } from './server.ts';

/** What came of one exchange in one scene. */
export interface Outcome {
  readonly scene: Scene;
  /** `http`: through the real client; `reader`: the exchange has no door yet, so its words were read alone. */
  readonly via: 'http' | 'reader' | 'n/a';
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
  if (venue === undefined) return { row, key, outcomes: scenes.map((scene) => readAlone(row, scene, key)) };
  const outcomes: Outcome[] = [];
  for (const scene of scenes) outcomes.push(await play(row, scene, key, venue, server));
  venue.close();
  return { row, key, outcomes };
}

/** The venue through the real client; undefined for an exchange that has no door for each question yet. */
export async function opened(
  row: ContractRow,
  key: DrawnKey,
  { url }: { readonly url: string },
  timeoutMs = 2000,
): Promise<Venue | undefined> {
  const fields = (Object.entries(key) as [CredentialField, string][]).filter(([name]) => name !== ('signer' as string));
  const credentials = {
    exchange: row.exchange,
    fields: new Map(fields.map(([name, value]) => [name, Secret.of(value)])),
    origin: 'a contract test',
    exempt: [],
  };
  const options = { exchange: row.exchange, credentials, exchangeUrl: url, clock, bot: 'contract' };
  const venue = await openVenue({ ...options, timeoutMs }).catch((error: unknown) => {
    if (error instanceof GuardError && error.code === 'EXCHANGE_UNKNOWN') return undefined;
    throw error;
  });
  const reader = readers[row.exchange];
  const asks = venue === undefined ? undefined : readerOf(row.exchange, doorsOf(venue).row.doors);
  if (asks !== undefined && (reader === undefined || asks === reader)) return venue;
  venue?.close();
  return undefined;
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

/** What a reader makes of the same words, for an exchange that cannot be reached yet. */
function readAlone(row: ContractRow, scene: Scene, key: DrawnKey): Outcome {
  const script = row.scenes[scene];
  if (typeof script === 'string') return { scene, via: 'n/a', note: script, arrived: [] };
  const said = script(key);
  if (isReply(said)) return { scene, via: 'n/a', note: 'n/a: the venue has no door yet', arrived: [] };
  const answers = new Map(Object.entries(said).map(([name, { body }]) => [name, body]));
  const identity = keyIdentityOf({ keyId: key.apiKey, wallet: key.walletAddress, signer: () => signerOf(key) });
  const reading = (readers[row.exchange] ?? readerOf(row.exchange, [])).read(answers, identity, now);
  if ('problems' in reading) {
    const audit: PermissionVerdict = {
      result: 'fail',
      says: `${row.exchange} was not understood: ${reading.problems.join('; ')}.`,
      evidence: { problems: reading.problems },
      fix: 'Read the problems above.',
    };
    return { scene, via: 'reader', audit, strict: audit, arrived: [] };
  }
  const { permissions } = reading;
  const judge = (acceptUnknown: AcceptUnknown): PermissionVerdict => ({
    ...judgePermissions(permissions, { need: row.need, acceptUnknown, now }),
    permissions,
  });
  const audit = judge(accepted(row));
  return { scene, via: 'reader', audit, ...addressOf(row, audit), strict: judge({}), arrived: [] };
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

function signerOf(key: DrawnKey): string | undefined {
  return (key as { readonly signer?: string }).signer;
}
