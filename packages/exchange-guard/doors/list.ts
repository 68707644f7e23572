import { writtenOut } from '../src/base-addresses.ts';
import type { DoorList, ListedDoor } from '../src/door-list.ts';
import { censusOf } from './census.ts';
import type { Loopback } from './loopback.ts';
import { type Need, observe, type Seen } from './observe.ts';
import { type RawClass, rawClass } from './raw-ccxt.ts';
import { reviewed } from './reviewed.ts';

const told: ReadonlySet<Need> = new Set(['time', 'markets', 'candles', 'book']);

/** Makes the allow-list of one exchange: what the needed reads came to, and of that only what a person has judged. */
export async function listFor(id: string, server: Loopback): Promise<DoorList> {
  const Class = await rawClass(id);
  const seen = await observe(id, server);
  const calls = Map.groupBy(seen, ({ api, method, path }) => `${api} ${method} ${path}`);
  const doors: ListedDoor[] = [];
  const refused: { call: string; why: string }[] = [];
  for (const [call, same] of [...calls].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const why = whyNot(id, call, same);
    if (why === undefined) doors.push(doorOf(id, call, same));
    else refused.push({ call, why });
  }
  const client = new Class({});
  return {
    exchange: id,
    title: client.name,
    credentials: Object.keys(client.requiredCredentials).filter((field) => client.requiredCredentials[field]),
    hosts: hostsOf(Class),
    doors: withAudit(doors, seen),
    refused,
    census: censusOf(client),
  };
}

/** Why a call that was seen is no door; undefined for one that is. */
function whyNot(id: string, call: string, [first]: readonly Seen[]): string | undefined {
  if (first?.method === 'GET') return undefined;
  if (review(id)?.reads.includes(call)) return undefined;
  return 'nobody has reviewed that it only reads';
}

function review(id: string) {
  return Object.hasOwn(reviewed, id) ? reviewed[id] : undefined;
}

function doorOf(id: string, call: string, same: readonly Seen[]): ListedDoor {
  const [first] = same as [Seen];
  const { api, method, path, at, signed } = first;
  const usual = at.base === api && at.path === `/${path}`;
  const judged = review(id);
  return {
    use: signed || !same.every(({ need }) => told.has(need)) ? 'read' : 'public',
    api,
    method: method as ListedDoor['method'],
    path,
    ...(usual ? {} : { at }),
    for: [...new Set(same.map(({ need }) => need))],
    ...(judged?.named === undefined || !signed ? {} : { named: judged.named }),
    ...(judged?.reads.includes(call) ? { why: judged.why } : {}),
  };
}

/** The signed read of the balance is also what proves, where nothing else can, that the key is answered. */
function withAudit(doors: readonly ListedDoor[], seen: readonly Seen[]): readonly ListedDoor[] {
  const proves = ({ api, method, path }: ListedDoor): boolean =>
    seen.some(
      (one) => one.signed && one.need === 'balance' && one.api === api && one.method === method && one.path === path,
    );
  const audit = doors.find(proves);
  return doors.map((door) => (door === audit ? { ...door, use: 'audit' } : door));
}

function hostsOf(Class: RawClass): readonly string[] {
  const hosts = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') hosts.add(new URL(value).host);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(writtenOut(new Class({}).describe()));
  return [...hosts].sort();
}
