import type { Rule } from './rule.ts';
import { assignmentRule } from './rules/assignment.ts';
import { exchangeRules } from './rules/exchange.ts';
import { pemRule } from './rules/pem.ts';

/** Every rule, the most telling first: where two find the same value, the earlier one reports it. */
export const rules: readonly Rule[] = [pemRule, ...exchangeRules, assignmentRule];
