import { type CredentialField, Secret } from '@gatehouse/secrets';
import { drawCredentials } from '../../doors/credentials.ts';
import { markets } from '../../doors/markets.ts';
import { type RawExchange, rawClass } from '../../doors/raw-ccxt.ts';
import { baseAddress, writtenOut } from '../../src/base-addresses.ts';
import { type CcxtConstructor, ccxtClassOf } from '../../src/ccxt-class.ts';
import { lockCredentials } from '../../src/credentials-lock.ts';
import { guardedClass } from '../../src/guarded-client.ts';
import { Permits } from '../../src/permits.ts';
import { scrubberOf } from '../../src/scrub.ts';
import { replaced } from '../../src/stand-in.ts';
import { transportOf } from '../../src/transport.ts';
import { turnsOf } from '../../src/turns.ts';
import type { VenueRow } from '../../src/venues/row.ts';
import { anyRow } from '../../src/venues.ts';
import { wallsOf } from '../../src/walls.ts';

const networks = Object.fromEntries(
  ['ETH', 'ERC20', 'TRX', 'TRC20', 'BTC', 'USDT', '1'].map((id) => [
    id,
    { id, network: id, active: true, withdraw: true, deposit: true, fee: 1, precision: 0.01, limits: {}, info: {} },
  ]),
);
const currency = (code: string) => ({
  id: code,
  numericId: 1,
  code,
  active: true,
  withdraw: true,
  precision: 0.0001,
  networks,
  limits: {},
  info: {},
});
const currencies = Object.fromEntries(['BTC', 'USDT', 'USDC', 'JPY'].map((code) => [code, currency(code)]));

/** Some exchanges count decimals instead of giving a step. */
const DECIMAL_PLACES = 2;
const SIGNIFICANT_DIGITS = 3;

function marketsFor({ precisionMode }: RawExchange): unknown {
  if (precisionMode !== DECIMAL_PLACES && precisionMode !== SIGNIFICANT_DIGITS) return markets;
  return markets.map((market) => ({ ...market, precision: { amount: 8, price: 5 } }));
}

/** ccxt as it comes, with nothing changed but where its addresses lead. `pro/<id>` is its class with web sockets. */
export async function rawClient(id: string, url: string): Promise<RawExchange> {
  const Class = await rawClass(id);
  const api = replaced(writtenOut(new Class({}).describe()), url);
  const client = new Class({
    ...drawCredentials(id.replace('pro/', '')),
    enableRateLimit: false,
    timeout: 2000,
    urls: { api },
  });
  client.setMarkets(marketsFor(client), currencies);
  return client;
}

/** ccxt's class with web sockets; undefined where it has none. */
export async function socketClass(id: string): Promise<CcxtConstructor | undefined> {
  try {
    return (await rawClass(`pro/${id}`)) as unknown as CcxtConstructor;
  } catch {
    return undefined;
  }
}

export interface Guarded {
  readonly client: RawExchange;
  readonly row: VenueRow;
  close(): void;
}

/** The same class behind the walls, with the doors of both clients of a venue at once; or the one with web sockets, which no venue loads. */
export async function guardedClient(id: string, url: string, sockets?: CcxtConstructor): Promise<Guarded> {
  const row = await anyRow(id);
  const Class = guardedClass(sockets ?? (await ccxtClassOf(id)), row, url);
  const client = new Class({ number: String, enableRateLimit: false, options: row.options });
  const drawn = drawCredentials(id);
  const fields = new Map(row.credentialFields.map((field) => [field, Secret.of(drawn[field] ?? '')] as const));
  lockCredentials(client, row, { fields: fields as Map<CredentialField, Secret> } as never);
  const transport = transportOf({ timeoutMs: 2000 });
  const baseOf = (api: string): string => baseAddress(client.urls.api, api);
  client.arm({
    walls: wallsOf(row, baseOf),
    permits: new Permits(row),
    transport,
    scrub: scrubberOf(fields.values()),
    turns: turnsOf(),
  });
  const loose = client as unknown as RawExchange;
  loose.setMarkets(marketsFor(loose), currencies);
  return { client: loose, row, close: () => transport.close() };
}
