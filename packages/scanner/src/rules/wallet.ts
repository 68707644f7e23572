import type { Rule } from '../judge/rule.ts';
import { bech32KeyRules } from './bech32-key.ts';
import { checkedKeyRules } from './checked-key.ts';
import { hexKeyRule } from './hex-key.ts';
import { keystoreRule, validatorKeystoreRule } from './keystore.ts';
import { phraseRule } from './phrase.ts';
import { solanaBytesRule, solanaKeyRule } from './solana.ts';
import { splitKeyRule } from './split-key.ts';
import { stellarSeedRule } from './stellar-seed.ts';

/** What opens a wallet, whichever chain it is on. */
export const walletRules: readonly Rule[] = [
  phraseRule,
  ...checkedKeyRules,
  ...bech32KeyRules,
  stellarSeedRule,
  solanaKeyRule,
  solanaBytesRule,
  keystoreRule,
  validatorKeystoreRule,
  hexKeyRule,
  splitKeyRule,
];
