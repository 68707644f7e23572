import type { Rule } from './rule.ts';
import { argumentRules } from './rules/argument.ts';
import { assignmentRule } from './rules/assignment.ts';
import { basicAuthRule } from './rules/basic-auth.ts';
import { commandPasswordRule } from './rules/command-password.ts';
import { entropyRules } from './rules/entropy.ts';
import { exchangeRules } from './rules/exchange.ts';
import { joinedRule } from './rules/joined.ts';
import { jwtRule } from './rules/jwt.ts';
import { keyBodyRule } from './rules/key-body.ts';
import { limited } from './rules/limited.ts';
import { pemRule } from './rules/pem.ts';
import { tokenRules } from './rules/token.ts';
import { toldPassphraseRule } from './rules/told-passphrase.ts';
import { walletRules } from './rules/wallet.ts';

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
