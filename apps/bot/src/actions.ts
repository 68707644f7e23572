import type { OrderGate, OrderRequest } from '@gatehouse/exchange-guard';
import type { Log } from './log.ts';
import { describeOrder } from './on-stop.ts';
import type { Session } from './session.ts';
import type { Refusal } from './strategy.ts';
import type { ReadAction } from './strategy-frames.ts';

type Placing = Extract<ReadAction, { place: unknown }>['place'];

/** Carries what a strategy asks for to the gate, one after the other, and says what came of each. */
export class Actions {
  readonly #gate: OrderGate;
  readonly #session: Session;
  readonly #log: Log;
  readonly #over: () => boolean;

  /** `over` says that the run is ending: what has not been carried to the gate by then stays undone. */
  constructor(gate: OrderGate, session: Session, log: Log, over: () => boolean) {
    this.#gate = gate;
    this.#session = session;
    this.#log = log;
    this.#over = over;
  }

  /** Returns what the gate refused. What the exchange refused is in the journal and the log. */
  async perform(actions: readonly ReadAction[]): Promise<readonly Refusal[]> {
    const refusals: Refusal[] = [];
    const cancelled = new Set<string>();
    for (const action of actions) {
      if (this.#over()) break;
      if ('cancel' in action) {
        // Asking twice for the same cancel in one answer costs the exchange's patience and changes nothing.
        if (!cancelled.has(action.cancel)) await this.#cancel(action.cancel);
        cancelled.add(action.cancel);
      } else {
        const refusal = await this.#place(withoutAbsent(action.place));
        if (refusal !== undefined) refusals.push(refusal);
      }
    }
    return refusals;
  }

  async #place(request: OrderRequest): Promise<Refusal | undefined> {
    const what = describeOrder(request);
    const submission = await this.#gate.submit(request);
    switch (submission.outcome) {
      case 'refused': {
        const { control, says } = submission;
        this.#session.refused(control);
        this.#log.warn({ control }, `refused: ${what}: ${says}`);
        return { request, control, says };
      }
      case 'rejected':
        this.#session.rejected();
        this.#log.warn(
          { id: submission.clientOrderId, code: submission.code },
          `rejected by the exchange: ${what}: ${submission.says}`,
        );
        return undefined;
      case 'unresolved':
        this.#session.placed();
        this.#log.warn({ id: submission.clientOrderId }, `not known what became of it: ${what}: ${submission.says}`);
        return undefined;
      case 'placed':
        this.#session.placed();
        this.#log.info({ id: submission.clientOrderId, reason: request.reason }, `placed: ${what}`);
        return undefined;
    }
  }

  async #cancel(id: string): Promise<void> {
    const { outcome, says } = await this.#gate.cancel(id);
    this.#log.info({ id }, `cancel: ${outcome}: ${says}`);
  }
}

/** The schema writes an absent field as undefined; the gate takes a field that is there to mean something. */
function withoutAbsent({ price, timeInForce, postOnly, reduceOnly, ...order }: Placing): OrderRequest {
  return {
    ...order,
    ...(price === undefined ? {} : { price }),
    ...(timeInForce === undefined ? {} : { timeInForce }),
    ...(postOnly === undefined ? {} : { postOnly }),
    ...(reduceOnly === undefined ? {} : { reduceOnly }),
  };
}
