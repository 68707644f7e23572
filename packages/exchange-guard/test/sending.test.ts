import { describe, expect, it } from 'vitest';
import { type ApprovedOrder, approve } from '../src/approved-order.ts';
import type { Approval } from '../src/decision.ts';
import { GuardError, type VenueAnswer } from '../src/error.ts';
import type { LastLook } from '../src/permits.ts';
import { send } from '../src/sending.ts';
import { limits } from './house.ts';

const now = new Date('2026-11-01T00:00:00Z');
const terms = {
  clientOrderId: 'a'.repeat(32),
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  amount: '1',
  price: '2',
  postOnly: false,
} as const;
const id = terms.clientOrderId;
const approved = approve({ ...terms, marketId: 'BTCUSDT', reduceOnly: false, receivedAt: now });
const intent = { ...terms, sequence: 1, epoch: 7 } as unknown as Approval['intent'];
const order = { exchangeOrderId: '9', status: 'open' };
const trades = [{ tradeId: '1' }];
const clockRefused = { status: 400, code: 'CLOCK', says: 'your clock is off' };

type Attempt = (lastLook: LastLook) => Promise<unknown>;
const fails = (answer?: VenueAnswer, more: { readonly unsent?: boolean } = {}): Attempt => {
  const error = new GuardError('VENUE_REFUSED', 'it was refused', {
    ...more,
    ...(answer === undefined ? {} : { answer }),
  });
  return () => Promise.reject(error);
};
const succeeds =
  (status = 'open'): Attempt =>
  () =>
    Promise.resolve({ order: { ...order, status }, trades });

interface There {
  readonly attempts: readonly Attempt[];
  /** What the journal or the exchange's clock cannot do. */
  readonly broken?: 'recordOutcome' | 'recordSent' | 'adjustClock' | 'learn';
  readonly standing?: { readonly state: string; readonly epoch: number };
  readonly reduces?: boolean;
  readonly clearance?: string;
  readonly at?: Date;
}

/** Sends one order where each attempt comes to what it is told to, and keeps what happened, in its order. */
async function sending(there: There) {
  const { attempts, broken, standing = { state: 'active', epoch: 7 }, reduces = false, clearance = 'valid' } = there;
  const happened: unknown[] = [];
  const left = [...attempts];
  const does = async (name: string, ...said: unknown[]) => {
    happened.push([name, ...said]);
    if (broken === name) throw new Error('the disk is full');
  };
  const tools = {
    doors: {
      row: {
        saysClock: ({ code }: VenueAnswer) => code === 'CLOCK',
        provesRejected: ({ status }: VenueAnswer) => status < 500,
      },
      place: async (placed: ApprovedOrder, lastLook: LastLook) => {
        happened.push(['place', placed]);
        return left.shift()?.(lastLook);
      },
      adjustClock: () => does('adjustClock'),
    },
    watch: {
      begin: (begun: string) => {
        happened.push(['begin', begun]);
        return () => void happened.push(['done']);
      },
      learn: (...said: unknown[]) => does('learn', ...said),
    },
    journal: {
      standing: async () => standing,
      recordSent: (...said: unknown[]) => does('recordSent', ...said),
      recordOutcome: (...said: unknown[]) => does('recordOutcome', ...said),
    },
    clearance: { state: () => clearance },
    limits,
    clock: () => there.at ?? now,
  };
  const submission = await send({ approved, intent, reduces }, tools as never);
  // It is in the hands of this one from its beginning to its end, whatever comes of it.
  expect(happened.at(0)).toEqual(['begin', id]);
  expect(happened.at(-1)).toEqual(['done']);
  return { submission, happened: happened.slice(1, -1) };
}

const attempt = ['place', approved];
const recorded = (status: string, code: string, says: string) => ['recordOutcome', id, { status, code, says, at: now }];

describe('an order that was taken in', () => {
  it('is told with what the exchange says of it, which is learnt', async () => {
    const { submission, happened } = await sending({ attempts: [succeeds()] });
    expect(submission).toEqual({ outcome: 'placed', order, clientOrderId: id });
    expect(happened).toEqual([attempt, ['learn', intent, order, trades]]);
  });

  it('is no less taken in when that cannot be written down: the next sync looks it up', async () => {
    const { submission } = await sending({ attempts: [succeeds()], broken: 'learn' });
    expect(submission).toMatchObject({ outcome: 'placed' });
  });

  it('and rejected is told as that', async () => {
    const { submission, happened } = await sending({ attempts: [succeeds('rejected')] });
    const says = 'The exchange rejected the order.';
    expect(submission).toEqual({ outcome: 'rejected', clientOrderId: id, code: 'REJECTED', says });
    expect(happened).toEqual([attempt, ['learn', intent, { ...order, status: 'rejected' }, trades]]);
  });
});

describe('an order that failed', () => {
  it.each<readonly [string, Attempt, string, string, string]>([
    ['by a proof', fails({ status: 400, code: 'F1', says: 'no' }), 'rejected', 'F1', 'no'],
    ['by a proof without words', fails({ status: 400 }), 'rejected', 'VENUE_REFUSED', 'it was refused'],
    ['before it left', fails(undefined, { unsent: true }), 'rejected', 'VENUE_REFUSED', 'it was refused'],
    [
      'before it left, after an answer',
      fails({ status: 503, code: 'F1' }, { unsent: true }),
      'rejected',
      'F1',
      'it was refused',
    ],
    ['by an answer that proves nothing', fails({ status: 503, code: 'F5', says: 'busy' }), 'unresolved', 'F5', 'busy'],
    ['without an answer', fails(), 'unresolved', 'VENUE_REFUSED', 'it was refused'],
    [
      'in a way that nobody knows',
      () => Promise.reject(new Error('a word of somebody')),
      'unresolved',
      'UNKNOWN',
      'The request failed in a way that is not known here.',
    ],
  ])('%s is written down as what is proven', async (_how, failing, status, code, says) => {
    const { submission, happened } = await sending({ attempts: [failing] });
    expect(submission).toEqual({
      outcome: status,
      clientOrderId: id,
      ...(status === 'rejected' ? { code } : {}),
      says,
    });
    expect(happened).toEqual([attempt, recorded(status, code, says)]);
  });

  it('is told all the same when it cannot be written down', async () => {
    const { submission } = await sending({ attempts: [fails()], broken: 'recordOutcome' });
    expect(submission).toMatchObject({ outcome: 'unresolved' });
  });
});

describe('a second attempt', () => {
  it('is made once the exchange proved that it refused the first for our clock, and is written down before', async () => {
    const { submission, happened } = await sending({ attempts: [fails(clockRefused), succeeds()] });
    expect(submission).toMatchObject({ outcome: 'placed' });
    const between = [['adjustClock'], ['recordSent', id, 2]];
    expect(happened).toEqual([attempt, ...between, attempt, ['learn', intent, order, trades]]);
  });

  it('is the last', async () => {
    const { submission, happened } = await sending({
      attempts: [fails(clockRefused), fails(clockRefused), succeeds()],
    });
    expect(submission).toMatchObject({ outcome: 'rejected', code: 'CLOCK' });
    expect(happened.filter((event) => (event as unknown[])[0] === 'place')).toHaveLength(2);
  });

  it.each<readonly [string, Attempt]>([
    ['that code proves nothing', fails({ ...clockRefused, status: 503 })],
    ['another code is the reason', fails({ ...clockRefused, code: 'OTHER' })],
    ['nothing came back', fails()],
    ['nobody knows why', () => Promise.reject(new Error('why'))],
  ])('is not made when %s', async (_why, failing) => {
    const { submission, happened } = await sending({ attempts: [failing, succeeds()] });
    expect(submission.outcome).not.toBe('placed');
    expect(happened.map((event) => (event as unknown[])[0])).toEqual(['place', 'recordOutcome']);
  });

  it.each(['adjustClock', 'recordSent'] as const)('is not made when %s fails: the first is told', async (broken) => {
    const { submission, happened } = await sending({ attempts: [fails(clockRefused), succeeds()], broken });
    expect(submission).toEqual({ outcome: 'rejected', clientOrderId: id, code: 'CLOCK', says: clockRefused.says });
    expect(happened.at(-1)).toEqual(recorded('rejected', 'CLOCK', clockRefused.says));
  });
});

describe('the last look of an order', () => {
  const looked: Attempt = async (lastLook) => {
    await lastLook();
    return { order, trades };
  };
  const halted = { state: 'halted', epoch: 7 };
  const reducing = { state: 'reducing', epoch: 7 };

  it.each<readonly [string, Partial<There>, string | undefined]>([
    ['nothing changed', {}, undefined],
    ['trading was halted', { standing: halted }, 'trading-state'],
    ['it may only reduce, and does not', { standing: reducing }, 'trading-state'],
    ['it may only reduce, and does', { standing: reducing, reduces: true }, undefined],
    ['another process took over', { standing: { state: 'active', epoch: 8 } }, 'lease-epoch'],
    ['the clearance was revoked', { clearance: 'revoked', reduces: true }, 'clearance'],
    ['it waited too long', { at: new Date(now.getTime() + limits.maxSubmitDelayMs + 1) }, 'order-age'],
    ['it waited as long as it may', { at: new Date(now.getTime() + limits.maxSubmitDelayMs) }, undefined],
  ])('is taken in each attempt: %s', async (_what, given, control) => {
    for (const attempts of [[looked], [fails(clockRefused), looked]]) {
      const { submission, happened } = await sending({ ...given, attempts });
      if (control === undefined) expect(submission).toMatchObject({ outcome: 'placed' });
      else {
        expect(submission).toEqual({
          outcome: 'refused',
          control,
          limit: expect.anything(),
          value: expect.anything(),
          says: expect.any(String),
        });
        expect(happened.at(-1)).toMatchObject(['recordOutcome', id, { status: 'rejected', code: control }]);
      }
    }
  });
});
