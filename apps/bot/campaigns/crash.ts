import { parseArgs } from 'node:util';
import { openJournal } from '@gatehouse/journal';
import { pause, type RoomName, type Running } from '../test/support/house.ts';
import { type LiveHouse, openLiveHouse } from '../test/support/live.ts';
import { text } from '../test/support/stand-in-amounts.ts';
import { restingOrders } from '../test/support/stand-in-binance.ts';
import { faults } from '../test/support/stand-in-faults.ts';
import { strategy } from '../test/support/strategies.ts';

// kill -9 at random instants while orders go out, with and without an exchange that loses answers, then one more start
// on what is left. Everything is judged from the exchange's side: `pnpm --filter @gatehouse/bot run crash --rounds 50`.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    verbose: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
let state = Number(values.seed) >>> 0;
/** A number in [0, 1): mulberry32, so that a run can be had again from its seed. */
function random(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Places several orders at every candle, some that fill and some that rest, and cancels the oldest that rests. */
const busy = strategy({
  top: 'let turn = 0;',
  onCandle: `
  turn += 1;
  const amount = () => (0.0005 + (turn % 50) / 100_000).toFixed(5);
  const resting = (n) => ({ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'limit', amount: amount(), price: (45_000 + turn * 3 + n).toFixed(2), reason: 'rests' } });
  const filling = { place: { symbol: 'BTC/USDT', side: turn % 2 === 0 ? 'buy' : 'sell', kind: 'market', amount: amount(), reason: 'fills' } };
  const [oldest] = context.openOrders;
  return [resting(1), filling, resting(2), ...(oldest === undefined ? [] : [{ cancel: oldest.id }])];`,
});

const targets: readonly (readonly RoomName[])[] = [['launcher'], ['desk'], ['strategy'], ['launcher', 'desk']];
const ways = ['accepted, then the line is cut', 'accepted, then status 503', 'accepted, then status 504'] as const;

const wrong: string[] = [];
const tally = new Map<string, number>();
const count = (what: string, by = 1) => tally.set(what, (tally.get(what) ?? 0) + by);

for (let round = 1; round <= rounds; round += 1) {
  const live = await openLiveHouse({
    strategies: { busy },
    config: {
      onStop: 'cancel-all',
      limits: {
        maxOrderValue: { USDT: '1000' },
        maxOrderVolume: { BTC: '1' },
        priceCollarBps: 2_000,
        referenceMaxAgeMs: 5_000,
        maxOpenOrders: 100,
        maxMessagesPerMinute: 2_000,
        duplicateWindowMs: 1,
        maxSubmitDelayMs: 2_000,
        symbols: ['BTC/USDT'],
      },
    },
    market: { balances: { USDT: '1000000', BTC: '10' }, candleEveryMs: 150 },
  });
  const killed = oneOf(targets);
  const lossy = random() < 0.5;
  const name = `round ${round} (${killed.join(' and ')}${lossy ? ', answers lost' : ''})`;
  try {
    const running = live.house.start(live.starts.args, live.starts.options);
    await running.when(() => live.standIn.account.orders.length > 0, 'the first order arrived');
    if (lossy) live.standIn.script('POST /api/v3/order', faults[oneOf(ways)], 1 + Math.floor(random() * 3));
    await pause(random() * 1_800);
    await end(running, killed);
    await judge(live, name);
    count(`killed ${killed.join(' and ')}`);
  } catch (cause) {
    wrong.push(`${name}: ${cause instanceof Error ? cause.message.slice(0, 2_000) : String(cause)}`);
  } finally {
    await live.close();
  }
  if (values.verbose) console.log(`${name}: ${wrong.length === 0 ? 'well' : `${wrong.length} things wrong so far`}`);
}

for (const line of wrong) console.error(line);
console.log(
  `crash: seed ${values.seed}, ${rounds} rounds; ${[...tally].map(([what, times]) => `${what} ${times}`).join(', ')}; ${wrong.length} things wrong.`,
);
process.exit(wrong.length === 0 ? 0 : 1);

async function end(running: Running, rooms: readonly RoomName[]): Promise<void> {
  const members = await Promise.all(rooms.map((room) => running.member(room)));
  for (const { pid } of members) process.kill(pid, 'SIGKILL');
  await running.finished;
}

/** What must be true of an exchange and a journal whatever was killed when. */
async function judge(live: LiveHouse, name: string): Promise<void> {
  const { house, standIn, starts } = live;
  const { env = {} } = starts.options;
  const must = (holds: boolean, what: string) => {
    if (!holds) wrong.push(`${name}: ${what}`);
  };
  must((await house.leftovers(20_000)).length === 0, 'a process was left');

  const before = await house.run(['trail', 'verify'], { env });
  must(before.code === 0, `the trail is not whole: ${before.output}`);
  const again = await house.run(['start', '--for', '3s'], { env, withinMs: 30_000 });
  must(again.code === 0, `the next start was not clean: ${again.output.slice(-1_500)}`);
  const after = await house.run(['trail', 'verify'], { env });
  must(after.code === 0, `the trail is not whole after the next start: ${after.output}`);
  must(restingOrders(standIn).length === 0, `${restingOrders(standIn).length} own orders still rest after the stop`);

  const folder = `${house.state}/standin-binance`;
  const journal = await openJournal({
    folder,
    installationKeyFile: `${folder}/installation.key`,
    clock: () => new Date(),
    actor: 'campaign',
    readOnly: true,
  });
  try {
    const ids = standIn.account.orders.map(({ clientOrderId }) => clientOrderId);
    must(new Set(ids).size === ids.length, 'an order was sent twice');
    const intents = await Promise.all(ids.map((id) => journal.intent(id)));
    must(
      intents.every((intent) => intent !== undefined),
      'an order has no intent',
    );
    must((await journal.unresolvedIntents()).length === 0, 'an intent is unresolved');
    must((await journal.openIntents()).length === 0, 'an intent is open though nothing rests');
    const booked = (await journal.fills()).map(
      ({ tradeId, amount, price }) => `${tradeId} ${Number(amount)} ${Number(price)}`,
    );
    const traded = standIn.account.trades.map(
      ({ id, amount, price }) => `${id} ${Number(text(amount))} ${Number(text(price))}`,
    );
    must(
      booked.sort().join() === traded.sort().join(),
      `${traded.length} trades at the exchange, ${booked.length} in the journal`,
    );
    count('orders', ids.length);
    count('trades', traded.length);
  } finally {
    await journal.close();
  }
}
