import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkCredentials } from '../../src/checks/credentials.ts';
import type { Errand } from '../../src/messages.ts';
import { inside, proofs } from '../support/inside.ts';

const start: Errand = { verb: 'start' };

describe('a simulated key', () => {
  it('is minted for this run, never fetched, and handed on for the search', async () => {
    await using house = await inside({ errand: start });
    const { config, stand } = await proofs(house);
    const { result, proof, evidence } = await checkCredentials(house.desk, config, stand);
    expect([result, house.courier.credentials.mock.calls.length]).toEqual(['pass', 0]);
    expect(proof?.credentials.fields.get('apiKey')?.expose()).toBe(house.key.apiKey);
    expect(Buffer.from(proof?.minted?.secret ?? '', 'base64').toString()).toBe(house.key.secret);
    expect(evidence).toMatchObject({ fields: ['apiKey', 'secret'], fingerprint: proof?.fingerprint, firstSeen: null });
  });
});

describe('a fetched key', () => {
  it('is asked for by the fields that the exchange needs, from the source of the configuration', async () => {
    await using house = await inside({ mode: 'live' });
    const { config, stand } = await proofs(house);
    const { proof } = await checkCredentials(house.desk, config, stand);
    expect(house.courier.credentials).toHaveBeenCalledWith({
      exchange: 'binance',
      fields: ['apiKey', 'secret'],
      source: { kind: 'env' },
    });
    expect(proof?.minted).toBeUndefined();
  });

  it('is known to the redactor before anything is said of it, and stands in no word of the verdict', async () => {
    await using house = await inside({ mode: 'live' });
    const { config, stand } = await proofs(house);
    const { proof: _, ...verdict } = await checkCredentials(house.desk, config, stand);
    for (const value of Object.values(house.key)) {
      expect(inspect(verdict, { depth: 9 })).not.toContain(value);
      expect(house.desk.redactor.scrub(`x ${value} y`)).toBe('x [redacted] y');
    }
  });

  it('that a person has not confirmed fails a start, and only warns who looks', async () => {
    for (const [errand, result] of [
      [start, 'fail'],
      [{ verb: 'preflight', json: false }, 'warn'],
      [{ verb: 'rotate check' }, 'warn'],
      [{ verb: 'tidy', why: 'halt' }, 'warn'],
    ] as const) {
      await using house = await inside({ mode: 'live', errand });
      const { config, stand } = await proofs(house);
      const verdict = await checkCredentials(house.desk, config, stand);
      expect([errand.verb, verdict.result]).toEqual([errand.verb, result]);
      expect(verdict.evidence.unconfirmed).toBe(true);
      expect(verdict.fix).toContain(`BOT_LIVE_CONFIRM=${verdict.proof?.fingerprint}`);
    }
  });

  it('passes once its own fingerprint is confirmed, and with another fingerprint does not', async () => {
    await using house = await inside({ mode: 'live', errand: start });
    const { config, stand } = await proofs(house);
    const { proof } = await checkCredentials(house.desk, config, stand);
    const liveConfirm = proof?.fingerprint ?? '';
    expect(await checkCredentials(house.desk, { ...config, liveConfirm }, stand)).toMatchObject({ result: 'pass' });
    const other = { ...config, liveConfirm: liveConfirm.replace(/./, (first) => (first === '0' ? '1' : '0')) };
    expect(await checkCredentials(house.desk, other, stand)).toMatchObject({ result: 'fail' });
  });

  it('that was exported warns: other processes can read it', async () => {
    await using house = await inside({ mode: 'live', errand: start });
    const { config, stand } = await proofs(house);
    const handed = await house.courier.credentials();
    house.courier.credentials.mockResolvedValue({ ...handed, exported: ['apiKey'] });
    const { proof } = await checkCredentials(house.desk, config, stand);
    const confirmed = { ...config, liveConfirm: proof?.fingerprint ?? '' };
    const verdict = await checkCredentials(house.desk, confirmed, stand);
    expect(verdict).toMatchObject({ result: 'warn', evidence: { exported: ['apiKey'] } });
    expect(verdict.says).toContain('/proc');
  });

  it.each([
    ['the courier refused', 'CREDENTIALS_MISSING', undefined],
    ['a field is too short to be kept out of text', 'SECRET_TOO_SHORT', 'abc'],
  ])('that did not come whole throws the code of it: %s', async (_, code, apiKey) => {
    await using house = await inside({ mode: 'live' });
    const { config, stand } = await proofs(house);
    const handed = await house.courier.credentials();
    if (apiKey === undefined)
      house.courier.credentials.mockRejectedValue(Object.assign(new Error('missing'), { code }));
    else
      house.courier.credentials.mockResolvedValue({
        ...handed,
        fields: { ...handed.fields, apiKey: Buffer.from(apiKey).toString('base64') },
      });
    await expect(checkCredentials(house.desk, config, stand)).rejects.toMatchObject({ code });
  });

  it('without the field that names it is no key', async () => {
    await using house = await inside({ mode: 'live' });
    const { config, stand } = await proofs(house);
    const { fields, ...handed } = await house.courier.credentials();
    house.courier.credentials.mockResolvedValue({ ...handed, fields: { secret: fields.secret } as never });
    await expect(checkCredentials(house.desk, config, stand)).rejects.toThrow('without an identity');
  });

  it('has another fingerprint under another installation key: a lost state folder must be looked at', async () => {
    const fingerprints = new Set<string | undefined>();
    await using one = await inside({ mode: 'live' });
    await using other = await inside({ mode: 'live' });
    for (const house of [one, other]) {
      house.courier.credentials.mockResolvedValue(await one.courier.credentials());
      const { config, stand } = await proofs(house);
      fingerprints.add((await checkCredentials(house.desk, config, stand)).proof?.fingerprint);
    }
    expect(fingerprints.size).toBe(2);
  });
});
