import { callableNames } from '../../doors/census.ts';
import type { Arrived, Loopback } from '../../doors/loopback.ts';
import type { RawExchange } from '../../doors/raw-ccxt.ts';
import { baseAddress } from '../../src/base-addresses.ts';
import { quietFor } from '../../src/quiet.ts';
import type { VenueRow } from '../../src/venues/row.ts';
import { addressOf } from '../../src/walls.ts';
import { acts, movesMoney } from './acts.ts';
import { type Attempt, everyAttempt, isImplicit } from './attempts.ts';
import { guardedClient, rawClient } from './clients.ts';
import { type Sockets, trySockets } from './sockets.ts';
import { beneathAttempts, changedSettings, genericAttempts } from './ways.ts';
import { tookMoney, tryWithdrawal } from './withdraw.ts';
import { withdrawals } from './withdrawals.ts';

/** What came of everything that can be called of one exchange, on the guarded client and on ccxt as it comes. */
export interface Swept {
  readonly id: string;
  readonly names: number;
  readonly refused: number;
  readonly allowed: number;
  /** Names that came to no request: they parse, format or compute, or gave up over their arguments. */
  readonly local: number;
  readonly generic: { readonly tried: number; readonly refused: number };
  readonly beneath: { readonly tried: number; readonly stopped: number };
  readonly settings: { readonly tried: number; readonly changed: readonly string[] };
  /** Requests that reached the server from the guarded client and had no business to. Must be empty. */
  readonly breaches: readonly string[];
  /** Names that move money on raw ccxt and were neither refused nor let through by a door. Must be empty. */
  readonly unjudged: readonly string[];
  /** How many more names do something on raw ccxt and gave up before they came to a wall, for want of a session say. */
  readonly gaveUp: number;
  readonly sockets?: Sockets;
  readonly control: {
    /** Endpoints called by their own methods, in both spellings, and how many of them reached the server. */
    readonly endpoints: readonly [called: number, reached: number];
    readonly reached: number;
    readonly acting: number;
    readonly money: number;
  };
  readonly withdrawal?: { readonly reached: boolean; readonly refused: boolean; readonly code: string };
}

/** Two servers: what raw ccxt does late must not be taken for something that the guarded client did. */
export interface Servers {
  readonly raw: Loopback;
  readonly guarded: Loopback;
}

export async function sweep(
  id: string,
  { raw, guarded }: Servers,
  only: (name: string, at: number) => boolean = () => true,
): Promise<Swept> {
  const control = await rawClient(id, raw.url);
  const symbol = control.has.spot === false ? 'BTC/USDT:USDT' : 'BTC/USDT';
  const { client, row, close } = await guardedClient(id, guarded.url);
  // Endpoints first: some methods leave a client behind that can do nothing more, and that would prove nothing.
  const all = callableNames(control).filter(only);
  const endpoints = all.filter((name) => isImplicit(control, name));
  const names = [...endpoints, ...all.filter((name) => !endpoints.includes(name))];

  const tried = await everyAttempt(client, guarded, { names, symbol, insist: false });
  const generic = await genericAttempts(client, guarded, doorsOf(row));
  const how = Object.hasOwn(withdrawals, id) ? withdrawals[id] : undefined;
  const [api = ''] = row.doors.map((door) => door.api);
  const beneath = await beneathAttempts(client, guarded, api, how?.to ?? 'POST /somewhere');
  const asked = how === undefined ? [] : await tryWithdrawal(client, how, guarded);
  const made = [...tried, ...generic, ...beneath, ...asked];
  const legal = addressesOf(row, client);

  const reached = await everyAttempt(control, raw, { names, symbol, insist: true });
  const took = how === undefined ? [] : await tryWithdrawal(await rawClient(id, raw.url), how, raw);
  // These answer at once, so that the rest of what ccxt does can go on.
  const quiet = new Set(Object.keys(quietFor(id).answers ?? {}).map(plain));
  const judged = new Map(tried.map((one) => [one.name, one]));
  const unjudged = reached.filter(({ name, arrived }) => {
    const one = judged.get(name);
    return arrived.some(acts) && one?.guarded === false && one.arrived.length === 0 && !quiet.has(plain(name));
  });
  // Where reads write by themselves on raw ccxt, what is quiet here is just that.
  const moving = unjudged.filter(
    ({ name, arrived }) => arrived.some(movesMoney) && !(quiet.size > 0 && /^fetch/.test(name)),
  );
  const sockets = await trySockets(id, control, raw, guarded);
  close();

  return {
    id,
    names: names.length,
    refused: tried.filter(isRefused).length,
    allowed: tried.filter(({ arrived }) => arrived.length > 0).length,
    local: tried.filter(({ arrived, guarded: known }) => arrived.length === 0 && !known).length,
    generic: { tried: generic.length, refused: generic.filter(isRefused).length },
    beneath: { tried: beneath.length, stopped: beneath.filter(({ arrived }) => arrived.length === 0).length },
    settings: changedSettings(client),
    breaches: [
      ...made.flatMap(({ name, arrived }) => arrived.map((one) => ({ ...one, name }))),
      ...(sockets?.arrived ?? []),
    ]
      .filter((one) => !legal(one))
      .map(({ name, method, path }) => `${name}: ${method} ${path}`),
    unjudged: moving.map(({ name }) => `${name}: ${judged.get(name)?.error ?? 'ended well'}`),
    gaveUp: unjudged.length - moving.length,
    ...(sockets === undefined ? {} : { sockets }),
    control: {
      endpoints: [
        endpoints.length,
        reached.filter((one) => one.arrived.length > 0 && endpoints.includes(one.name)).length,
      ],
      reached: reached.filter(({ arrived }) => arrived.length > 0).length,
      acting: reached.filter(({ arrived }) => arrived.some(acts)).length,
      money: reached.filter(({ arrived }) => arrived.some(movesMoney)).length,
    },
    ...(how === undefined
      ? {}
      : {
          withdrawal: {
            reached: tookMoney(
              how,
              took.flatMap(({ arrived }) => arrived),
            ),
            refused: asked.every(isRefused),
            code: [...new Set(asked.map(({ error }) => error ?? 'none'))].join(),
          },
        }),
  };
}

/** A name in the one form that both of its spellings have. */
const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

const isRefused = ({ guarded, arrived }: Attempt): boolean => guarded && arrived.length === 0;

function doorsOf({ doors }: VenueRow): (call: string) => boolean {
  const calls = new Set(doors.map(({ api, method, path }) => `${api} ${method} ${path}`));
  return (call) => calls.has(call);
}

/** Whether a request went to the address of a door that is no order, and moves no money by the independent list. */
function addressesOf(row: VenueRow, client: RawExchange): (one: Arrived) => boolean {
  const patterns = row.doors
    .filter(({ use }) => use !== 'order')
    .map((door) => {
      const { pathname } = new URL(addressOf(door, (api) => baseAddress(client.urls.api, api)).replace(/[{}]/g, '_'));
      const names = door.path.match(/\{[^}]*\}/g) ?? [];
      const text = names.reduce((so, name) => so.replace(name.replace(/[{}]/g, '_'), '[^/]+'), pathname);
      return new RegExp(`^${door.method} ${text}$`);
    });
  return (one) => patterns.some((pattern) => pattern.test(`${one.method} ${one.path}`)) && !movesMoney(one);
}
