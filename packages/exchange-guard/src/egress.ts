import { allowEgress } from './allow-egress.ts';

// Imported for its effect, before anything else is (`node --import=.../egress.ts`): every address is refused until
// the configuration has named the exchange's own with allowEgress.
allowEgress([]);

export { allowEgress };
