import { endpointsIn } from '../../doors/census.ts';
import type { Arrived, Loopback } from '../../doors/loopback.ts';
import type { RawExchange } from '../../doors/raw-ccxt.ts';
import { accounts, argumentsFor, parametersOf } from './arguments.ts';
import { questions } from './questions.ts';

/** What came of one call: the requests that reached the server, and how it ended. */
export interface Attempt {
  readonly name: string;
  readonly arrived: readonly Arrived[];
  /** The code of a GuardError, the class of another error, or undefined when it ended well or took too long. */
  readonly error: string | undefined;
  readonly guarded: boolean;
}

/** Answers that are tried until a call does something: some ask a question first and go on only if they like the answer. */
const answers: readonly string[] = [
  '{}',
  '{"code":0,"success":true,"status":"ok","data":[{"id":"1","currency":"USDT","type":"spot"}],"result":{"id":"1"}}',
  '[{"id":"1","currency":"USDT"}]',
  '{"data":{"id":"1","list":[{}]},"result":{"list":[{}]}}',
];

/** What some methods want to be told besides the usual, whichever the exchange is. */
const extra = {
  network: 'ETH',
  otp: '1',
  pin: '1',
  wallet: 'main',
  key: 'key',
  password: 'word',
  fundPwd: 'word',
  operatorId: 1,
  portfolio: '1',
  accountId: '1',
  subaccount_id: '1',
  deriveWalletAddress: `0x${'1234567890'.repeat(4)}`,
  userId: '1',
  uuid: '1',
  fee: 1,
};

export interface Course {
  readonly names: readonly string[];
  readonly symbol: string;
  /** Whether a call that came to something is made again with other answers, which may lead it further. */
  readonly insist: boolean;
}

/** Calls one method by its name, as whoever has the client could. */
export async function attempt(
  client: RawExchange,
  name: string,
  args: readonly unknown[],
  server: Loopback,
  patienceMs = PATIENCE_MS,
): Promise<Attempt> {
  server.take();
  let error: unknown;
  try {
    const late = await soon((client[name] as (...given: unknown[]) => unknown).apply(client, [...args]), patienceMs);
    // What it still sends is its own, and not the next one's.
    if (late) await new Promise((done) => setTimeout(done, PATIENCE_MS));
  } catch (thrown) {
    error = thrown ?? 'nothing';
  }
  return { name, arrived: server.take(), error: nameOf(error), guarded: isGuardError(error) };
}

/** Calls methods of a client by their names, each with arguments that come to the point. */
export async function everyAttempt(
  client: RawExchange,
  server: Loopback,
  { names, symbol, insist }: Course,
): Promise<readonly Attempt[]> {
  const filled = pathParameters(client);
  const attempts: Attempt[] = [];
  for (const name of names) {
    const implicit = isImplicit(client, name);
    const pairs =
      insist && !implicit && parametersOf(client[name] as () => unknown).includes('fromAccount')
        ? accounts
        : accounts.slice(0, 1);
    let best: Attempt | undefined;
    for (const pair of pairs) {
      for (const answer of insist && !implicit ? answers : answers.slice(0, 1)) {
        server.answer(answer, questions);
        const point = { symbol, url: server.url, extra, pair };
        const args = implicit ? [{ ...filled }] : argumentsFor(client, name, point);
        const made = await attempt(client, name, args, server);
        if (best === undefined || made.arrived.length > best.arrived.length) best = made;
        // Nothing was asked, so that another answer changes nothing.
        if (made.arrived.length === 0) break;
      }
    }
    if (best !== undefined) attempts.push(best);
  }
  return attempts;
}

/** Whether a name is an endpoint's own method: the one closure that ccxt makes for each. */
export function isImplicit(client: RawExchange, name: string): boolean {
  return Object.hasOwn(client, name) && /^async \(params.*=> this\[methodName\]\(path/.test(String(client[name]));
}

/** A value for every name that any path of the exchange fills in. */
function pathParameters(client: RawExchange): Readonly<Record<string, unknown>> {
  const names = endpointsIn(client.api).flatMap(({ path }) =>
    [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name),
  );
  return Object.fromEntries(names.map((name) => [name, '1']));
}

/** The server is on this machine: whoever has not been answered by now waits for something else. */
const PATIENCE_MS = 400;

/** Waits for a call, but not for ever: some wait for a socket or for an answer that does not come. Says whether it is late. */
async function soon(called: unknown, patienceMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(true), patienceMs);
  });
  try {
    return await Promise.race([Promise.resolve(called).then(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isGuardError(error: unknown): boolean {
  return error instanceof Error && error.name === 'GuardError';
}

function nameOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (isGuardError(error)) return (error as unknown as { readonly code: string }).code;
  return error instanceof Error ? error.constructor.name : typeof error;
}
