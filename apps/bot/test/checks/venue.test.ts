import { describe, expect, it } from 'vitest';
import { checkVenue, echoesOf, hostAndPort } from '../../src/checks/venue.ts';
import { inside, proofs } from '../support/inside.ts';

describe('where this process may go', () => {
  it.each([
    ['https://echo.example/ip', 'echo.example:443'],
    ['http://echo.example/ip', 'echo.example:80'],
    ['https://echo.example:8443/ip?x=1', 'echo.example:8443'],
    ['http://[::1]:99/', '[::1]:99'],
  ])('is named with its port, for a name alone would open every port: %s', (service, host) => {
    expect(hostAndPort(service)).toBe(host);
  });

  it('to ask for its address: two hosts of the simulated exchange, or what the configuration names', async () => {
    await using house = await inside();
    const config = await house.config();
    expect(echoesOf(config, 'http://127.0.0.1:9')).toEqual(['http://127.0.0.1:9/ip', 'http://localhost:9/ip.json']);
    const live = { ...config, mode: 'live', publicIpUrls: ['https://echo.example/ip'] } as const;
    expect(echoesOf(live, 'http://127.0.0.1:9')).toEqual(['https://echo.example/ip']);
  });

  it('is the exchange and the echoes, and nothing else on this machine', async () => {
    await using house = await inside();
    await using stranger = await inside();
    const { config, key } = await proofs(house);
    const { proof } = await checkVenue(house.desk, config, key);
    const reaches = (url: string) =>
      fetch(`${url}/ip`).then(
        (answer) => answer.status,
        (error: Error) => (error.cause as { code?: string }).code,
      );
    expect([await reaches(house.exchange.url), await reaches(stranger.exchange.url)]).toEqual([200, 'EGRESS_REFUSED']);
    proof?.close();
  });
});

describe('the exchange', () => {
  it('that is simulated passes without a warning that it is one', async () => {
    await using house = await inside();
    const { config, key } = await proofs(house);
    const { result, fix, proof } = await checkVenue(house.desk, config, key);
    expect([result, fix, proof?.standIn]).toEqual(['pass', undefined, true]);
    proof?.close();
  });

  it('that a stand-in plays in live mode is warned of, and the simulator is not asked for', async () => {
    await using house = await inside({ mode: 'live' });
    const { config, key } = await proofs(house);
    const { result, fix, proof } = await checkVenue(house.desk, config, key);
    expect([result, fix]).toEqual(['warn', expect.stringContaining('BOT_EXCHANGE_URL')]);
    expect(house.simulator.url).not.toHaveBeenCalled();
    proof?.close();
  });

  it('that does not answer, or tells another time, fails without a proof: nothing signed is sent there', async () => {
    await using house = await inside();
    const { config, key } = await proofs(house);
    const late = { ...house.desk, clock: () => new Date(Date.now() + 60_000) };
    await house.exchange.mintKey();
    const skewed = await checkVenue(late, config, key);
    await house.exchange.close();
    const silent = await checkVenue(house.desk, config, key);
    for (const verdict of [skewed, silent]) {
      expect(verdict).toMatchObject({ result: 'fail', fix: expect.any(String) });
      expect(verdict.proof).toBeUndefined();
    }
  });

  it('that nobody knows is no exchange', async () => {
    await using house = await inside();
    const { config, key } = await proofs(house);
    await expect(checkVenue(house.desk, { ...config, exchange: 'moon' }, key)).rejects.toMatchObject({
      code: 'EXCHANGE_UNKNOWN',
    });
  });
});
