import type { OrderGate, Submission } from '@gatehouse/exchange-guard';
import { describe, expect, it, vi } from 'vitest';
import { Actions } from '../src/actions.ts';
import { Session } from '../src/session.ts';
import type { ReadAction } from '../src/strategy-frames.ts';
import { logOf, orderOf } from './support/inside.ts';

const request = { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.01', reason: 'cross' } as const;
const place = (changes: object = {}) => ({ place: { ...request, ...changes } }) as ReadAction;
const refused = { outcome: 'refused', control: 'max-order-value', limit: '1', value: '2', says: 'too much' } as const;
const placed: Submission = { outcome: 'placed', order: orderOf(), clientOrderId: 'c1' };
const rejected: Submission = { outcome: 'rejected', clientOrderId: 'c2', code: '-2010', says: 'no funds' };
const unresolved: Submission = { outcome: 'unresolved', clientOrderId: 'c3', says: 'no answer' };

function at(answers: readonly Submission[], over: () => boolean = () => false) {
  const left = [...answers];
  const submit = vi.fn(async (_: unknown) => left.shift() ?? placed);
  const cancel = vi.fn(async (_: string) => ({ outcome: 'cancelled', says: 'gone' }));
  const session = new Session();
  const { log, said } = logOf();
  const actions = new Actions({ submit, cancel } as unknown as OrderGate, session, log, over);
  return { actions, submit, cancel, session, said };
}

describe('what a strategy asks for', () => {
  it('goes to the gate one after the other, in its order', async () => {
    const { actions, submit, cancel } = at([]);
    const turns: string[] = [];
    submit.mockImplementation(async () => {
      turns.push('begin');
      await new Promise((resolve) => setImmediate(resolve));
      turns.push('end');
      return placed;
    });
    cancel.mockImplementation(async (id) => {
      turns.push(id);
      return { outcome: 'cancelled', says: '' };
    });
    await actions.perform([place(), { cancel: 'x' } as ReadAction, place()]);
    expect(turns).toEqual(['begin', 'end', 'x', 'begin', 'end']);
  });

  it('is carried without the fields that were not asked for', async () => {
    const { actions, submit } = at([]);
    const nothing = { price: undefined, timeInForce: undefined, postOnly: undefined, reduceOnly: undefined };
    const all = { price: '1', timeInForce: 'IOC', postOnly: false, reduceOnly: true };
    await actions.perform([place(nothing), place(all)]);
    expect(submit.mock.calls.map(([order]) => Object.keys(order as object).sort())).toEqual([
      Object.keys(request).sort(),
      [...Object.keys(request), ...Object.keys(all)].sort(),
    ]);
    expect(submit.mock.calls[1]?.[0]).toEqual({ ...request, ...all });
  });

  it('stays undone from the moment the run is over', async () => {
    let over = false;
    const { actions, submit, cancel } = at([], () => over);
    submit.mockImplementation(async () => {
      over = true;
      return placed;
    });
    await actions.perform([place(), place(), { cancel: 'x' } as ReadAction]);
    expect([submit, cancel].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  });
});

describe('what comes of it', () => {
  it('is told to the strategy when the gate refused, and only then', async () => {
    const { actions } = at([refused, rejected, unresolved, placed]);
    expect(await actions.perform([place(), place(), place(), place()])).toEqual([
      { request, control: 'max-order-value', says: 'too much' },
    ]);
  });

  it.each([
    ['placed', placed, { orders: 1, rejected: 0, refusals: {} }],
    // The exchange may have it, so the summary counts it until the order watch knows better.
    ['unresolved', unresolved, { orders: 1, rejected: 0, refusals: {} }],
    ['rejected', rejected, { orders: 0, rejected: 1, refusals: {} }],
    ['refused', refused, { orders: 0, rejected: 0, refusals: { 'max-order-value': 1 } }],
  ] as const)('is counted once: %s', async (_, answer, counts) => {
    const { actions, session, said } = at([answer]);
    await actions.perform([place()]);
    expect(session.summary()).toMatchObject(counts);
    expect(said).toHaveLength(1);
  });

  it('ends the turn when the gate itself breaks: nothing more is placed on an unknown footing', async () => {
    const { actions, submit } = at([]);
    submit.mockRejectedValue(Object.assign(new Error('full'), { code: 'DISK_FULL' }));
    await expect(actions.perform([place(), place()])).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(submit).toHaveBeenCalledTimes(1);
  });
});
