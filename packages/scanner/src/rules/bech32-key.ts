import type { Draw } from '../judge/draw.ts';
import type { Judgement, KeywordRule } from '../judge/rule.ts';
import { bech32Encoded, isBech32 } from '../wallet/checksum.ts';
import { knownFrom } from '../wallet/known-keys.ts';

/** Secrets in bech32: the part before the `1` says what it is, and the last six characters are a checksum. */
interface Bech32Key {
  readonly id: string;
  readonly finds: string;
  readonly fix: string;
  readonly prefixes: readonly [string, ...string[]];
  /** How many bytes it carries. */
  readonly size: number;
}

const movedFunds = 'move the funds to a new key, and keep that one off every disk';

const kinds: readonly Bech32Key[] = [
  {
    id: 'age-secret-key',
    finds: 'age secret key',
    fix: 'encrypt anew, for a new key, all that this one opens',
    prefixes: ['age-secret-key-'],
    size: 32,
  },
  {
    id: 'nostr-secret-key',
    finds: 'Nostr secret key',
    fix: 'move to a new key, and tell the people who follow the old one',
    prefixes: ['nsec'],
    size: 32,
  },
  {
    id: 'wallet-sui-key',
    finds: 'Sui private key',
    fix: movedFunds,
    prefixes: ['suiprivkey', 'iotaprivkey'],
    size: 33,
  },
  {
    id: 'wallet-cardano-key',
    finds: 'Cardano private key',
    fix: movedFunds,
    prefixes: ['addr_xsk', 'acct_xsk', 'root_xsk', 'stake_xsk', 'ed25519_sk', 'ed25519e_sk', 'addr_sk', 'stake_sk'],
    size: 32,
  },
];

export const bech32KeyRules: readonly KeywordRule[] = kinds.map((kind) => ({
  id: kind.id,
  severity: 'block',
  finds: kind.finds,
  fix: kind.fix,
  keywords: kind.prefixes.map((prefix) => `${prefix}1`),
  reach: 'at',
  pattern: new RegExp(`(?<value>(?<prefix>${kind.prefixes.join('|')})1[02-9ac-hj-np-z]{58,240})(?![A-Za-z0-9])`, 'gi'),
  judge: ({ value, groups }) => judged(value, groups.prefix ?? ''),
  samples: (draw) => samplesOf(kind, draw),
}));

function judged(value: string, prefix: string): Judgement {
  if (!isBech32(value, prefix.toLowerCase())) return false;
  const known = knownFrom(value.toLowerCase());
  return known === undefined ? true : { severity: 'info', known };
}

function samplesOf({ prefixes, size }: Bech32Key, draw: Draw) {
  const bytes = Buffer.from(Array.from({ length: size }, () => draw.number(256)));
  const [first = '', ...others] = prefixes.map((prefix) => bech32Encoded(prefix, bytes));
  const at = first.length - 20;
  const other = first.charAt(at) === 'q' ? 'p' : 'q';
  return {
    match: [
      `KEY=${first}\n`,
      `# ${first.toUpperCase()}\r\n`,
      `{"text":"key:\\n${first}\\n"}`,
      ...others.map((text) => `const key = '${text}';`),
    ],
    noMatch: [`KEY=${first.slice(0, at)}${other}${first.slice(at + 1)}`, `KEY=${prefixes[0]}1...`, `KEY=${first}qq`],
  };
}
