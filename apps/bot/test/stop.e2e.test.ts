import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trailOf } from './support/books.ts';
import { deep, type Rare, rowsOfThisRun } from './support/campaign.ts';
import { type Finished, openHouse, type RoomName, type Running } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { type LiveHouse, openLiveHouse } from './support/live.ts';
import { listProcesses } from './support/processes.ts';
import { restingOrders } from './support/stand-in-binance.ts';
import { strategy } from './support/strategies.ts';

/** One order that could make exposure larger and one that can only make it smaller; both rest. */
const rests = strategy({
  onCandle: `
  if (context.memory?.placed) return [];
  context.memory = { placed: true };
  return [
    { place: { symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: '0.001', price: '45000.00', reason: 'an entry' } },
    { place: { symbol: 'BTC/USDT', side: 'sell', kind: 'limit', amount: '0.001', price: '55000.00', reason: 'an exit' } },
  ];`,
});

interface Row extends Rare {
  readonly when: string;
  readonly onStop: 'cancel-entries' | 'cancel-all' | 'leave';
  readonly stop: (running: Running) => void | Promise<void>;
  /** Sides of the own orders that are still at the exchange afterwards. */
  readonly left: readonly string[];
  readonly ends: (finished: Finished) => void;
}

const inOrder = ({ code, signal, stderr }: Finished) =>
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
const refused = ({ code, signal, stderr }: Finished) => {
  expect({ code, signal }).toEqual({ code: 1, signal: null });
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^→ \w/);
};
const killed = (room: RoomName) => (running: Running) => running.kill(room);

const rows: readonly Row[] = [
  {
    when: 'Ctrl-C sends SIGINT to the whole group',
    onStop: 'cancel-entries',
    stop: (running) => running.signal('SIGINT'),
    left: ['SELL'],
    ends: (finished) => {
      inOrder(finished);
      expect(finished.stdout).toMatch(/left open: sell 0\.001/);
    },
  },
  {
    when: 'SIGTERM comes to the launcher alone',
    onStop: 'cancel-all',
    stop: (running) => void running.child.kill('SIGTERM'),
    left: [],
    ends: inOrder,
  },
  {
    rare: true,
    when: 'SIGTERM comes to the launcher alone',
    onStop: 'leave',
    stop: (running) => void running.child.kill('SIGTERM'),
    left: ['BUY', 'SELL'],
    ends: inOrder,
  },
  {
    rare: true,
    when: 'a second Ctrl-C comes while it stops',
    onStop: 'cancel-all',
    stop: (running) => {
      running.signal('SIGINT');
      setTimeout(() => running.signal('SIGINT'), 5);
    },
    left: [],
    ends: ({ code }) => expect(code).toBe(0),
  },
  {
    when: 'the launcher is killed',
    onStop: 'cancel-entries',
    stop: killed('launcher'),
    left: ['SELL'],
    ends: ({ signal }) => expect(signal).toBe('SIGKILL'),
  },
  { when: 'the desk is killed', onStop: 'cancel-entries', stop: killed('desk'), left: ['SELL'], ends: refused },
  { when: 'the strategy is killed', onStop: 'cancel-all', stop: killed('strategy'), left: [], ends: refused },
];

describe('when', () => {
  test.concurrent.each(rowsOfThisRun(rows))(
    '$when, onStop $onStop holds and nothing is left behind',
    inTurn(async ({ when, onStop, stop, left, ends }) => {
      const live = await openLiveHouse({ strategies: { rests }, config: { onStop } });
      try {
        const running = await trading(live);
        await stop(running);
        ends(await running.finished);
        expect(await live.house.leftovers(8_000), 'no process is left').toEqual([]);
        expect(restingOrders(live.standIn).map(({ side }) => side)).toEqual(left);

        const { env = {} } = live.starts.options;
        expect(await trailOf(live.house)).toMatchObject({ whole: true });

        // Where it was killed, what comes after it has to find its way; after an orderly stop that is proven once.
        if (!deep && !when.includes('killed') && !when.includes('Ctrl-C')) return;
        const again = await live.house.run(['start', '--for', '500ms'], { env });
        expect(again.code, again.output).toBe(0);
        // It placed its two orders once, in its first life: its memory came back.
        expect(live.standIn.account.orders).toHaveLength(2);
        expect(await live.house.leftovers()).toEqual([]);
      } finally {
        await live.close();
      }
    }),
    90_000,
  );
});

async function trading({ house, standIn, starts }: LiveHouse): Promise<Running> {
  const running = house.start(starts.args, starts.options);
  await running.when(() => restingOrders(standIn).length === 2, 'both orders rest at the exchange');
  await running.member('strategy');
  return running;
}

describe('on a terminal', () => {
  const script = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '';

  // util-linux's `script` gives a program a terminal of its own; elsewhere it is another program or missing.
  test.runIf(script.includes('util-linux'))(
    'Ctrl-C ends it in order, and the checks were shown to a person',
    async () => {
      const house = openHouse();
      try {
        const line = [
          process.execPath,
          join(house.root, 'apps/bot/src/main.ts'),
          'start',
          '--config',
          house.configFile,
        ];
        const child = spawn('script', ['-qec', `exec ${line.join(' ')}`, '/dev/null'], {
          env: { PATH: process.env.PATH, HOME: house.folder, BOT_STATE: house.state, TERM: 'xterm' },
          stdio: ['pipe', 'pipe', 'inherit'],
        });
        let text = '';
        let pressed = false;
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (pressed || !text.includes('is asked from here on')) return;
          pressed = true;
          // The byte that the key sends; the terminal makes it a signal.
          child.stdin.write('\u0003');
        });
        const code = await new Promise((resolve) => child.once('exit', resolve));
        expect(code, text).toBe(0);
        expect(text).toMatch(/✓\S* +config/);
        expect(text).toMatch(/fills +\d/);
        expect(listProcesses().filter(({ command }) => command.includes(house.folder))).toEqual([]);
      } finally {
        await house.close();
      }
    },
  );
});
