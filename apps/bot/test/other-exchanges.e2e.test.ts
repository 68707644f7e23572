import { variableFor } from '@gatehouse/secrets';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../../packages/exchange-guard/test/venues/dialects.ts';
import { type Dialect, There } from '../../../packages/exchange-guard/test/venues/there.ts';
import { deep } from './support/campaign.ts';
import { openHouse } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { checkIds, type Report } from './support/live.ts';

/** One preflight against an exchange that answers as documented, with the key in the environment. */
async function preflight(dialect: Dialect): Promise<{ readonly report: Report; readonly there: There }> {
  const { exchange, acceptUnknown } = dialect;
  const there = await new There(dialect).start();
  const port = new URL(there.url).port;
  const key = Object.entries(there.key).map(([field, text]) => [variableFor(exchange, field as never), text]);
  const house = openHouse({
    config: { acceptUnknown: { [exchange]: acceptUnknown } },
    env: {
      BOT_MODE: 'live',
      BOT_EXCHANGE: exchange,
      BOT_EXCHANGE_URL: there.url,
      BOT_PUBLIC_IP_URLS: `http://127.0.0.1:${port}/ip,http://localhost:${port}/ip.json`,
      ...Object.fromEntries(key),
    },
  });
  try {
    const finished = await house.run(['preflight', '--json']);
    expect(await house.leftovers(), 'no process is left').toEqual([]);
    for (const text of Object.values(there.key)) expect(finished.output).not.toContain(text);
    return { report: JSON.parse(finished.stdout) as Report, there };
  } finally {
    await house.close();
    await there.stop();
  }
}

describe('a preflight by the real command', () => {
  test.for(dialects.filter(({ exchange }) => deep || exchange === 'bybit'))(
    'at $exchange clears a key that trades spot only',
    inTurn(async (dialect) => {
      const { report, there } = await preflight(dialect);
      const failed = report.checks.filter(({ result }) => result === 'fail');
      expect(failed, JSON.stringify(failed, null, 1)).toEqual([]);
      expect(report).toMatchObject({ cleared: true, mode: 'live', exchange: dialect.exchange });
      expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
      // It looked, and moved nothing.
      expect(there.book.orders).toEqual([]);
      expect(there.asked(dialect.placing)).toEqual([]);
    }),
  );
});
