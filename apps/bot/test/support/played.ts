import { variableFor } from '@gatehouse/secrets';
import { expect } from 'vitest';
import { type House, type HouseOptions, openHouse } from './house.ts';
import { startVenue, type VenueProcess } from './venue-process.ts';

/** A house that runs live at an exchange that answers as documented, with the key in the environment. */
export async function housed(
  exchange: string,
  options: HouseOptions = {},
  played = exchange,
): Promise<{ readonly house: House; readonly there: VenueProcess }> {
  const there = await startVenue(played);
  const port = new URL(there.url).port;
  const key = Object.entries(there.key).map(([field, text]) => [variableFor(exchange, field as never), text]);
  const house = openHouse({
    ...options,
    config: { acceptUnknown: { [exchange]: there.acceptUnknown }, ...options.config },
    env: {
      BOT_MODE: 'live',
      BOT_EXCHANGE: exchange,
      BOT_EXCHANGE_URL: there.url,
      BOT_PUBLIC_IP_URLS: `http://127.0.0.1:${port}/ip,http://localhost:${port}/ip.json`,
      ...Object.fromEntries(key),
    },
  });
  return { house, there };
}

/** One run, after which no process is left and nothing was printed of the key. */
export async function ran({ house, there }: Awaited<ReturnType<typeof housed>>, ...given: Parameters<House['run']>) {
  const finished = await house.run(...given);
  expect(await house.leftovers(), 'no process is left').toEqual([]);
  for (const text of Object.values(there.key)) expect(finished.output).not.toContain(text);
  return finished;
}
