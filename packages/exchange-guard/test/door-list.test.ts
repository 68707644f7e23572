import { describe, expect, it } from 'vitest';
import { doorListOf } from '../src/door-list.ts';

describe('the generated list of an exchange', () => {
  it('is found by the id that ccxt has for it', async () => {
    expect(await doorListOf('kraken')).toMatchObject({ exchange: 'kraken', title: 'Kraken', refused: [] });
  });

  it.each(['nope', '', '../package', 'Kraken', 'constructor', '__proto__'])(
    'is not looked for under %j',
    async (id) => {
      const message = 'ccxt has no exchange of that id: correct it.';
      await expect(doorListOf(id)).rejects.toThrow(expect.objectContaining({ code: 'EXCHANGE_UNKNOWN', message }));
    },
  );
});
