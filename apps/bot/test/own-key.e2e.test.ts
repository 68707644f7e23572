import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deep } from './support/campaign.ts';
import { copyOfCheckout } from './support/copy.ts';
import { commitAll, git } from './support/git.ts';
import { type Finished, type House, openHouse } from './support/house.ts';
import type { Report } from './support/live.ts';
import { sightings } from './support/needles.ts';
import { type StandIn, startStandIn } from './support/stand-in-binance.ts';

// One checkout with a history, and a key that turns up in it in one place after the other.

interface Looked {
  readonly finished: Finished;
  readonly report: Report;
}

interface Finding {
  readonly where: string;
  readonly path: string;
  readonly field: string;
  readonly commit?: string;
  readonly line?: number;
}

describe('check 4, in a checkout with a history', () => {
  const copy = copyOfCheckout();
  const { root } = copy;
  let standIn: StandIn;
  let other: StandIn;
  let house: House;

  beforeAll(async () => {
    standIn = await startStandIn();
    other = await startStandIn();
    house = openHouse({ root, standIn });
    git(root, ['init', '-q']);
    commitAll(root, 'as it was scaffolded');
  }, 30_000);
  afterAll(async () => {
    await house.close();
    await standIn.close();
    await other.close();
    copy.remove();
  });

  async function look(env: Readonly<Record<string, string | undefined>> = {}): Promise<Looked> {
    const finished = await house.run(['preflight', '--json'], { env });
    // Whatever was found is said by place and never by value.
    const { apiKey, secret } = standIn;
    expect(sightings(new Map([['output', finished.output]]), { apiKey, secret })).toEqual([]);
    return { finished, report: JSON.parse(finished.stdout) as Report };
  }
  const check = ({ report }: Looked, id: string) => report.checks.find((one) => one.id === id);
  const findings = (looked: Looked) => (check(looked, 'own-key-leak')?.evidence.findings ?? []) as readonly Finding[];
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text, { mode });
    chmodSync(join(root, path), mode);
  };
  const remove = (path: string) => rmSync(join(root, path));

  test('passes when the key is nowhere', async () => {
    // The first look may leave some of a history for beside the run; the next has less before it.
    await look();
    const looked = await look();
    expect(check(looked, 'own-key-leak'), looked.finished.output).toMatchObject({ result: 'pass' });
    expect(looked.finished.code).toBe(0);
  });

  test('passes when the key stands in a .env of mode 0600 and nowhere else', async () => {
    put('.env', `BINANCE_API_KEY=${standIn.apiKey}\nBINANCE_API_SECRET=${standIn.secret}\n`, 0o600);
    const looked = await look({ BINANCE_API_KEY: undefined, BINANCE_API_SECRET: undefined });
    expect(check(looked, 'host')?.result).not.toBe('fail');
    expect(check(looked, 'own-key-leak'), looked.finished.output).toMatchObject({ result: 'pass' });
    expect(looked.finished.code).toBe(0);

    chmodSync(join(root, '.env'), 0o644);
    const open = await look({ BINANCE_API_KEY: undefined, BINANCE_API_SECRET: undefined });
    expect(check(open, 'host'), open.finished.output).toMatchObject({ result: 'fail' });
    expect(open.finished.code).toBe(1);
    remove('.env');
  });

  test.each([['in base64', (value: string) => `${Buffer.from(value).toString('base64')}\n`]])(
    'finds it in a file that git does not know and would add, %s',
    async (_how, text) => {
      put('notes/found.txt', text(standIn.secret));
      const looked = await look();
      expect(findings(looked), looked.finished.output).toMatchObject([
        { where: 'tree', path: 'notes/found.txt', field: 'secret' },
      ]);
      expect(looked.finished.code).toBe(1);
      remove('notes/found.txt');
    },
  );

  test('finds it in a file that git tracks', async () => {
    put('README.md', `The key id is ${standIn.apiKey}.\n`);
    const looked = await look();
    expect(findings(looked)).toMatchObject([{ where: 'tree', path: 'README.md', field: 'apiKey' }]);
    expect(looked.finished.code).toBe(1);
    git(root, ['checkout', '-q', '--', 'README.md']);
    put('README.md', 'nothing here\n');
  });

  test('finds it in the log', async () => {
    const log = join(house.state, 'logs');
    mkdirSync(log, { recursive: true, mode: 0o700 });
    writeFileSync(join(log, 'bot.log'), `{"level":"info","msg":"sent with ${standIn.secret}"}\n`);
    const looked = await look();
    expect(findings(looked), looked.finished.output).toMatchObject([{ where: 'logs', field: 'secret' }]);
    expect(looked.finished.code).toBe(1);
    rmSync(join(log, 'bot.log'));
  });

  test('finds it in the history after it was committed and deleted, also when the history is packed', async () => {
    put('src/old.ts', `export const secret = '${standIn.secret}';\n`);
    commitAll(root, 'try it out');
    remove('src/old.ts');
    commitAll(root, 'take it out again');
    // Whether it lies loose or packed is git's own business.
    if (deep) {
      const looked = await look();
      expect(findings(looked), looked.finished.output).toMatchObject([{ where: 'history', field: 'secret' }]);
    }
    expect(git(root, ['gc', '-q', '--prune=now']).code).toBe(0);
    const packed = await look();
    expect(findings(packed), packed.finished.output).toMatchObject([{ where: 'history', field: 'secret' }]);
    expect(check(packed, 'own-key-leak')).toMatchObject({ result: 'fail' });
    expect(packed.finished.code).toBe(1);
  });

  test('does not take a blob that was clean of one key for clean of the next', async () => {
    put('src/next.ts', `export const secret = '${other.secret}';\n`);
    commitAll(root, 'somebody tries out the next key');
    remove('src/next.ts');
    commitAll(root, 'and takes it out');
    // The first key is in the history since the test above; what matters is that its look has seen every blob.
    await look();
    const looked = await look({
      BINANCE_API_KEY: other.apiKey,
      BINANCE_API_SECRET: other.secret,
      BOT_EXCHANGE_URL: other.url,
    });
    expect(findings(looked), looked.finished.output).toMatchObject([{ where: 'history', field: 'secret' }]);
  });
});
