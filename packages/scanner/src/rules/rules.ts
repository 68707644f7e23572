import type { Rule } from '../judge/rule.ts';
import { argumentRules } from './argument.ts';
import { assignmentRule } from './assignment.ts';
import { basicAuthRule } from './basic-auth.ts';
import { commandPasswordRule } from './command-password.ts';
import { entropyRules } from './entropy.ts';
import { exchangeRules } from './exchange.ts';
import { joinedRule } from './joined.ts';
import { jwtRule } from './jwt.ts';
import { keyBodyRule } from './key-body.ts';
import { limited } from './limited.ts';
import { pemRule } from './pem.ts';
import { tokenRules } from './token.ts';
import { toldPassphraseRule } from './told-passphrase.ts';
import { walletRules } from './wallet.ts';

/** Every rule, the most telling first: where two find the same value, the earlier one reports it. */
const inOrder: readonly Rule[] = [
  pemRule,
  keyBodyRule,
  ...walletRules,
  ...tokenRules,
  jwtRule,
  basicAuthRule,
  commandPasswordRule,
  ...exchangeRules,
  ...argumentRules,
  toldPassphraseRule,
  joinedRule,
  assignmentRule,
  ...entropyRules,
];

export const rules: readonly Rule[] = inOrder.map((rule) => limited(rule));
