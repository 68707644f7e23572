import type { Fill as BookedFill } from '@gatehouse/journal';
import type { Actions } from './actions.ts';
import { type CandleFeed, timeframeMs } from './candle-feed.ts';
import type { Running } from './running.ts';
import type { Candle, Context, Fill, Json, Refusal } from './strategy.ts';
import { contextOf, type Seen } from './strategy-context.ts';
import type { Hello } from './strategy-frames.ts';
import { type Answer, StrategyFault, type StrategyLine } from './strategy-line.ts';

/** What the journal says of a memory that no disk could keep. */
const unfit: readonly unknown[] = ['MEMORY_TOO_LARGE', 'INPUT_MALFORMED'];

/** What is said between the desk and the strategy: a candle, a fill, a refusal, and what it answers to each. */
export class Dialogue {
  readonly #with: Running;
  readonly #line: StrategyLine;
  readonly #hello: Hello;
  readonly #feeds: ReadonlyMap<string, CandleFeed>;
  readonly #actions: Actions;
  #unseen: Seen = { fills: [], refusals: [] };
  #remembered = '';

  constructor(
    running: Running,
    line: StrategyLine,
    hello: Hello,
    feeds: ReadonlyMap<string, CandleFeed>,
    actions: Actions,
  ) {
    this.#with = running;
    this.#line = line;
    this.#hello = hello;
    this.#feeds = feeds;
    this.#actions = actions;
  }

  /** One closed candle, with the history up to it. Nothing is asked before the warm-up is complete. */
  async onCandle(symbol: string, candles: readonly Candle[]): Promise<void> {
    if (candles.length === 0 || candles.length < this.#hello.warmup) return;
    const context = await this.#context(symbol, candles);
    // What is shown once is not shown again.
    this.#unseen = { fills: [], refusals: [] };
    await this.#take(await this.#line.ask({ call: 'onCandle', context }), true);
  }

  async onFill({ clientOrderId, at, symbol, side, amount, price, fee, feeAsset }: BookedFill): Promise<void> {
    const fill: Fill = { id: clientOrderId, symbol, side, amount, price, fee, feeAsset, at: at.getTime() };
    this.#unseen = { ...this.#unseen, fills: [...this.#unseen.fills, fill] };
    if (!this.#hello.onFill || !this.#feeds.has(symbol)) return;
    await this.#take(await this.#line.ask({ call: 'onFill', fill, context: await this.#context(symbol) }), true);
  }

  /** What it asks for in answer to a refusal is judged like everything else; refusals of that are not told again. */
  async #onRefusal(refusal: Refusal): Promise<void> {
    const [first = ''] = this.#hello.symbols;
    const symbol = this.#feeds.has(refusal.request.symbol) ? refusal.request.symbol : first;
    const context = await this.#context(symbol);
    await this.#take(await this.#line.ask({ call: 'onRefusal', refusal, context }), false);
  }

  async #take({ actions, memory }: Answer, tellRefusals: boolean): Promise<void> {
    await this.#remember(memory);
    const refusals = await this.#actions.perform(actions);
    this.#unseen = { ...this.#unseen, refusals: [...this.#unseen.refusals, ...refusals] };
    if (!tellRefusals || !this.#hello.onRefusal) return;
    for (const refusal of refusals) await this.#onRefusal(refusal);
  }

  #context(symbol: string, candles: readonly Candle[] = this.#feeds.get(symbol)?.upTo(0) ?? []): Promise<Context> {
    const { venue, journal, ids, config } = this.#with;
    return contextOf({
      venue,
      journal,
      ids,
      strategy: config.strategy,
      symbols: this.#hello.symbols,
      symbol,
      candles,
      stepMs: timeframeMs[this.#hello.timeframe],
      seen: this.#unseen,
    });
  }

  async #remember(memory: Json): Promise<void> {
    const text = JSON.stringify(memory);
    if (text === this.#remembered) return;
    try {
      await this.#with.journal.remember(this.#with.config.strategy, memory);
      this.#remembered = text;
    } catch (error) {
      // A disk that is full is no fault of the strategy's: the turn ends, and the bot stays up and guards.
      if (!(error instanceof Error) || !unfit.includes((error as { code?: unknown }).code)) throw error;
      throw new StrategyFault(
        'STRATEGY_FRAME',
        error.message,
        'Keep the memory small: it is for a handful of values, not for history.',
      );
    }
  }
}
