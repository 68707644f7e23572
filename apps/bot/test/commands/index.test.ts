import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockExclusively } from '@gatehouse/journal';
import { describe, expect, it } from 'vitest';
import { perform } from '../../src/commands/index.ts';
import { simulatedConfig } from '../support/configs.ts';
import { inside } from '../support/inside.ts';
import { signed } from '../support/short.ts';

/** Everything around a command: a bot.config.ts as a person wrote it, and a state folder. */
async function around(text = `export default ${JSON.stringify(simulatedConfig)}`) {
  const house = await inside();
  const config = join(house.folder, 'bot.config.ts');
  writeFileSync(config, text);
  const printed: string[] = [];
  const { state, clock } = house.desk;
  return {
    house,
    printed,
    given: { config, state, clock, settings: {}, print: (line: string) => printed.push(line) },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

describe('a command', () => {
  it('works on the journal of the realm that the configuration names, one after the other', async () => {
    await using one = await around();
    const perf = (command: Parameters<typeof perform>[0]) => perform(command, one.given);
    expect(await perf({ verb: 'halt', signed })).toMatchObject({ code: 0 });
    expect(await perf({ verb: 'status', json: true })).toEqual({ code: 0 });
    const { state, restrictions } = JSON.parse(one.printed.at(-1) ?? '');
    expect(state).toBe('halted');
    expect(await perf({ verb: 'resume', id: restrictions[0].id, signed })).toMatchObject({ code: 0 });
    expect(await perf({ verb: 'trail verify' })).toEqual({ code: 0 });
    const settling = { verb: 'intent settle', id: 'a'.repeat(32), as: 'filled', signed } as const;
    await expect(perf(settling)).rejects.toMatchObject({ code: 'INTENT_UNKNOWN' });
  });

  it('signs the trail with its own name', async () => {
    await using one = await around();
    await perform({ verb: 'halt', signed }, one.given);
    const journal = await one.house.journal(await one.house.config());
    const [entry] = await journal.entries({ kind: 'restricted' });
    expect(entry?.actor).toBe('halt');
  });

  it.each([
    ['is wrong', `export default ${JSON.stringify({ ...simulatedConfig, market: 'moon' })}`, 'market'],
    ['cannot be read', 'export default { secret: "REALLY-SECRET" "x" }', 'cannot be loaded'],
    ['throws', 'throw Object.assign(new Error("REALLY-SECRET"), { code: "REALLY-SECRET" })', 'cannot be loaded'],
    ['exports nothing', 'export const x = 1', 'bot.config.ts'],
  ])('ends with 2 and an advice when the configuration %s, and quotes nothing of it', async (_, text, words) => {
    await using one = await around(text);
    const ending = await perform({ verb: 'status', json: false }, one.given);
    expect([ending.code, ending.says]).toEqual([2, expect.stringContaining(words)]);
    expect(ending.fix).toMatch(/^Mend it in bot\.config\.ts/);
    expect(JSON.stringify(ending)).not.toContain('REALLY-SECRET');
  });
});

describe('a state that cannot be used', () => {
  it('throws for all but a halt, which cancels without it', async () => {
    await using one = await around();
    const nowhere = join(one.house.folder, 'a-file');
    writeFileSync(nowhere, '');
    const given = { ...one.given, state: nowhere };
    await expect(perform({ verb: 'status', json: false }, given)).rejects.toMatchObject({ name: 'JournalError' });
    expect(await perform({ verb: 'halt', signed }, given)).toMatchObject({ code: 1, cancelOwn: true });
  });

  it('does not hold back a command beside a running bot', async () => {
    await using one = await around();
    await perform({ verb: 'status', json: true }, one.given);
    const lock = await lockExclusively(join(one.given.state, 'simulated', 'desk.lock'));
    await perform({ verb: 'status', json: true }, one.given);
    expect(one.printed.map((line) => JSON.parse(line).running)).toEqual([false, true]);
    lock?.release();
  });
});
