import type { Config } from '@gatehouse/config';
import type { Short } from '../../src/commands/short.ts';
import { type Inside, inside, proofs } from './inside.ts';

/** What a short command works with: the journal of a house, and what it prints. */
export async function short(mode: 'simulated' | 'live' = 'simulated') {
  const house: Inside = await inside({ mode });
  const { config, stand, journal, key, ids } = await proofs(house);
  const printed: string[] = [];
  let ahead = 0;
  const given: Short = {
    config: config as Config,
    folder: stand.folder,
    journal,
    clock: () => new Date(Date.now() + ahead),
    print: (text) => printed.push(text),
  };
  return {
    given,
    printed,
    house,
    journal,
    key,
    ids,
    pass: (ms: number) => {
      ahead += ms;
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

export const signed = { by: 'me', reason: 'a test' };
