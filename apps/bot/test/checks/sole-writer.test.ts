import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockExclusively } from '@gatehouse/journal';
import { Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { checkSoleWriter } from '../../src/checks/sole-writer.ts';
import { isRunning } from '../../src/commands/running.ts';
import type { Errand } from '../../src/messages.ts';
import { inside, proofs } from '../support/inside.ts';

const start: Errand = { verb: 'start' };

describe('alone', () => {
  it('a start holds the state folder and the key until it lets go', async () => {
    await using house = await inside({ errand: start });
    const { config, stand, key } = await proofs(house);
    const { result, proof, evidence } = await checkSoleWriter(house.desk, config, stand, key);
    expect([result, evidence]).toEqual(['pass', { store: true, key: true, epoch: 0 }]);
    expect(await isRunning(stand.folder)).toBe(true);
    proof?.release();
    expect(await isRunning(stand.folder)).toBe(false);
  });

  it('whoever only looks takes nothing, and still proves it', async () => {
    await using house = await inside();
    const { config, stand, key } = await proofs(house);
    const looks = async () => (await checkSoleWriter(house.desk, config, stand, key)).result;
    expect([await looks(), await looks()]).toEqual(['pass', 'pass']);
    expect(await isRunning(stand.folder)).toBe(false);
  });

  it('locks the key under a name that does not tell it', async () => {
    await using house = await inside();
    const { config, stand, key } = await proofs(house);
    await checkSoleWriter(house.desk, config, stand, key);
    const names = readdirSync(house.desk.machine.locks);
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.lock$/)]);
    expect(names[0]).not.toContain(house.key.apiKey.toLowerCase().slice(0, 8));
  });
});

describe('beside another', () => {
  it('on this state folder fails with who it is, and holds nothing', async () => {
    await using house = await inside({ errand: start });
    const { config, stand, key, journal } = await proofs(house);
    await journal.takeLease({ holder: 'process 7', fingerprint: key.fingerprint, atLeast: 0 });
    const held = await lockExclusively(join(stand.folder, 'desk.lock'));
    const verdict = await checkSoleWriter(house.desk, config, stand, key);
    expect(verdict).toMatchObject({ result: 'fail', evidence: { store: false, key: false, holder: 'process 7' } });
    expect(verdict.says).toBe('process 7 works on this state folder');
    expect(verdict.proof).toBeUndefined();
    held?.release();
    // Neither of the two locks was kept by the one that was refused.
    expect(await checkSoleWriter(house.desk, config, stand, key)).toMatchObject({ result: 'pass' });
  });

  it('with the same key and another state folder fails, and lets go of its own', async () => {
    await using house = await inside({ errand: start });
    await using other = await inside({ errand: start, desk: { machine: house.desk.machine } });
    const [one, two] = [await proofs(house), await proofs(other)];
    const first = await checkSoleWriter(house.desk, one.config, one.stand, one.key);
    const verdict = await checkSoleWriter(other.desk, two.config, two.stand, one.key);
    expect(verdict).toMatchObject({ result: 'fail', evidence: { store: true, key: false } });
    expect(verdict.says).toContain('trades with this key');
    expect(await isRunning(two.stand.folder)).toBe(false);
    first.proof?.release();
  });

  it('with another key, or at another exchange, is nothing to it', async () => {
    await using house = await inside({ errand: start });
    await using other = await inside({ errand: start, desk: { machine: house.desk.machine } });
    const [one, two] = [await proofs(house), await proofs(other)];
    const first = await checkSoleWriter(house.desk, one.config, one.stand, one.key);
    const second = await checkSoleWriter(other.desk, two.config, two.stand, two.key);
    expect([first.result, second.result]).toEqual(['pass', 'pass']);
    second.proof?.release();
    const elsewhere = { ...two.config, exchange: 'kraken' };
    expect(await checkSoleWriter(other.desk, elsewhere, two.stand, one.key)).toMatchObject({ result: 'pass' });
    first.proof?.release();
  });

  it('that lets go in a moment, as a preflight does, is waited for', async () => {
    await using house = await inside({ errand: start });
    const { config, stand, key } = await proofs(house);
    const held = await lockExclusively(join(stand.folder, 'desk.lock'));
    setTimeout(() => held?.release(), 20);
    const verdict = await checkSoleWriter(house.desk, config, stand, key);
    expect(verdict.result).toBe('pass');
    verdict.proof?.release();
  });
});

describe('where the lock of the key cannot be taken', () => {
  it('throws the journal’s code, and does not keep the state folder', async () => {
    await using house = await inside({ errand: start });
    const { config, stand, key } = await proofs(house);
    mkdirSync(house.desk.machine.locks, { mode: 0o777 });
    chmodSync(house.desk.machine.locks, 0o777);
    const place = join(house.folder, 'no-folder');
    writeFileSync(place, '');
    const desk = { ...house.desk, machine: { ...house.desk.machine, locks: place } };
    await expect(checkSoleWriter(desk, config, stand, key)).rejects.toMatchObject({ name: 'JournalError' });
    expect(await isRunning(stand.folder)).toBe(false);
  });

  it('because the credential names no key, throws before it takes anything', async () => {
    await using house = await inside({ errand: start });
    const { config, stand, key } = await proofs(house);
    const fields = new Map([['secret', Secret.of(house.key.secret)] as const]);
    const nameless = { ...key, credentials: { ...key.credentials, fields } };
    await expect(checkSoleWriter(house.desk, config, stand, nameless)).rejects.toThrow('without an identity');
    expect(await isRunning(stand.folder)).toBe(false);
  });
});
