import type { Rule } from '../rule.ts';
import { phraseRule } from './phrase.ts';

/** What opens a wallet, whichever chain it is on. */
export const walletRules: readonly Rule[] = [phraseRule];
