import { describe, expect, it } from 'vitest';
import { checkPermissions } from '../../src/checks/permissions.ts';
import { checkVenue } from '../../src/checks/venue.ts';
import { keyWatcher } from '../../src/key-watch.ts';
import { inside, proofs } from '../support/inside.ts';

const nowhere = async () => undefined;

describe('what the key may do', () => {
  it.each([
    ['reads and trades spot', {}, 'pass'],
    ['can withdraw', { withdrawals: true }, 'fail'],
    ['can move money to other wallets', { universalTransfer: true }, 'fail'],
    ['can trade on margin', { margin: true }, 'fail'],
    ['cannot trade', { spotTrading: false }, 'fail'],
  ])('is told by the exchange, kept for the next audit, and judged: %s', async (_, grant, result) => {
    await using house = await inside();
    const { config, stand, key } = await proofs(house);
    const { proof: venue } = await checkVenue(house.desk, config, key);
    if (venue === undefined) throw new Error('no venue');
    house.exchange.regrant(house.key.apiKey, grant);
    const verdict = await checkPermissions(house.desk, config, stand, key, venue, nowhere);
    expect(verdict.result).toBe(result);
    // A key that failed was seen all the same: how old it is and where it is bound are still judged.
    expect(verdict.proof).toMatchObject({ exchange: 'binance', ipBinding: true });
    const kept = await stand.journal.lastKeySnapshot(key.fingerprint);
    expect(kept?.snapshot).toMatchObject({ scopes: { withdraw: 'withdrawals' in grant } });
    expect(await stand.journal.firstSeen(key.fingerprint)).toBeInstanceOf(Date);
    venue.close();
  });

  it.each([
    ['within its policy', {}, 'warn'],
    ['beyond its policy', { withdrawals: true }, 'fail'],
  ])('halts trading when it is not what it was at the last good look: %s', async (_, grant, result) => {
    await using house = await inside();
    const { config, stand, key } = await proofs(house);
    const { proof: venue } = await checkVenue(house.desk, config, key);
    if (venue === undefined) throw new Error('no venue');
    const look = () => checkPermissions(house.desk, config, stand, key, venue, nowhere);
    expect(await look()).toMatchObject({ result: 'pass' });
    house.exchange.regrant(house.key.apiKey, { createdAt: new Date(Date.now() - 5_000), ...grant });
    const verdict = await look();
    const [halt, ...others] = (await stand.journal.standing()).restrictions;
    expect(halt).toMatchObject({ kind: 'halt', by: keyWatcher });
    expect(others).toEqual([]);
    expect(verdict).toMatchObject({ result, evidence: { changes: expect.any(Array) } });
    expect(verdict.says).toContain(`trading is halted (${halt?.id})`);
    expect(verdict.fix).toBeDefined();
    venue.close();
  });

  it('is told apart by where we are and were, where the exchange gives one answer for three causes', async () => {
    await using house = await inside({ settings: { BOT_EXPECTED_IPS: '198.51.100.7' } });
    const { config, stand, key } = await proofs(house);
    const { proof: venue } = await checkVenue(house.desk, config, key);
    if (venue === undefined) throw new Error('no venue');
    house.exchange.regrant(house.key.apiKey, { ips: ['198.51.100.7'] });
    const observation = { answers: [], addresses: ['203.0.113.9'], disagree: false, witnesses: 2 };
    const verdict = await checkPermissions(house.desk, config, stand, key, venue, async () => ({
      observation,
      exchangeSees: undefined,
    }));
    expect(verdict).toMatchObject({ result: 'fail', evidence: { venueCode: '-2015', cause: 'address' } });
    expect(verdict.says).toContain('203.0.113.9');
    venue.close();
  });

  it('that the exchange did not tell is no proof, and nothing is kept of it', async () => {
    await using house = await inside();
    const { config, stand, key } = await proofs(house);
    const { proof: venue } = await checkVenue(house.desk, config, key);
    if (venue === undefined) throw new Error('no venue');
    await house.exchange.close();
    const verdict = await checkPermissions(house.desk, config, stand, key, venue, nowhere);
    expect(verdict.result).toBe('fail');
    expect(verdict.proof).toBeUndefined();
    expect(await stand.journal.lastKeySnapshot(key.fingerprint)).toBeUndefined();
  });
});
