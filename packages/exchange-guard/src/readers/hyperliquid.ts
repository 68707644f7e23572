import type { KeyIdentity } from '../key-identity.ts';
import { fieldsOf } from './fields.ts';
import { momentOf } from './moments.ts';
import { type Answers, type PermissionReader, type Question, type Reading, readingOf, untold } from './reader.ts';
import { permitted, scopesOf, wordsOf } from './words.ts';

// Source: Hyperliquid, info endpoint `userRole` and `extraAgents` (nktkas types, Chainstack reference). There are no API
// keys: what a private key may do follows from whose address it signs for.
const role: Question = {
  name: 'role',
  api: 'public',
  method: 'POST',
  path: 'info',
  params: ({ identity }) =>
    identity.signer === undefined ? undefined : { type: 'userRole', user: identity.signer.toLowerCase() },
};
const agents: Question = {
  name: 'agents',
  api: 'public',
  method: 'POST',
  path: 'info',
  params: ({ identity }) =>
    identity.wallet === undefined ? undefined : { type: 'extraAgents', user: identity.wallet.toLowerCase() },
};

/** An agent signs for trading and for moving money between accounts of the same owner, never out of them. */
const words = wordsOf({
  agent: ['read', 'spotTrading', 'margin', 'futures', 'internalTransfer', 'earn', 'subAccounts', 'accountSettings'],
});

function read(answers: Answers, { signer, wallet }: KeyIdentity): Reading {
  const problems: string[] = [];
  if (signer === undefined) problems.push('the private key signs for no address');
  if (wallet === undefined) problems.push('no wallet address is configured');
  const told = fieldsOf(answers.get(role.name), 'the answer', problems);
  const name = told.text('role');
  if (problems.length === 0 && (same(signer, wallet) || name === 'user')) return masterOf();
  told.must('role', 'agent');
  const owner = name === 'agent' ? told.object('data').text('user') : '';
  if (problems.length === 0 && !same(owner, wallet)) problems.push('the agent belongs to another wallet');
  const { scopes, grants, unrecognised } = permitted(['agent'], words);

  return readingOf(problems, () => ({
    ...untold,
    exchange: 'hyperliquid',
    kind: 'agent-wallet',
    scopes,
    grants,
    unrecognised,
    expiresAt: endOf(answers.get(agents.name), signer),
    // Everybody may ask: no answer proves that this key works from here. No key can be bound to addresses either.
    signedCallAnswered: false,
  }));
}

/** A wallet's own key can do everything. */
function masterOf() {
  const permissions = {
    ...untold,
    exchange: 'hyperliquid',
    kind: 'master-wallet',
    scopes: scopesOf(() => true),
    loosens: true,
    signedCallAnswered: false,
  } as const;
  return { permissions };
}

/** When the agent ends, where it has a name: one without is not listed. */
function endOf(answer: unknown, signer: string | undefined): Date | 'unknown' {
  const rows = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
  const own = rows.map((row) => fieldsOf(row, 'an agent', [])).find((row) => same(row.value('address'), signer));
  return momentOf(own?.value('validUntil'), 'ms') ?? 'unknown';
}

function same(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
}

const reader: PermissionReader = { exchange: 'hyperliquid', asks: [role, agents], read };

export const hyperliquid = Object.freeze(reader);
