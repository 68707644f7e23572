import { type Fact, type KeyPermissions, type Scope, scopes } from './key-permissions.ts';
import type { AcceptUnknown, JsonValue, Verdict } from './verdict.ts';

/** What a bot that trades a kind of market needs its key to be able to do. All else that is granted is excess. */
const needs: Readonly<Record<'spot', readonly Scope[]>> = { spot: ['read', 'spotTrading'] };

export type Need = keyof typeof needs;

interface Ask {
  readonly need: Need;
  readonly acceptUnknown: AcceptUnknown;
  readonly now: Date;
}

/** Why a key is not as it should be: `wrong` is never forgiven, `unknown` is where its reason is written down. */
interface Remark {
  readonly kind: 'wrong' | 'unknown';
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
  const failing = remarks.filter(({ kind, fact }) => kind === 'wrong' || !reasonFor(accepted, fact));
  const forgiven = remarks.filter((remark) => !failing.includes(remark));
  const evidence = evidenceOf(permissions);
  if (failing.length > 0) {
    return {
      result: 'fail',
      says: `The key ${failing.map(({ says }) => says).join('; ')}.`,
      evidence: { ...evidence, against: failing.map(({ fact }) => fact) },
      fix: `On the exchange's API page allow the key exactly: ${needs[need].map((scope) => scopes[scope]).join(', ')}; and nothing else.`,
    };
  }
  const can = needs[need].map((scope) => scopes[scope]).join(' and ');
  if (forgiven.length > 0) {
    return {
      result: 'warn',
      says: `The key can ${can}; not known, and accepted in the configuration: ${forgiven.map(({ fact }) => fact).join(', ')}.`,
      evidence: {
        ...evidence,
        accepted: Object.fromEntries(forgiven.map(({ fact }) => [fact, reasonFor(accepted, fact) ?? ''])),
      },
      fix: 'Look at these facts on the exchange’s API page yourself; nothing here can.',
    };
  }
  return { result: 'pass', says: `The key can ${can}, and nothing else.`, evidence };
}

function remarksOn(permissions: KeyPermissions, need: Need, now: Date): readonly Remark[] {
  const remarks: Remark[] = [];
  for (const scope of Object.keys(scopes) as Scope[]) {
    const fact: Fact = permissions.scopes[scope];
    const needed = needs[need].includes(scope);
    if (fact === 'unknown') {
      remarks.push({ kind: 'unknown', fact: scope, says: `does not show whether it can ${scopes[scope]}` });
    } else if (needed && fact !== true) {
      remarks.push({ kind: 'wrong', fact: scope, says: `cannot ${scopes[scope]}, which the bot needs` });
    } else if (!needed && fact !== false) {
      remarks.push({ kind: 'wrong', fact: scope, says: `can ${scopes[scope]}, which the bot does not need` });
    }
  }
  for (const name of permissions.unrecognised) {
    remarks.push({
      kind: 'wrong',
      fact: name,
      says: `has the permission ${shown(name)}, which this bot does not know`,
    });
  }
  const { expiresAt } = permissions;
  if (expiresAt instanceof Date && !(expiresAt.getTime() > now.getTime())) {
    remarks.push({ kind: 'wrong', fact: 'expiresAt', says: `has expired (${textOf(expiresAt)})` });
  }
  return remarks;
}

function reasonFor(accepted: Readonly<Record<string, string>> | undefined, fact: string): string | undefined {
  return accepted !== undefined && Object.hasOwn(accepted, fact) ? accepted[fact] : undefined;
}

/** The name comes from outside: letters and digits of it, and not many. */
function shown(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, 40);
}

function evidenceOf(permissions: KeyPermissions): { readonly [key: string]: JsonValue } {
  const granted = (Object.keys(scopes) as Scope[]).filter((scope) => permissions.scopes[scope] === true);
  const unknown = (Object.keys(scopes) as Scope[]).filter((scope) => permissions.scopes[scope] === 'unknown');
  return {
    exchange: permissions.exchange,
    granted,
    ...(unknown.length > 0 ? { unknown } : {}),
    unrecognised: permissions.unrecognised.map(shown),
    ipBinding: permissions.ipBinding,
    addresses: permissions.addresses,
    createdAt: textOf(permissions.createdAt),
    expiresAt: textOf(permissions.expiresAt),
  };
}

function textOf(time: Date | string): string {
  if (!(time instanceof Date)) return time;
  return Number.isNaN(time.getTime()) ? 'no time at all' : time.toISOString();
}
