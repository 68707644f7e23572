import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../src/command/command.ts';
import { makeFolder, Repository, write } from './repository.ts';
import { seededSecrets } from './seeded.ts';
import { filesBelow, sightings } from './sightings.ts';
import { input, runIn } from './surroundings.ts';

const drawSecret = seededSecrets(44);

const values = {
  key: drawSecret(),
  secret: drawSecret(),
  passphrase: `${drawSecret(9)}!7`,
  acme: drawSecret(32),
  named: drawSecret(),
  told: drawSecret(),
  other: drawSecret(),
};

const rule = {
  id: 'acme-token',
  severity: 'block',
  finds: 'Acme token',
  fix: 'revoke it at acme.example',
  keywords: ['acme_'],
  pattern: 'acme_(?<value>[A-Za-z0-9]{32})',
  match: ['acme_{alphanumeric:32}'],
  noMatch: ['acme_'],
};

/** A repository with every value in every kind of place. */
function planted(): Repository {
  const repository = Repository.init();
  const all = [
    `BINANCE_API_KEY=${values.key}`,
    `BINANCE_API_SECRET=${values.secret} # gatehouse-allow: ok`,
    `okx_passphrase = "${values.passphrase}"`,
    `acme_${values.acme}`,
    `data: ${Buffer.from(`{"binance":{"secret":"${values.secret}"}}`).toString('base64')}`,
  ].join('\n');
  repository.write('scan.rules.json', JSON.stringify({ rules: [rule] }));
  repository.write('.gitignore', '.state\n');
  repository.commit('config/live.env', all);
  repository.commit(`binance/${values.named}.txt`, `binance_secret=${values.named}`);
  repository.commit(`binance/${values.other}.txt`, `binance_secret=${values.secret}`);
  repository.commit('x', 'x', `binance secret is ${values.told}`);
  repository.git('tag', '-am', `binance secret was ${values.told}`, 'v1');
  repository.write('.state/logs/bot.log', all);
  repository.write('staged.ts', all);
  repository.git('add', 'staged.ts');
  return repository;
}

async function everythingSaid(repository: Repository): Promise<ReadonlyMap<string, string>> {
  const { folder } = repository;
  const said = new Map<string, string>();
  const env = { ...repository.env, BINANCE_API_KEY: values.key, BINANCE_API_SECRET: values.secret };
  const run = async (words: readonly string[], expected: number, more: Partial<Surroundings> = {}) => {
    const screen: string[] = [];
    const outcome = await runIn(folder, words, {
      env,
      screen: { isTTY: true, write: (text) => screen.push(text) },
      stdin: input(''),
      ...more,
    });
    const name = words.join(' ');
    expect(`${name}: ${outcome.exitCode}`).toBe(`${name}: ${expected}`);
    said.set(`${name} (${said.size})`, outcome.stdout + outcome.stderr + screen.join(''));
  };
  const zeros = '0'.repeat(40);
  const refs = `refs/heads/main ${repository.git('rev-parse', 'HEAD')} refs/heads/main ${zeros}\n`;

  const ways = [
    ['--staged'],
    ['--history', '--unreachable'],
    ['--logs'],
    ['--own', 'env:'],
    ['--own', 'env:', '--staged'],
  ];
  for (const words of ways) await run(words, 1);
  for (const form of [[], ['--json'], ['--sarif']]) {
    await run(['--tree', ...form], 1);
    // From the second time on it remembers.
    await run(['--history', ...form], 1);
    await run(['--stdin', ...form], 1, { stdin: input(readFileSync(join(folder, 'staged.ts'), 'utf8')) });
  }
  await run(['--pushed'], 1, { stdin: input(refs) });
  await run(['--write-baseline', '.scanbaseline'], 0);
  await run(['--baseline', '.scanbaseline'], 2);

  // What people get wrong, with a value where it should not be.
  for (const value of [values.secret, values.passphrase, values.acme]) {
    await run([value], 2);
    await run([`--${value}`], 2);
    await run([`--api-secret=${value}`], 2);
    await run(['--own', value], 2);
    await run(['--baseline', value], 2);
    await run(['--pushed'], 2, { stdin: input(`${value}\n`) });
    for (const [name, text] of [
      ['.scanignore', `${value} ${value} until=${value} ${value}`],
      ['.scanignore', `a * until=2026-12-31 ${value}\nb ${value} until=2026-12-31 ${value}`],
      ['scan.rules.json', `{ "rules": ${value} }`],
      ['scan.rules.json', JSON.stringify({ rules: [{ ...rule, id: value }] })],
      ['scan.rules.json', JSON.stringify({ rules: [{ ...rule, pattern: `${value}(` }] })],
      ['scan.rules.json', JSON.stringify({ rules: [{ ...rule, match: [value] }] })],
      ['scan.rules.json', JSON.stringify({ rules: [{ ...rule, [value]: value }] })],
      ['.scanbaseline', value],
    ] as const) {
      const other = makeFolder();
      write(other, name, text);
      await run([other], 2);
    }
  }
  return said;
}

describe('no value', () => {
  it('is in anything that a scan prints, writes or remembers', async () => {
    const repository = planted();
    const said = await everythingSaid(repository);
    expect(said.size).toBeGreaterThan(50);

    const written = new Map(filesBelow(join(repository.folder, '.git/gatehouse')));
    written.set('.scanbaseline', readFileSync(join(repository.folder, '.scanbaseline'), 'utf8'));
    expect(written.size).toBeGreaterThan(1);
    expect(existsSync(join(repository.folder, '.git/gatehouse/finding.key'))).toBe(true);

    // First: this very search finds a value, or half of one, that is there.
    const printed = new Map([...said, ['on purpose', `half of it: ${values.secret.slice(5, 20)}`]]);
    expect(sightings(printed, values)).toEqual(['on purpose: secret']);
    const encoded = new Map([
      ['in base64', Buffer.from(`x${values.key}`).toString('base64url')],
      ['in hex', Buffer.from(values.told).toString('hex')],
    ]);
    expect(sightings(encoded, values)).toEqual(['in base64: key', 'in hex: told']);
    expect(sightings(filesBelow(join(repository.folder, '.state')), values).length).toBeGreaterThan(3);

    expect(sightings(said, values)).toEqual([]);
    expect(sightings(written, values)).toEqual([]);
  }, 60_000);
});
