import { comesAlong } from './comes-along.ts';
import { type KeyPermissions, movesMoney, type Scope, scopeNames, scopes } from './key-permissions.ts';
import type { AcceptUnknown, JsonValue, Verdict } from './verdict.ts';

/** What a bot that trades a kind of market needs its key to be able to do. All else that is granted is excess. */
const needs = {
  spot: ['read', 'spotTrading'],
  // Linear and inverse contracts, on the exchanges that have ids of their own for them.
  swap: ['read', 'futures'],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;

export type Need = keyof typeof needs;

interface Ask {
  readonly need: Need;
  readonly acceptUnknown: AcceptUnknown;
  readonly now: Date;
}

/**
 * What is to be said about a key. `wrong` is never forgiven, `unknown` is where its reason is written down, and
 * `along` is what the exchange gives with something that is needed and nobody can take away.
 */
interface Remark {
  readonly kind: 'wrong' | 'unknown' | 'along';
  readonly fact: string;
  readonly says: string;
}

/**
 * Judges a key: it must be able to do what the bot needs, and nothing else. What the exchange cannot tell fails, unless
 * `acceptUnknown` names the exchange and the fact; what is known to be wrong always fails. Which addresses the key
 * answers to is judged apart (address.ts), with the evidence of where we are.
 */
export function judgePermissions(permissions: KeyPermissions, { need, acceptUnknown, now }: Ask): Verdict {
  const accepted = Object.hasOwn(acceptUnknown, permissions.exchange) ? acceptUnknown[permissions.exchange] : undefined;
  const remarks = remarksOn(permissions, need, now);
  const along = remarks.filter(({ kind }) => kind === 'along');
  const forgiven = remarks.filter(({ kind, fact }) => kind === 'unknown' && reasonFor(accepted, fact) !== undefined);
  const failing = remarks.filter((remark) => !along.includes(remark) && !forgiven.includes(remark));
  const evidence = evidenceOf(permissions);
  if (failing.length > 0) {
    return {
      result: 'fail',
      says: `The key ${sentencesOf(failing).join('; ')}.`,
      evidence: { ...evidence, against: failing.map(({ fact }) => fact) },
      fix: fixFor(failing, permissions.exchange, need),
    };
  }
  const can = needs[need].map((scope) => scopes[scope]).join(' and ');
  const withIt = along.length === 0 ? '' : ` ${permissions.exchange} gives with that, to every key: ${named(along)}.`;
  if (forgiven.length > 0) {
    return {
      result: 'warn',
      says: `The key can ${can}; not known, and accepted in the configuration: ${forgiven.map(({ fact }) => fact).join(', ')}.${withIt}`,
      evidence: {
        ...evidence,
        ...(along.length > 0 ? { along: along.map(({ fact }) => fact) } : {}),
        accepted: Object.fromEntries(forgiven.map(({ fact }) => [fact, reasonFor(accepted, fact) ?? ''])),
      },
      fix: 'Look at these facts on the exchange’s API page yourself; nothing here can.',
    };
  }
  if (along.length === 0) return { result: 'pass', says: `The key can ${can}, and nothing else.`, evidence };
  const told = { evidence: { ...evidence, along: along.map(({ fact }) => fact) } };
  const says = `The key can ${can}, and nothing else that could be left out.${withIt}`;
  if (!along.some(({ fact }) => movesMoney.has(fact as Scope))) return { result: 'pass', says, ...told };
  return {
    result: 'warn',
    says,
    ...told,
    fix: 'Nothing narrower can be had there: use the key of a sub-account that holds only what the bot may lose.',
  };
}

function remarksOn(permissions: KeyPermissions, need: Need, now: Date): readonly Remark[] {
  const needed: ReadonlySet<Scope> = new Set(needs[need]);
  const remarks: Remark[] = [];
  for (const scope of scopeNames) {
    const fact = permissions.scopes[scope];
    const can = `can ${scopes[scope]}, which the bot does not need`;
    if (fact === false && !needed.has(scope)) continue;
    if (fact === true && needed.has(scope)) continue;
    if (fact === 'unknown') {
      remarks.push({ kind: 'unknown', fact: scope, says: `does not show whether it can ${scopes[scope]}` });
    } else if (needed.has(scope)) {
      remarks.push({ kind: 'wrong', fact: scope, says: `cannot ${scopes[scope]}, which the bot needs` });
    } else if (comesAlong(scope, permissions.grants, needed)) {
      remarks.push({ kind: 'along', fact: scope, says: can });
    } else remarks.push({ kind: 'wrong', fact: scope, says: can });
  }
  for (const name of permissions.unrecognised) {
    const says = `has the permission ${shown(name)}, which this bot does not know`;
    remarks.push({ kind: 'wrong', fact: name, says });
  }
  if (permissions.kind === 'master-wallet') {
    const says = 'is the master wallet’s own, which can do everything and cannot be limited';
    remarks.push({ kind: 'wrong', fact: 'kind', says });
  }
  if (permissions.loosens === 'unknown') {
    const says = 'does not show whether it can widen its own permissions or address list';
    remarks.push({ kind: 'unknown', fact: 'loosens', says });
  } else if (permissions.loosens !== false) {
    const says = 'can widen its own permissions or address list, so that nothing read about it lasts';
    remarks.push({ kind: 'wrong', fact: 'loosens', says });
  }
  const { expiresAt } = permissions;
  if (expiresAt instanceof Date && !(expiresAt.getTime() > now.getTime())) {
    remarks.push({ kind: 'wrong', fact: 'expiresAt', says: `has expired (${textOf(expiresAt)})` });
  }
  return remarks;
}

/** What is not told is one sentence, however much it is: some exchanges tell nothing. */
function sentencesOf(failing: readonly Remark[]): readonly string[] {
  const untold = failing.filter(({ kind, fact }) => kind === 'unknown' && Object.hasOwn(scopes, fact));
  const others = failing.filter((remark) => !untold.includes(remark)).map(({ says }) => says);
  return untold.length === 0 ? others : [`does not show whether it can ${named(untold)}`, ...others];
}

/** What is wrong is put right at the exchange; what is merely not told can only be looked at, and written down. */
function fixFor(failing: readonly Remark[], exchange: string, need: Need): string {
  if (failing.every(({ kind }) => kind === 'unknown')) {
    const facts = failing.map(({ fact }) => fact).join(', ');
    return `Look at the exchange's API page yourself, and write the reason for each in bot.config.ts under acceptUnknown.${exchange}: ${facts}.`;
  }
  if (failing.some(({ fact }) => fact === 'kind')) {
    return 'Authorise an agent wallet (an API wallet) for trading, and give the bot that one’s private key.';
  }
  const exactly = needs[need].map((scope) => scopes[scope]).join(', ');
  return `On the exchange's API page allow the key exactly: ${exactly}; and nothing else.`;
}

function named(remarks: readonly Remark[]): string {
  return remarks.map(({ fact }) => scopes[fact as Scope]).join(', ');
}

function reasonFor(accepted: Readonly<Record<string, string>> | undefined, fact: string): string | undefined {
  const reason = accepted !== undefined && Object.hasOwn(accepted, fact) ? accepted[fact] : undefined;
  return reason === '' ? undefined : reason;
}

/** The name comes from outside: letters and digits of it, and not many. */
function shown(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, 40);
}

/** Everything that the exchange proved, told apart from what it did not. */
function evidenceOf(permissions: KeyPermissions): { readonly [key: string]: JsonValue } {
  const those = (fact: boolean | 'unknown') => scopeNames.filter((scope) => permissions.scopes[scope] === fact);
  return {
    exchange: permissions.exchange,
    kind: permissions.kind,
    granted: those(true),
    withheld: those(false),
    ...(those('unknown').length > 0 ? { unknown: those('unknown') } : {}),
    unrecognised: permissions.unrecognised.map(shown),
    loosens: permissions.loosens,
    ipBinding: permissions.ipBinding,
    addresses: permissions.addresses,
    createdAt: textOf(permissions.createdAt),
    expiresAt: textOf(permissions.expiresAt),
    lastUsedAt: textOf(permissions.lastUsedAt),
    label: permissions.label,
    signedCallAnswered: permissions.signedCallAnswered,
  };
}

function textOf(time: Date | string): string {
  if (!(time instanceof Date)) return time;
  return Number.isNaN(time.getTime()) ? 'no time at all' : time.toISOString();
}
