import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Attempt, attempts, killings, reachings } from './support/attempts.ts';
import { type Rare, rowsOfThisRun } from './support/campaign.ts';
import { liveEnvironment } from './support/configs.ts';
import { copyOfCheckout } from './support/copy.ts';
import { hostileStrategy, outcomeOf, plant } from './support/hostile.ts';
import { checkout, type House, openHouse, pause, type Running } from './support/house.ts';
import { inTurn } from './support/in-turn.ts';
import { openLiveHouse } from './support/live.ts';
import { type OpenHouse, startOpenHouse } from './support/open-house-run.ts';
import { type Outside, openOutside } from './support/outside.ts';
import { startStandIn } from './support/stand-in-binance.ts';
import { strategy } from './support/strategies.ts';

// Every row of support/attempts.ts, tried by a strategy inside the real house and by the same strategy with the walls
// off. A row that gets nothing in both would prove nothing, so the control is a test of its own.

const addon = globSync(
  `node_modules/.pnpm/bufferutil@*/node_modules/bufferutil/prebuilds/${process.platform}-${process.arch}/*.node`,
  { cwd: checkout },
)[0];
const possible = Object.entries<Attempt>(attempts).filter(
  ([id, { unless }]) => unless?.holds !== true && (addon !== undefined || !['load-addon', 'load-dlopen'].includes(id)),
);
const rows = possible.map(([id, attempt]) => [id, attempt.does] as const);

const copy = copyOfCheckout();
const closing: (() => Promise<void> | void)[] = [copy.remove];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

function ofThisRun<Row extends Rare>(table: Readonly<Record<string, Row>>): (readonly [string, Row])[] {
  const rows = new Set(rowsOfThisRun(Object.values(table)));
  return Object.entries(table).filter(([, row]) => rows.has(row));
}

async function newOutside(): Promise<Outside> {
  const outside = await openOutside(addon === undefined ? '' : join(copy.root, addon));
  closing.push(() => outside.close());
  return outside;
}

/** A house in the copy whose strategy tries these; the places around it hold the marks. */
function hostileHouse(outside: Outside, tried: readonly (readonly [string, Pick<Attempt, 'tries'>])[]): House {
  const house = openHouse({ root: copy.root, config: { strategy: 'hostile' }, env: { CANARY: outside.marks.canary } });
  closing.push(() => house.close());
  const at = plant(outside, house);
  writeFileSync(join(house.strategies, 'hostile.ts'), hostileStrategy(tried, at));
  const marked = `// ${outside.marks.config}\nexport default ${JSON.stringify({ ...house.config, strategy: 'hostile' })};\n`;
  writeFileSync(house.configFile, marked);
  return house;
}

/** The same strategy with the walls off. */
function openControl(outside: Outside, tried: readonly (readonly [string, Pick<Attempt, 'tries'>])[]): OpenHouse {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-control-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const strategies = join(folder, 'strategies');
  for (const name of ['strategies', 'packages/secrets', 'state']) mkdirSync(join(folder, name), { recursive: true });
  const configFile = join(folder, 'bot.config.ts');
  writeFileSync(configFile, `// ${outside.marks.config}\n`);
  const at = plant(outside, { root: folder, state: join(folder, 'state'), configFile, strategies });
  writeFileSync(join(strategies, 'hostile.ts'), hostileStrategy(tried, at));
  const control = startOpenHouse(join(strategies, 'hostile.ts'), { CANARY: outside.marks.canary });
  closing.push(() => control.close());
  return control;
}

describe('a strategy with the walls off', () => {
  let outside: Outside;
  let printed = '';
  beforeAll(async () => {
    outside = await newOutside();
    const control = openControl(outside, possible);
    printed = await control.until('everything was tried', 45_000);
    await pause(100);
  }, 60_000);

  test.each(rows)('%s: %s, and it comes through', (id) => {
    const outcome = outcomeOf(id, printed);
    expect(outcome, 'the attempt was made').toBeDefined();
    expect(attempts[id]?.came(outside, outcome ?? '', id), `${outcome}`).toBe(true);
  });
});

describe('a strategy in the house', () => {
  let outside: Outside;
  let house: House;
  let running: Running;
  let printed = '';
  let ended: Awaited<Running['finished']>;

  beforeAll(async () => {
    outside = await newOutside();
    // What would end the house comes last: if it stands afterwards, none of it came through.
    house = hostileHouse(outside, [...possible, ...Object.entries(killings)]);
    running = house.start(['start']);
    await running.until('everything was tried', 45_000);
    running.signal('SIGINT');
    ended = await running.finished;
    printed = ended.output + house.logs();
  }, 60_000);

  test.each(rows)('%s: %s, and gets nothing', (id) => {
    const outcome = outcomeOf(id, printed);
    expect(outcome, 'the attempt was made').toBeDefined();
    expect(attempts[id]?.came(outside, outcome ?? '', id), `${outcome}`).toBe(false);
  });

  test('no mark stands anywhere in what was printed or logged', () => {
    expect(Object.entries(outside.marks).filter(([, mark]) => printed.includes(mark))).toEqual([]);
  });

  test('nothing arrived from inside, and nothing was made', () => {
    expect(outside.connections()).toBe(0);
    expect(globSync('**', { cwd: outside.targets.drop })).toEqual(['.', 'wasi']);
  });

  test('the house stood through all of it, also through what would have ended it, and stopped in order', async () => {
    for (const id of Object.keys(killings)) expect(outcomeOf(id, printed)).toMatch(/^refused/);
    expect(ended.code, ended.output).toBe(0);
    expect(await house.leftovers()).toEqual([]);
  });
});

describe.concurrent.each(Object.entries(killings))('%s', (id, killing) => {
  test(`${killing.does} with the walls off, and its parent is gone`, async () => {
    const control = openControl(await newOutside(), [[id, killing]]);
    expect(await control.endedBy()).toBe('SIGKILL');
  });
});

describe.concurrent.each(ofThisRun(reachings))('%s', (_id, reaching) => {
  test(
    `${reaching.does} with the walls off, and the exchange hears of it`,
    inTurn(async () => {
      const standIn = await startStandIn();
      const folder = mkdtempSync(join(tmpdir(), 'gatehouse-control-'));
      writeFileSync(join(folder, 'reaching.ts'), strategy({ onCandle: reaching.onCandle }));
      const control = startOpenHouse(join(folder, 'reaching.ts'), liveEnvironment(standIn));
      try {
        for (let tries = 0; tries < 150 && !reaching.came(standIn); tries += 1) await pause(20);
        expect(reaching.came(standIn)).toBe(true);
      } finally {
        await control.close();
        await standIn.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    90_000,
  );

  test(
    `${reaching.does} in the house, and the exchange hears of nothing`,
    inTurn(async () => {
      const live = await openLiveHouse({
        strategies: { reaching: strategy({ onCandle: `console.log('it was asked');${reaching.onCandle}` }) },
      });
      try {
        // What ends the run by itself is given the time to do so on a busy machine, too.
        const most = reaching.code === 1 ? '30s' : '2500ms';
        const finished = await live.house.run([...live.starts.args, '--for', most], live.starts.options);
        expect(reaching.came(live.standIn), finished.output).toBe(false);
        expect(live.standIn.withdrawals()).toBe(0);
        expect(finished.output).toContain('it was asked');
        expect(finished.code, finished.output).toBe(reaching.code);
        if (reaching.code === 1) expect(live.standIn.account.orders).toEqual([]);
      } finally {
        await live.close();
      }
    }),
    90_000,
  );
});
