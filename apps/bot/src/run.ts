import type { Config } from '@gatehouse/config';
import { type OrderGate, openCancelOnly, openGate } from '@gatehouse/exchange-guard';
import { Actions } from './actions.ts';
import { CandleFeed, timeframeMs } from './candle-feed.ts';
import { Dialogue } from './dialogue.ts';
import { Guard } from './guard.ts';
import type { Ending } from './launcher.ts';
import { descriptor } from './messages.ts';
import { describeOrder, keptBy } from './on-stop.ts';
import type { Running } from './running.ts';
import { Session, summaryLines } from './session.ts';
import type { Hello } from './strategy-frames.ts';
import { StrategyFault, StrategyLine } from './strategy-line.ts';
import { readStrategyOutput } from './strategy-output.ts';

/** How long a strategy may think, and how often a desk on a real exchange looks around. */
const strategyDeadlineMs = 3_000;
const lookMs = 1_000;

/** How long a stop waits for the step that is under way: an order on its way should learn what became of it. */
const lastStepMs = 2_000;

/** The loop: candle -> strategy -> gate -> journal. Ends with a reason, in order, whatever that reason is. */
export async function run(running: Running): Promise<Ending> {
  const loop = new Loop(running);
  const reason = await loop.untilItEnds();
  return loop.finish(reason);
}

type Reason =
  | { readonly kind: 'asked'; readonly says: string }
  | { readonly kind: 'fault'; readonly fault: StrategyFault };

class Loop {
  readonly #with: Running;
  readonly #gate: OrderGate;
  readonly #guard: Guard;
  readonly #strategy: StrategyLine;
  readonly #session: Session;
  readonly #over = Promise.withResolvers<Reason>();
  #pid: number | undefined;
  #ended = false;

  constructor(running: Running) {
    this.#with = running;
    const { desk, config, journal, venue, clearance, epoch, ids, log } = running;
    const { clock, errand } = desk;
    const { limits, strategy } = config;
    this.#session = new Session((symbol) => venue.instrument(symbol)?.contract);
    this.#gate = openGate({ venue, journal, clearance, epoch, limits, ids, strategy, clock });
    this.#guard = new Guard(running, openCancelOnly({ venue, ids, clock }));
    this.#strategy = new StrategyLine(descriptor.strategy, {
      deadlineMs: strategyDeadlineMs,
      onFault: (fault) => this.#over.resolve({ kind: 'fault', fault }),
    });
    readStrategyOutput(descriptor.strategyOutput, clock, (line) => log.info({ strategy: config.strategy }, line));
    void desk.stop.then((says) => this.#over.resolve({ kind: 'asked', says }));
    if (errand.verb === 'start' && errand.forMs !== undefined) {
      const says = 'the time given with --for is over';
      setTimeout(() => this.#over.resolve({ kind: 'asked', says }), errand.forMs).unref();
    }
    void this.#over.promise.then(() => {
      this.#ended = true;
    });
  }

  async untilItEnds(): Promise<Reason> {
    const trading = this.#trade();
    // What goes wrong inside is a reason too; a stop in the middle of a step lets that step finish.
    trading.catch((error: unknown) => this.#over.resolve(asReason(error)));
    const reason = await this.#over.promise;
    await Promise.race([trading.catch(() => undefined), wait(lastStepMs)]);
    return reason;
  }

  async #trade(): Promise<void> {
    const { config, venue, log } = this.#with;
    const hello = await this.#meet();
    const feeds = new Map<string, CandleFeed>();
    for (const symbol of hello.symbols) {
      const fetch = (options: { readonly since?: Date; readonly limit: number }) =>
        venue.candles(symbol, hello.timeframe, options);
      const feed = new CandleFeed(fetch, hello.timeframe, hello.warmup);
      await feed.warmUp();
      feeds.set(symbol, feed);
    }
    const actions = new Actions(this.#gate, this.#session, log, () => this.#ended);
    const dialogue = new Dialogue(this.#with, this.#strategy, hello, feeds, actions);
    log.info({ symbols: hello.symbols.join(' '), timeframe: hello.timeframe }, `${hello.name} is asked from here on`);
    while (!this.#ended) {
      await this.#step(hello, feeds, dialogue);
      await Promise.race([this.#over.promise, wait(config.mode === 'simulated' ? config.simulated.candleMs : lookMs)]);
    }
  }

  /** Has the strategy's process started, and hears what it declares. Throws StrategyFault. */
  async #meet(): Promise<Hello> {
    const { desk, config } = this.#with;
    const started = await desk.strategy(config.strategy);
    if ('problem' in started) {
      throw new StrategyFault('STRATEGY_UNFIT', started.problem, 'Mend the strategies folder, then start again.');
    }
    this.#pid = started.pid;
    const hello = await this.#strategy.hello();
    refuseUnlessListed(hello, config);
    return hello;
  }

  /** One turn: look after what must hold, take in what the exchange did, then ask the strategy about each new candle. */
  async #step(hello: Hello, feeds: ReadonlyMap<string, CandleFeed>, dialogue: Dialogue): Promise<void> {
    const { desk, config, log } = this.#with;
    try {
      if (config.mode === 'simulated') await desk.simulator(config).advance(1);
      await this.#guard.look();
      await this.#takeIn(dialogue);
      for (const [symbol, feed] of feeds) {
        if (!this.#isDue(feed, hello)) continue;
        const closed = await feed.poll();
        for (let back = closed - 1; back >= 0 && !this.#ended; back -= 1) {
          const candles = feed.upTo(back);
          this.#session.mark(symbol, candles.at(-1)?.close ?? '0');
          await dialogue.onCandle(symbol, candles);
        }
      }
    } catch (error) {
      if (error instanceof StrategyFault) throw error;
      // An exchange that does not answer is no reason to stop guarding; the gate refuses by itself what it cannot prove.
      log.warn({ err: error }, 'this turn was not finished');
    }
  }

  /** On a real market the next candle's close is known; asking earlier only spends the message budget. */
  #isDue(feed: CandleFeed, { timeframe }: Hello): boolean {
    if (this.#with.config.mode === 'simulated') return true;
    const newest = feed.upTo(0).at(-1);
    return newest === undefined || this.#with.desk.clock().getTime() >= newest.at + 2 * timeframeMs[timeframe] + 500;
  }

  async #takeIn(dialogue: Dialogue): Promise<void> {
    await this.#gate.resolve();
    const { fills, foreign, astray } = await this.#gate.sync();
    await this.#guard.judgeForeign(foreign);
    await this.#guard.judgePositions(astray);
    for (const fill of fills) {
      this.#session.filled(fill);
      const detail = { kind: 'fill', id: fill.clientOrderId, fee: `${fill.fee} ${fill.feeAsset}` };
      this.#with.log.info(detail, `filled: ${fill.side} ${fill.amount} ${fill.symbol} at ${fill.price}`);
      await dialogue.onFill(fill);
    }
  }

  /** The orderly stop: the strategy is let go, own orders are looked after, the counts are compared, and it is said. */
  async finish(reason: Reason): Promise<Ending> {
    const { desk, log, config, journal } = this.#with;
    const says = reason.kind === 'asked' ? reason.says : reason.fault.message;
    this.#strategy.close();
    this.#guard.stop();
    log.info(`stopping: ${says}`);

    const { kept, failed, cancelled } = await this.#guard.cancelOwn(
      await keptBy(config.onStop, journal, config.market),
    );
    for (const order of kept) log.info({ id: order.clientOrderId }, `left open: ${describeOrder(order)}`);
    if (cancelled.length > 0) log.info(`cancelled ${cancelled.length} own open orders`);
    await this.#lastLook();

    const counts =
      config.mode === 'simulated'
        ? await desk
            .simulator(config)
            .counts()
            .catch(() => undefined)
        : undefined;
    const summary = this.#session.summary(counts);
    const outcome = { reason: says, cancelled: cancelled.length, kept: kept.length, failed: failed.length };
    await journal
      .append('stopped', outcome)
      .catch((error: unknown) => log.warn({ err: error }, 'the stop is not in the trail'));
    log.info({ summary, lines: summaryLines(summary) }, 'summary');
    this.#endStrategy();

    if (failed.length > 0) {
      return {
        code: 1,
        says: `${failed.length} own open orders could not be cancelled.`,
        fix: 'Run `pnpm bot halt --by NAME --reason TEXT`, or cancel them on the exchange’s own page.',
      };
    }
    if (reason.kind === 'fault') return { code: 1, says: reason.fault.message, fix: reason.fault.fix };
    return { code: 0 };
  }

  /** Fills that came in while the orders were being cancelled belong to this run. */
  async #lastLook(): Promise<void> {
    try {
      const { fills } = await this.#gate.sync();
      for (const fill of fills) this.#session.filled(fill);
    } catch (error) {
      this.#with.log.warn({ err: error }, 'the last look at own orders failed');
    }
  }

  /** A strategy that hangs does not see its socket close. */
  #endStrategy(): void {
    if (this.#pid === undefined || this.#strategy.gone) return;
    try {
      process.kill(this.#pid, 'SIGKILL');
    } catch {
      // It ended between the look and the signal.
    }
  }
}

function refuseUnlessListed(hello: Hello, config: Config): void {
  const foreign = hello.symbols.filter((symbol) => !config.symbols.includes(symbol));
  if (foreign.length === 0) return;
  throw new StrategyFault(
    'STRATEGY_UNFIT',
    `The strategy wants ${foreign.join(', ')}, which bot.config.ts does not list.`,
    'Add them to `symbols` with their limits, or take them out of the strategy.',
  );
}

function asReason(error: unknown): Reason {
  if (error instanceof StrategyFault) return { kind: 'fault', fault: error };
  const message = error instanceof Error ? error.message : 'something was thrown that is not an error';
  return {
    kind: 'fault',
    fault: new StrategyFault('STRATEGY_UNFIT', message, 'Run `pnpm bot preflight`: it says whether that still holds.'),
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
