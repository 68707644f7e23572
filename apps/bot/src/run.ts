import type { Config } from '@gatehouse/config';
import {
  type Clearance,
  type ClientOrderIds,
  type OrderGate,
  type OrderRequest,
  openCancelOnly,
  openGate,
  type Venue,
} from '@gatehouse/exchange-guard';
import type { Journal } from '@gatehouse/journal';
import { CandleFeed, timeframeMs } from './candle-feed.ts';
import type { Reconciled } from './checks/reconcile.ts';
import { Guard } from './guard.ts';
import type { Ending } from './launcher.ts';
import type { Log } from './log.ts';
import { descriptor } from './messages.ts';
import { describeOrder, keptBy } from './on-stop.ts';
import { Session, summaryLines } from './session.ts';
import type { Json, Refusal } from './strategy.ts';
import { contextOf, type Seen } from './strategy-context.ts';
import type { Hello, ReadAction } from './strategy-frames.ts';
import { StrategyFault, StrategyLine } from './strategy-line.ts';
import { readStrategyOutput } from './strategy-output.ts';
import type { Desk, KeyInHand } from './world.ts';

export interface Running {
  readonly desk: Desk;
  readonly log: Log;
  readonly config: Config;
  readonly journal: Journal;
  readonly venue: Venue;
  readonly clearance: Clearance;
  readonly key: KeyInHand;
  readonly ids: ClientOrderIds;
  readonly reconciled: Reconciled;
}

/** How long a strategy may think, and how often a desk on a real exchange looks around. */
const strategyDeadlineMs = 3_000;
const lookMs = 1_000;

/** The loop: candle -> strategy -> gate -> journal. Ends with a reason, in order, whatever that reason is. */
export async function run(running: Running): Promise<Ending> {
  const loop = new Loop(running);
  const reason = await loop.untilItEnds();
  return loop.finish(reason);
}

type Placing = Extract<ReadAction, { place: unknown }>['place'];

type Reason =
  | { readonly kind: 'asked'; readonly says: string }
  | { readonly kind: 'fault'; readonly fault: StrategyFault };

class Loop {
  readonly #with: Running;
  readonly #gate: OrderGate;
  readonly #guard: Guard;
  readonly #strategy: StrategyLine;
  readonly #session = new Session();
  readonly #over = Promise.withResolvers<Reason>();
  readonly #feeds = new Map<string, CandleFeed>();
  #seen: Seen = { fills: [], refusals: [] };
  #pid: number | undefined;
  #ended = false;

  constructor(running: Running) {
    this.#with = running;
    const { desk, config, journal, venue, clearance, ids, log } = running;
    this.#gate = openGate({
      venue,
      journal,
      clearance,
      limits: config.limits,
      ids,
      strategy: config.strategy,
      clock: desk.clock,
    });
    this.#guard = new Guard(running, openCancelOnly({ venue, ids, clock: desk.clock }));
    this.#strategy = new StrategyLine(descriptor.strategy, {
      deadlineMs: strategyDeadlineMs,
      onFault: (fault) => this.#over.resolve({ kind: 'fault', fault }),
    });
    readStrategyOutput(descriptor.strategyOutput, desk.clock, (line) => log.info({ strategy: config.strategy }, line));
    void desk.stop.then((says) => this.#over.resolve({ kind: 'asked', says }));
    const { errand } = desk;
    if (errand.verb === 'start' && errand.forMs !== undefined) {
      setTimeout(
        () => this.#over.resolve({ kind: 'asked', says: 'the time given with --for is over' }),
        errand.forMs,
      ).unref();
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
    await Promise.race([trading.catch(() => undefined), wait(2_000)]);
    return reason;
  }

  async #trade(): Promise<void> {
    const { desk, config, venue, log } = this.#with;
    const started = await desk.strategy(config.strategy);
    if ('problem' in started)
      throw new StrategyFault('STRATEGY_UNFIT', started.problem, 'Do what the sentence says, then start again.');
    this.#pid = started.pid;
    const hello = await this.#strategy.hello();
    refuseUnlessAllowed(hello, config);
    for (const symbol of hello.symbols) {
      const feed = new CandleFeed(
        (options) => venue.candles(symbol, hello.timeframe, options),
        hello.timeframe,
        hello.warmup,
      );
      await feed.warmUp();
      this.#feeds.set(symbol, feed);
    }
    log.info(
      { strategy: hello.name, symbols: hello.symbols.join(' '), timeframe: hello.timeframe },
      'the strategy is asked from here on',
    );
    while (!this.#ended) {
      await this.#step(hello);
      await Promise.race([this.#over.promise, wait(config.mode === 'simulated' ? config.simulated.candleMs : lookMs)]);
    }
  }

  /** One turn: look after what must hold, take in what the exchange did, then ask the strategy about each new candle. */
  async #step(hello: Hello): Promise<void> {
    const { desk, config, log } = this.#with;
    try {
      if (config.mode === 'simulated') await desk.simulator(config).advance(1);
      await this.#guard.look();
      await this.#takeIn(hello);
      for (const symbol of hello.symbols) {
        const feed = this.#feeds.get(symbol);
        if (feed === undefined || !this.#due(feed, hello)) continue;
        const closed = await feed.poll();
        for (let back = closed - 1; back >= 0 && !this.#ended; back -= 1)
          await this.#onCandle(hello, symbol, feed.upTo(back));
      }
    } catch (error) {
      if (error instanceof StrategyFault) throw error;
      // An exchange that does not answer is no reason to stop guarding; the gate refuses by itself what it cannot prove.
      log.warn({ err: error }, 'this turn was not finished');
    }
  }

  /** On a real market the next candle's close is known; asking earlier only spends the message budget. */
  #due(feed: CandleFeed, hello: Hello): boolean {
    if (this.#with.config.mode === 'simulated') return true;
    const newest = feed.upTo(0).at(-1);
    const step = timeframeMs[hello.timeframe];
    return newest === undefined || this.#with.desk.clock().getTime() >= newest.at + 2 * step + 500;
  }

  async #takeIn(hello: Hello): Promise<void> {
    await this.#gate.resolve();
    const { fills } = await this.#gate.sync();
    for (const fill of fills) {
      this.#session.filled(fill);
      const seen = {
        id: fill.clientOrderId,
        symbol: fill.symbol,
        side: fill.side,
        amount: fill.amount,
        price: fill.price,
        fee: fill.fee,
        feeAsset: fill.feeAsset,
        at: fill.at.getTime(),
      };
      this.#seen = { ...this.#seen, fills: [...this.#seen.fills, seen] };
      this.#with.log.info(
        { kind: 'fill', id: fill.clientOrderId, fee: `${fill.fee} ${fill.feeAsset}` },
        `filled: ${fill.side} ${fill.amount} ${fill.symbol} at ${fill.price}`,
      );
      if (hello.onFill && this.#feeds.has(fill.symbol)) {
        const context = await this.#context(hello, fill.symbol);
        const { actions, memory } = await this.#strategy.ask({ call: 'onFill', fill: seen, context });
        await this.#act(hello, actions, memory);
      }
    }
  }

  async #onCandle(hello: Hello, symbol: string, candles: ReturnType<CandleFeed['upTo']>): Promise<void> {
    const newest = candles.at(-1);
    if (newest === undefined || candles.length < hello.warmup) return;
    this.#session.mark(symbol, newest.close);
    const context = await this.#context(hello, symbol, candles);
    // What is shown once is not shown again.
    this.#seen = { fills: [], refusals: [] };
    const { actions, memory } = await this.#strategy.ask({ call: 'onCandle', context });
    await this.#act(hello, actions, memory);
  }

  async #context(hello: Hello, symbol: string, candles = this.#feeds.get(symbol)?.upTo(0) ?? []) {
    const { venue, journal, ids, config } = this.#with;
    return contextOf({
      venue,
      journal,
      ids,
      strategy: config.strategy,
      symbols: hello.symbols,
      symbol,
      candles,
      stepMs: timeframeMs[hello.timeframe],
      seen: this.#seen,
    });
  }

  async #act(hello: Hello, actions: readonly ReadAction[], memory: Json): Promise<void> {
    const { journal, config } = this.#with;
    await this.#remember(journal, config.strategy, memory);
    const refusals: Refusal[] = [];
    for (const action of actions) {
      if (this.#ended) return;
      if ('cancel' in action) await this.#cancel(action.cancel);
      else {
        const refusal = await this.#place(withoutAbsent(action.place));
        if (refusal !== undefined) refusals.push(refusal);
      }
    }
    this.#seen = { ...this.#seen, refusals: [...this.#seen.refusals, ...refusals] };
    if (!hello.onRefusal) return;
    for (const refusal of refusals) {
      const context = await this.#context(
        hello,
        this.#feeds.has(refusal.request.symbol) ? refusal.request.symbol : (hello.symbols[0] ?? ''),
      );
      // What it asks for in answer to a refusal is judged like everything else, and refusals of that are not told again.
      const answer = await this.#strategy.ask({ call: 'onRefusal', refusal, context });
      await this.#act({ ...hello, onRefusal: false }, answer.actions, answer.memory);
    }
  }

  #remembered = '';
  async #remember(journal: Journal, strategy: string, memory: Json): Promise<void> {
    const text = JSON.stringify(memory);
    if (text === this.#remembered) return;
    try {
      await journal.remember(strategy, memory);
      this.#remembered = text;
    } catch (error) {
      throw new StrategyFault(
        'STRATEGY_FRAME',
        error instanceof Error ? error.message : 'its memory could not be kept',
        'Keep the memory small: it is for a handful of values, not for history.',
      );
    }
  }

  async #place(request: OrderRequest): Promise<Refusal | undefined> {
    const { log } = this.#with;
    const what = describeOrder(request);
    const submission = await this.#gate.submit(request);
    switch (submission.outcome) {
      case 'refused':
        this.#session.refused(submission.control);
        log.warn({ control: submission.control }, `refused: ${what}: ${submission.says}`);
        return { request, control: submission.control, says: submission.says };
      case 'rejected':
        this.#session.rejected();
        log.warn(
          { id: submission.clientOrderId, code: submission.code },
          `rejected by the exchange: ${what}: ${submission.says}`,
        );
        return undefined;
      case 'unresolved':
        this.#session.placed();
        log.warn({ id: submission.clientOrderId }, `not known what became of it: ${what}: ${submission.says}`);
        return undefined;
      case 'placed':
        this.#session.placed();
        log.info({ id: submission.clientOrderId, reason: request.reason }, `placed: ${what}`);
        return undefined;
    }
  }

  async #cancel(id: string): Promise<void> {
    const result = await this.#gate.cancel(id);
    this.#with.log.info({ id }, `cancel: ${result.outcome}`);
  }

  /** The orderly stop: the strategy is let go, own orders are looked after, the counts are compared, and it is said. */
  async finish(reason: Reason): Promise<Ending> {
    const { desk, log, config, journal } = this.#with;
    this.#strategy.close();
    this.#guard.stop();
    if (this.#pid !== undefined && !this.#strategy.gone) setTimeout(() => this.#end(), 200);
    log.info(reason.kind === 'asked' ? `stopping: ${reason.says}` : `stopping: ${reason.fault.message}`);

    const { kept, failed, cancelled } = await this.#guard.cancelOwn(await keptBy(config.onStop, journal));
    for (const order of kept) log.info({ id: order.clientOrderId }, `left open: ${describeOrder(order)}`);
    if (cancelled.length > 0) log.info(`cancelled ${cancelled.length} own open orders`);
    await this.#gate
      .sync()
      .then(({ fills }) => {
        for (const fill of fills) this.#session.filled(fill);
      })
      .catch((error: unknown) => log.warn({ err: error }, 'the last look at own orders failed'));

    const counts =
      config.mode === 'simulated'
        ? await desk
            .simulator(config)
            .counts()
            .catch(() => undefined)
        : undefined;
    const summary = this.#session.summary(counts);
    await journal
      .append('stopped', {
        reason: reason.kind === 'asked' ? reason.says : reason.fault.code,
        cancelled: cancelled.length,
        kept: kept.length,
        failed: failed.length,
      })
      .catch(() => undefined);
    log.info({ summary, lines: summaryLines(summary) }, 'summary');
    if (this.#pid !== undefined && !this.#strategy.gone) this.#end();

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

  /** A strategy that hangs does not see its socket close. */
  #end(): void {
    if (this.#pid === undefined || this.#strategy.gone) return;
    try {
      process.kill(this.#pid, 'SIGKILL');
    } catch {
      // It ended between the look and the signal.
    }
  }
}

/** The schema writes an absent field as undefined; the gate reads a field as there when it is there. */
function withoutAbsent({ price, timeInForce, postOnly, reduceOnly, ...order }: Placing): OrderRequest {
  return {
    ...order,
    ...(price === undefined ? {} : { price }),
    ...(timeInForce === undefined ? {} : { timeInForce }),
    ...(postOnly === undefined ? {} : { postOnly }),
    ...(reduceOnly === undefined ? {} : { reduceOnly }),
  };
}

function refuseUnlessAllowed(hello: Hello, config: Config): void {
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
    fault: new StrategyFault('STRATEGY_UNFIT', message, 'Do what the sentence says, then start again.'),
  };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
