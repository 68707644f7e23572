import { type Fact, type Scope, scopeNames } from '../key-permissions.ts';
import { fieldsOf } from './fields.ts';
import { type Answers, kindOf, type PermissionReader, type Question, type Reading } from './reader.ts';

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

function read(exchange: string, answers: Answers): Reading {
  const answer = answers.get(restrictions.name);
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

  // What has no field of its own has no permission of its own.
  const scopes: Record<string, Fact> = Object.fromEntries(scopeNames.map((scope) => [scope, false]));
  for (const [name, scope] of Object.entries(granting)) scopes[scope] = flag(name, true);
  for (const [name, scope] of Object.entries(optional)) scopes[scope] = flag(name, false);
  const ipBinding = flag('ipRestrict', true);
  flag(harmless, false);
  const createdAt = time('createTime', true);
  const expiresAt = time(expiry, false);

  const unrecognised = fieldsOf(answer, 'the answer', []).strange([
    ...Object.keys(granting),
    ...Object.keys(optional),
    'ipRestrict',
    'createTime',
    harmless,
    expiry,
  ]);

  const [first, ...rest] = problems;
  if (first !== undefined) return { problems: [first, ...rest] };
  if (createdAt === undefined) return { problems: ['createTime is missing'] };
  return {
    permissions: {
      exchange,
      kind: 'unknown',
      scopes: scopes as Record<Scope, Fact>,
      grants: [],
      unrecognised,
      // The page of the website alone changes a key: the call that could is discontinued.
      loosens: false,
      ipBinding,
      // Binance says that there is a list and never what is on it.
      addresses: 'unknown',
      createdAt,
      expiresAt: expiresAt ?? 'never',
      lastUsedAt: 'unknown',
      label: 'unknown',
      signedCallAnswered: true,
    },
  };
}

const restrictions: Question = {
  name: 'restrictions',
  api: 'sapi',
  method: 'GET',
  path: 'account/apiRestrictions',
};

function reader(exchange: string): PermissionReader {
  return Object.freeze({ exchange, asks: [restrictions], read: (answers: Answers) => read(exchange, answers) });
}

export const binance = reader('binance');
/** The futures exchanges are asked at the same address about the same key; what they need of it differs. */
export const binanceusdm = reader('binanceusdm');
export const binancecoinm = reader('binancecoinm');
