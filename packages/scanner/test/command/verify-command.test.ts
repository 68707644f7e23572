import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/command/command.ts';
import { Repository, write } from '../repository.ts';
import { seededSecrets } from '../seeded.ts';
import { input, runIn } from '../surroundings.ts';

const drawSecret = seededSecrets(43);

/** Who answers for the exchange: each of its answers is a state, and every question is written down. */
const verifier = `
import { appendFileSync } from 'node:fs';
export const verifyKey = async ({ exchange, fields }, { env }) => {
  appendFileSync(env.ASKED, exchange + ' ' + [...fields.keys()].join(',') + '\\n');
  return { state: env.STATE, can: env.STATE === 'live' ? ['withdraw'] : [], unclear: [], says: 'It was asked.' };
};`;

function scene(state: string, answers: readonly string[]) {
  const repository = Repository.init();
  const [key, secret] = [drawSecret(), drawSecret()];
  repository.write('.gitignore', 'verifier.mjs\nasked\n');
  write(repository.folder, 'verifier.mjs', verifier);
  write(repository.folder, 'asked', '');
  repository.commit('.env.example', `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`);
  const written: string[] = [];
  const left = [...answers];
  const surroundings: Partial<Surroundings> = {
    env: { ...repository.env, ASKED: `${repository.folder}/asked`, STATE: state },
    stdin: input(undefined),
    screen: { isTTY: true, write: (text) => written.push(text) },
    ask: async (question) => {
      written.push(question);
      return left.shift() ?? '';
    },
  };
  const run = async (words: readonly string[], more: Partial<Surroundings> = {}) => {
    const outcome = await runIn(repository.folder, words, { ...surroundings, ...more });
    const all = outcome.stdout + outcome.stderr + written.join('');
    for (const value of [key, secret]) expect(all).not.toContain(value);
    return { ...outcome, screen: written.join('') };
  };
  return { repository, run };
}

const words = ['--verify', '--verifier', 'verifier.mjs'];

describe('--verify', () => {
  it('asks the exchange after a yes, and prints the runbook', async () => {
    const { run } = scene('live', ['yes']);
    const { stdout, screen, exitCode } = await run(words);
    expect(exitCode).toBe(1);
    expect(screen).toMatch(
      /Key 1 of 1: Binance, fingerprint [0-9a-f]{12}, at \.env\.example:1[\s\S]*Type yes: [\s\S]*LIVE: it can withdraw\./,
    );
    expect(stdout).toMatch(
      /1\. Revoke[\s\S]*2\. Rotate[\s\S]*3\. Clean[\s\S]*4\. Prove it dead[\s\S]*1 key of exchanges found\.\n$/,
    );
  });

  it('asks nobody without a yes, and then still ends with 1', async () => {
    const { repository, run } = scene('live', ['no']);
    expect(await run(words)).toMatchObject({ exitCode: 1, screen: expect.stringContaining('Not asked') });
    expect(repository.git('hash-object', 'asked')).toBe(repository.git('hash-object', '-t', 'blob', '/dev/null'));
  });

  it('ends with 0 when all that was found is proven dead, and cleans the history where it is asked to look there', async () => {
    const { run } = scene('dead', ['yes', 'yes']);
    expect(await run(words)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Revoked already') });
    expect(await run([...words, '--history'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('git filter-repo'),
    });
  });

  const refused: readonly (readonly [string, readonly string[], Partial<Surroundings>])[] = [
    ['where nobody can type', words, { stdin: input('yes\nyes\n') }],
    ['where nobody can read', words, { screen: { isTTY: false, write: () => undefined } }],
    ['where nothing can ask', ['--verify'], {}],
    ['with a file that cannot ask', ['--verify', '--verifier', 'asked'], {}],
  ];

  it.each(refused)('is refused %s', async (_, given, more) => {
    const { run } = scene('live', ['yes']);
    expect(await run(given, more)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^gatehouse scan: [^\n]+\n$/),
    });
  });
});
