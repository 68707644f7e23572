import type { Key, KeyRing, Permission } from './keys.ts';
import type { Params } from './params.ts';
import { Refusal } from './refusals.ts';
import { signedText } from './signature.ts';

/** What an endpoint asks of a caller: nothing, a key of ours, or a key and its signature. */
export type Access = 'public' | 'key' | 'signed';

export interface Caller {
  readonly apiKey: string | undefined;
  /** Where the request came from. */
  readonly address: string;
  /** As sent, one character per byte. */
  readonly query: string;
  readonly body: string;
}

const DEFAULT_WINDOW = 5_000;
const LONGEST_WINDOW = 60_000;
/** How far a client's clock may run ahead. */
const AHEAD = 1_000;

/** Parameters that any signed request may carry. */
export const signingParams = ['timestamp', 'recvWindow', 'signature'] as const;

/**
 * Lets a caller through or refuses, in this order: form of the key, time, key, signature, address, permission.
 * A wrong key, a wrong address and a missing permission get one and the same answer, as at Binance: it tells nothing.
 * @returns the key, or undefined for an open endpoint
 */
export function admit(
  caller: Caller,
  params: Params,
  rule: { readonly access: Access; readonly permission?: Permission | undefined },
  world: { readonly keys: KeyRing; readonly now: number },
): Key | undefined {
  if (rule.access === 'public') return undefined;
  if (!caller.apiKey || !/^[A-Za-z0-9]{64}$/.test(caller.apiKey)) throw new Refusal('KEY_FORMAT');
  const signature = rule.access === 'signed' ? timelySignature(caller, params, world.now) : undefined;

  const key = world.keys.find(caller.apiKey);
  if (!key) throw new Refusal('REJECTED_KEY');
  if (signature && !key.signed(signature.payload, signature.signature)) throw new Refusal('INVALID_SIGNATURE');
  if (key.grant.ips && !key.grant.ips.includes(caller.address)) throw new Refusal('REJECTED_KEY');
  if (rule.permission && !key.grant[rule.permission]) throw new Refusal('REJECTED_KEY');
  return key;
}

function timelySignature(caller: Caller, params: Params, now: number): { payload: string; signature: string } {
  const timestamp = params.integer('timestamp');
  if (timestamp === undefined) throw new Refusal('MISSING', 'timestamp');
  const window = params.integer('recvWindow') ?? DEFAULT_WINDOW;
  if (window > LONGEST_WINDOW) throw new Refusal('WINDOW_TOO_LONG');
  if (timestamp >= now + AHEAD) throw new Refusal('AHEAD_OF_SERVER');
  if (now - timestamp > window) throw new Refusal('OUTSIDE_WINDOW');

  const { payload, signature } = signedText(caller.query, caller.body);
  if (!signature) throw new Refusal('MISSING', 'signature');
  return { payload, signature };
}
