import { describe, expect, it, vi } from 'vitest';
import { type CheckId, type CheckLine, checkIds } from '../src/checklist.ts';
import { type StartUp, startUp } from '../src/startup.ts';
import { type Inside, inside } from './support/inside.ts';

/** Runs the whole list in a house and lets go of what it proved. */
async function listIn(house: Inside) {
  const reported: CheckLine[] = [];
  const result = await startUp(house.desk, (line) => reported.push(line));
  result.writer?.release();
  result.venue?.close();
  await result.stand?.journal.close();
  const of = (kind: CheckLine['result']) => result.lines.filter((line) => line.result === kind).map(({ id }) => id);
  return { ...result, reported, of };
}

const rejecting = (code: string) => Object.assign(new Error('no'), { code });
const absent = (result: StartUp) =>
  (['config', 'stand', 'key', 'venue', 'permissions', 'address', 'writer', 'reconciled'] as const).filter(
    (name) => result[name] === undefined,
  );

describe('the checklist', () => {
  it('clears a simulated bot, proves everything, and reports the ten in their order', async () => {
    await using house = await inside({ errand: { verb: 'start' } });
    const result = await listIn(house);
    expect(result.of('pass')).toEqual(checkIds);
    expect([result.cleared, absent(result)]).toEqual([true, []]);
    expect(result.reported.map(({ id }) => id)).toEqual(checkIds);
    expect(result.reported).toEqual(result.lines);
  });

  it('is held to the same in live mode: the key must be confirmed, the account declared', async () => {
    await using house = await inside({ mode: 'live', errand: { verb: 'start' } });
    const { of, cleared } = await listIn(house);
    expect([of('fail'), of('skipped'), cleared]).toEqual([['credentials', 'reconcile'], [], false]);
  });

  it('clears a live bot that is only looked at, with warnings', async () => {
    await using house = await inside({ mode: 'live' });
    const { of, cleared } = await listIn(house);
    // The state of a test may lie in memory, which `host` doubts by itself.
    const warned = of('warn').filter((id) => id !== 'host');
    expect([warned, of('fail'), cleared]).toEqual([['credentials', 'connection', 'reconcile'], [], true]);
  });
});

const later = (first: CheckId) => checkIds.slice(checkIds.indexOf(first) + 1);

describe('without its evidence a check is skipped, and no other', () => {
  it.each<[string, (house: Inside) => void, readonly CheckId[], readonly CheckId[]]>([
    [
      'no configuration',
      (house) => vi.spyOn(house.desk, 'loadConfig').mockRejectedValue(new SyntaxError('x')),
      ['config'],
      later('config'),
    ],
    [
      'a host that could not be looked at',
      (house) => house.courier.host.mockRejectedValue(rejecting('COURIER_ENDED')),
      ['host'],
      later('host'),
    ],
    [
      'no key',
      (house) => house.simulator.mint.mockRejectedValue(rejecting('NO_KEY')),
      ['credentials'],
      later('credentials'),
    ],
    [
      'a search that ended',
      (house) => house.courier.search.mockRejectedValue(rejecting('COURIER_ENDED')),
      ['own-key-leak'],
      [],
    ],
    [
      'no exchange',
      (house) => house.simulator.url.mockRejectedValue(rejecting('GONE')),
      ['connection'],
      ['permissions', 'rotation', 'ip', 'reconcile'],
    ],
  ])('%s', async (_, breakIt, failed, skipped) => {
    await using house = await inside();
    breakIt(house);
    const { of, cleared } = await listIn(house);
    expect([of('fail'), of('skipped'), cleared]).toEqual([failed, skipped, false]);
  });

  it('an exchange that does not say what the key may do', async () => {
    await using house = await inside();
    house.simulator.mint.mockResolvedValue({ apiKey: 'nobody-knows-it-here', secret: 'nor-does-anybody-this' });
    const { of } = await listIn(house);
    expect([of('fail'), of('skipped')]).toEqual([['permissions'], ['rotation', 'ip', 'reconcile']]);
  });

  it('a second desk on the state folder: everything else is still said', async () => {
    await using house = await inside({ errand: { verb: 'start' } });
    const { lockExclusively } = await import('@gatehouse/journal');
    const held = await lockExclusively(`${house.desk.state}/simulated/desk.lock`);
    const { of } = await listIn(house);
    expect([of('fail'), of('skipped')]).toEqual([['sole-writer'], ['reconcile']]);
    held?.release();
  });
});

describe('a list that something breaks beside', () => {
  it('is whole all the same when our own address could not be asked for', async () => {
    await using house = await inside();
    // The exchange tells its url to `connection`, and is gone when the address is asked for.
    house.simulator.url.mockResolvedValueOnce(house.exchange.url).mockRejectedValue(rejecting('SIMULATOR_GONE'));
    const { lines, of, address, cleared } = await listIn(house);
    expect(lines).toHaveLength(10);
    expect([of('fail'), address, cleared]).toEqual([['ip'], undefined, false]);
    expect(lines.find(({ id }) => id === 'ip')?.evidence).toMatchObject({ code: 'SIMULATOR_GONE' });
  });

  it('fails by a key that can withdraw, and still says how old it is, where it is bound and what is open', async () => {
    await using house = await inside();
    house.exchange.regrant(house.key.apiKey, { withdrawals: true });
    const { of, cleared } = await listIn(house);
    expect([of('fail'), of('skipped'), cleared]).toEqual([['permissions'], [], false]);
  });

  it('fails by a key that stands in a file, with everything else said', async () => {
    await using house = await inside();
    const findings = [{ where: 'tree', path: 'notes.txt', line: 3, field: 'secret' }] as const;
    const result = { findings, complete: true, looked: { files: 1, blobs: 0, bytes: 9 } };
    house.courier.search.mockResolvedValue({ answer: 'search', result: result as never, done: true });
    const { of, cleared } = await listIn(house);
    expect([of('fail'), of('skipped'), cleared]).toEqual([['own-key-leak'], [], false]);
  });
});
