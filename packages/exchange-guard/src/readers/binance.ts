import type { Scope } from '../key-permissions.ts';
import { kindOf, type PermissionReader, type Reading } from './reader.ts';

/** Fields that are always there, and the scope each one grants. Source: Binance, "Get API Key Permission". */
const granting: Readonly<Record<string, Scope>> = {
  enableReading: 'read',
  enableSpotAndMarginTrading: 'spotTrading',
  enableWithdrawals: 'withdraw',
  enableInternalTransfer: 'internalTransfer',
  permitsUniversalTransfer: 'universalTransfer',
  enableMargin: 'margin',
  enableFutures: 'futures',
  enableVanillaOptions: 'options',
};

/** Fields that older or newer answers leave out: absent means not granted. */
const optional: Readonly<Record<string, Scope>> = {
  enablePortfolioMarginTrading: 'portfolioMargin',
  enableFixApiTrade: 'fixTrading',
};

/** Reads over FIX what the key may read anyway. */
const harmless = 'enableFixReadOnly';
const expiry = 'tradingAuthorityExpirationTime';

/** Before Binance existed: a time in seconds, or nonsense. */
const earliest = Date.UTC(2017, 0, 1);
const latest = Date.UTC(2200, 0, 1);

function read(answer: unknown): Reading {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return { problems: [`the answer is ${kindOf(answer)}, not an object`] };
  }
  const fields = answer as Readonly<Record<string, unknown>>;
  const problems: string[] = [];

  const field = (name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  const flag = (name: string, needed: boolean): boolean => {
    const value = field(name);
    if (typeof value === 'boolean') return value;
    if (needed || Object.hasOwn(fields, name)) problems.push(`${name} is ${kindOf(value)}, not a boolean`);
    // Never used: a problem ends the reading. True is what counts against the key.
    return needed || value !== undefined;
  };
  const time = (name: string, needed: boolean): Date | undefined => {
    const value = field(name);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > earliest && value < latest) {
      return new Date(value);
    }
    if (needed || Object.hasOwn(fields, name)) {
      problems.push(
        `${name} is ${typeof value === 'number' ? 'a number out of range' : kindOf(value)}, not a time in milliseconds`,
      );
    }
    return undefined;
  };

  const scopes: Record<string, boolean> = {};
  for (const [name, scope] of Object.entries(granting)) scopes[scope] = flag(name, true);
  for (const [name, scope] of Object.entries(optional)) scopes[scope] = flag(name, false);
  const ipBinding = flag('ipRestrict', true);
  flag(harmless, false);
  const createdAt = time('createTime', true);
  const expiresAt = time(expiry, false);

  const known = new Set([
    ...Object.keys(granting),
    ...Object.keys(optional),
    'ipRestrict',
    'createTime',
    harmless,
    expiry,
  ]);
  const unrecognised = Object.keys(fields).filter((name) => !known.has(name) && looksGranted(fields[name]));

  const [first, ...rest] = problems;
  if (first !== undefined) return { problems: [first, ...rest] };
  if (createdAt === undefined) return { problems: ['createTime is missing'] };
  return {
    permissions: {
      exchange: 'binance',
      scopes: scopes as Record<Scope, boolean>,
      unrecognised,
      ipBinding,
      // Binance says that there is a list and never what is on it.
      addresses: 'unknown',
      createdAt,
      expiresAt: expiresAt ?? 'never',
    },
  };
}

/** A permission that a newer Binance added. Text that says true is taken at its word; other text is a label. */
function looksGranted(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^\s*(?:true|1)\s*$/i.test(value));
}

const reader: PermissionReader = {
  exchange: 'binance',
  asks: { api: 'sapi', method: 'GET', path: 'account/apiRestrictions' },
  read,
};

export const binance = Object.freeze(reader);
