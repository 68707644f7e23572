import { isAddressOrRange, isEchoUrl, loopbackOrigin } from './addresses.ts';
import { type LimitRow, limitRows } from './limits.ts';
import { listOf, object, oneOf, optional, recordOf, type Shape, text, whole } from './shapes.ts';

const asset = text('an asset such as USDT', /^(?=.*[A-Za-z0-9])[A-Za-z0-9.$_-]{1,32}$/);
const spot = /^[A-Za-z0-9.$_-]{1,32}\/[A-Za-z0-9.$_-]{1,32}$/;
/** A perpetual contract, settled in its quote asset (linear) or in its base asset (inverse). */
const contract = /^([A-Za-z0-9.$_]{1,32})\/([A-Za-z0-9.$_]{1,32}):(?:\1|\2)$/;
const twoAssets = (value: string) =>
  (spot.test(value) || contract.test(value)) && new Set(value.split(/[/:]/)).size === 2;
const symbol = text("a symbol such as 'BTC/USDT', or 'BTC/USDT:USDT' for a contract", twoAssets);
const symbols = listOf(symbol, "a list of symbols such as ['BTC/USDT']", 1);
const reason = text('a reason in at least 10 characters', (value) => value.trim().length >= 10);
/** More digits than this are no amount of anything, and cost time to calculate with. */
const amount = text("a decimal amount above 0, as text such as '0.01'", /^(?=.*[1-9])(0|[1-9]\d{0,20})(\.\d{1,20})?$/);
const holding = text("a decimal amount as text, such as '10000'", /^(0|[1-9]\d{0,20})(\.\d{1,20})?$/);

const loosened: Record<string, Shape> = {};
const limits: Record<string, Shape> = {};
for (const { name, shape, flag } of limitRows) {
  // Whether one may be absent is for limitProblems to say, which knows its flag.
  limits[name] = optional(shapeOf(shape));
  if (flag !== undefined) loosened[flag.name] = optional(reason);
}

/** bot.config.ts with the settings of the environment laid over it. */
export const botConfig = object({
  name: text('1 to 12 characters of a-z, 0-9 and -', /^[a-z0-9-]{1,12}$/),
  mode: oneOf('simulated', 'live'),
  exchange: text("a ccxt id such as 'binance'", /^[a-z][a-z0-9]{0,31}$/),
  market: oneOf('spot', 'swap'),
  account: optional(oneOf('classic', 'unified')),
  symbols,
  strategy: text('the name of a file in strategies/, without .ts', /^[A-Za-z0-9_-]{1,64}$/),
  limits: object({ ...limits, loosened: optional(object(loosened)) }),
  rotation: optional(
    object({
      readOnlyDays: optional(whole(1, 3650)),
      tradingDays: optional(whole(1, 3650)),
      withdrawDays: optional(whole(1, 3650)),
      graceDays: optional(whole(0, 365)),
    }),
  ),
  onStop: optional(oneOf('cancel-entries', 'cancel-all', 'leave')),
  acceptUnknown: optional(
    recordOf(
      text("a ccxt id such as 'binance'", /^[a-z][a-z0-9]{0,31}$/),
      recordOf(text('a permission field such as ipBinding', /^[a-z][A-Za-z]{0,39}$/), reason, 'fields with reasons'),
      'exchanges with their fields and reasons',
    ),
  ),
  reauditMinutes: optional(whole(1, 24 * 60)),
  simulated: optional(
    object({
      seed: optional(whole(0, 2 ** 32 - 1)),
      candleMs: optional(whole(1, 24 * 60 * 60_000)),
      balances: optional(recordOf(asset, holding, "amounts by asset, such as { USDT: '10000' }")),
      candles: optional(text('the path of a file', (value) => value.trim() !== '' && !value.includes('\0'))),
    }),
  ),
  credentials: optional(text("'env:' or 'file:DIR'")),
  liveConfirm: optional(text('the fingerprint that preflight prints, 32 of 0-9 and a-f', /^[0-9a-f]{32}$/)),
  expectedIps: optional(
    listOf(text('an IP address or a CIDR range', isAddressOrRange), 'a list of IP addresses and CIDR ranges'),
  ),
  publicIpUrls: optional(
    listOf(text('a URL with https, or with http on loopback', isEchoUrl), 'a list of URLs of address echoes'),
  ),
  exchangeUrl: optional(
    text(
      'http or https on this machine (127.0.0.1, [::1] or localhost) without a path',
      (value) => loopbackOrigin(value) !== undefined,
    ),
  ),
});

function shapeOf(shape: LimitRow['shape']): Shape {
  if (typeof shape === 'number') return whole(1, shape);
  if (shape === 'symbols') return symbols;
  const example = shape === 'value per quote' ? "{ USDT: '500' }" : "{ BTC: '0.01' }";
  return recordOf(
    asset,
    amount,
    `amounts by ${shape === 'value per quote' ? 'quote' : 'base'} asset, such as ${example}`,
  );
}

/** The field names known at a path, for suggesting the one that was meant. */
export const knownFields = fieldsOf(botConfig);

function fieldsOf(shape: Shape, path = '', into: Record<string, readonly string[]> = Object.create(null)) {
  const { def } = shape._zod as unknown as { def: { innerType?: Shape; shape?: Readonly<Record<string, Shape>> } };
  if (def.innerType !== undefined) return fieldsOf(def.innerType, path, into);
  if (def.shape !== undefined) {
    into[path] = Object.keys(def.shape);
    for (const [name, inner] of Object.entries(def.shape))
      fieldsOf(inner, path === '' ? name : `${path}.${name}`, into);
  }
  return into;
}
