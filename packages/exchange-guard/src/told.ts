import { GuardError } from './error.ts';
import { type Scrub, scrubbedCause } from './scrub.ts';

/** Makes a call through ccxt and lets nothing but a GuardError out of it. */
export type Told = <T>(call: () => Promise<T>) => Promise<T>;

/** What ccxt throws by itself was thrown over something it was asked or told: its words are kept, scrubbed. */
export function toldWith(scrub: Scrub): Told {
  return async (call) => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof GuardError) throw error;
      const cause = scrubbedCause(error, scrub);
      throw new GuardError('VENUE_MALFORMED', `ccxt could not do this with what it was told: ${cause.message}`, {
        cause,
      });
    }
  };
}
