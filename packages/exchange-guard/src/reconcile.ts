import type { Baseline, IntentRow, Journal } from '@gatehouse/journal';
import { expectedBalances, residuals, sheetOf } from './balance-sheet.ts';
import type { ClientOrderIds } from './client-order-ids.ts';
import { GuardError } from './error.ts';
import { fateOf } from './fate.ts';
import { doorsOf } from './inner-doors.ts';
import type { Order, Position } from './order.ts';
import { parted } from './own-order.ts';
import { Recorder } from './recorder.ts';
import { assetsIn } from './symbols.ts';
import type { Venue } from './venue.ts';
import type { JsonValue, Verdict } from './verdict.ts';

export interface ReconcileOptions {
  readonly symbols: readonly string[];
  readonly ids: ClientOrderIds;
  readonly clock: () => Date;
  /** A preflight looks and writes nothing. */
  readonly preflight: boolean;
  /** Declares what is on the account now to be known: `start --adopt-baseline --by --reason`. */
  readonly adopt?: { readonly by: string; readonly reason: string };
  /** The simulated exchange began then: intents from before ended with the one that had them. */
  readonly simulatedSince?: Date;
  /** How long after its intent an order may still have been sent; 10 s when not said. */
  readonly maxSubmitDelayMs?: number;
}

export type Reconciliation = Verdict & {
  /** Every open order of the account, own and adopted. */
  readonly openOrders: readonly Order[];
  /** Asset -> total, and the name of a market -> contracts that are held in it. */
  readonly balances: Readonly<Record<string, string>>;
  /** What is neither own nor adopted, in words. */
  readonly unadopted: readonly string[];
};

/** What is wrong (fails), and what is only to be known (warns). */
interface Remarks {
  readonly wrong: string[];
  readonly noted: string[];
}

const ADOPT = 'Look at what is listed; if it is yours, run `start --adopt-baseline --by NAME --reason TEXT` once.';

/**
 * Checks that the markets exist and that everything on the account is ours, adopted or declared: each open order, each
 * balance, each position, each intent whose fate was not known. It never throws: what cannot be looked at fails.
 */
export async function reconcile(venue: Venue, journal: Journal, options: ReconcileOptions): Promise<Reconciliation> {
  try {
    return await compared(venue, journal, options);
  } catch (error) {
    const says = error instanceof Error ? error.message : 'something unknown went wrong';
    return {
      result: 'fail',
      says: `The account could not be compared with the journal: ${says}`,
      evidence: { code: error instanceof GuardError ? error.code : 'UNKNOWN' },
      fix: 'Start again; if it stays, look at the account on the exchange’s own page.',
      openOrders: [],
      balances: {},
      unadopted: [],
    };
  }
}

async function compared(venue: Venue, journal: Journal, options: ReconcileOptions): Promise<Reconciliation> {
  const { symbols, preflight, adopt, clock } = options;
  await venue.loadMarkets();
  const remarks: Remarks = { wrong: missingMarkets(venue, symbols), noted: [] };
  const unfit = await doorsOf(venue).unfit(symbols);
  if (unfit !== undefined) remarks.wrong.push(unfit);
  const unsettled = await settle(venue, journal, options);
  for (const { intent, says } of unsettled) {
    remarks.wrong.push(`it is not known what became of order ${intent.clientOrderId} (${intent.symbol}): ${says}`);
  }

  const asked = clock();
  const [openOrders, told, positions, known] = await Promise.all([
    venue.openOrders(),
    venue.balances(),
    venue.positions(),
    journal.baseline(),
  ]);
  const balances = sheetOf(told, positions);
  const { foreign } = await parted(openOrders, { journal, ids: options.ids, clock, asked });
  const declared: Baseline | undefined =
    adopt === undefined
      ? known
      : { ...adopt, balances, orders: foreign.map(({ exchangeOrderId }) => exchangeOrderId), at: clock() };

  const strangers = foreign.filter(({ exchangeOrderId }) => !declared?.orders.includes(exchangeOrderId));
  const unadopted = strangers.map(
    (order) => `order ${order.exchangeOrderId} (${order.side} ${order.amount} ${order.symbol})`,
  );
  const fix: string[] = [];
  const moving: string[] = [];
  if (declared === undefined) {
    unadopted.push(...Object.entries(balances).map(([asset, total]) => inWords(asset, total)));
    // A first look at a new account is no failure of it; a first start is where somebody has to say that it is right.
    if (unadopted.length > 0) {
      (preflight ? remarks.noted : remarks.wrong).push(
        `nobody has declared yet what is on the account: ${unadopted.join(', ')}`,
      );
      fix.push(ADOPT);
    }
  } else {
    if (strangers.length > 0)
      remarks.wrong.push(`orders are open that this bot did not place: ${unadopted.join(', ')}`);
    const expected = await expectedBalances(declared, journal, venue.standIn);
    const off = residuals(balances, expected);
    for (const { asset, by } of off.positions) {
      unadopted.push(`${inWords(asset, by)} off`);
      remarks.wrong.push(`the position in ${asset} is ${by} contracts away from what own orders came to`);
    }
    moving.push(...expected.moving);
    for (const { asset, by } of off.missing) {
      unadopted.push(`${by} ${asset} missing`);
      remarks.wrong.push(`${by} ${asset} left the account, and no own order explains it`);
    }
    for (const { asset, by } of off.surplus) {
      unadopted.push(`${by} ${asset} more`);
      remarks.noted.push(`${by} ${asset} came to the account, and no own order explains it`);
    }
    if (unadopted.length > 0) fix.push(ADOPT);
  }
  if (adopt !== undefined && declared !== undefined && !preflight && remarks.wrong.length === 0) {
    await journal.adoptBaseline(declared);
  }
  return {
    ...verdictOf(remarks, { symbols, openOrders, positions, moving, unadopted, adopted: adopt !== undefined }, fix),
    openOrders,
    balances,
    unadopted,
  };
}

function missingMarkets(venue: Venue, symbols: readonly string[]): string[] {
  return symbols.flatMap((symbol) => {
    const instrument = venue.instrument(symbol);
    if (instrument === undefined) return [`the exchange has no market ${symbol} that is traded here`];
    return instrument.active ? [] : [`the market ${symbol} is closed`];
  });
}

/** A line of the sheet as a person reads it. */
function inWords(asset: string, amount: string): string {
  return assetsIn(asset).settle === undefined ? `${amount} ${asset}` : `${amount} contracts of ${asset}`;
}

interface Unsettled {
  readonly intent: IntentRow;
  readonly says: string;
}

/** Brings the journal's open intents up to date, and returns those whose fate cannot be told. */
async function settle(venue: Venue, journal: Journal, options: ReconcileOptions): Promise<readonly Unsettled[]> {
  const { clock, preflight, simulatedSince, maxSubmitDelayMs = 10_000 } = options;
  const doors = doorsOf(venue);
  const recorder = new Recorder({ journal, doors, clock });
  const unsettled: Unsettled[] = [];
  for (const intent of await journal.openIntents()) {
    const id = intent.clientOrderId;
    if (simulatedSince !== undefined) {
      if (intent.createdAt < simulatedSince && !preflight) {
        await journal.recordOutcome(id, { status: 'lost-with-simulator', at: clock() });
      }
      continue;
    }
    // Another process trades with this journal while a preflight looks at it: what is on its way is its business.
    if (preflight && intent.status !== 'unresolved') continue;
    const fate = await fateOf(intent, { venue, doors, journal, clock, maxSubmitDelayMs });
    if (fate.kind === 'unknown') unsettled.push({ intent, says: fate.says });
    else if (!preflight && fate.kind === 'found') await recorder.learn(intent, fate.order);
    else if (!preflight) await journal.recordOutcome(id, { status: 'not-found', at: clock() });
  }
  return unsettled;
}

interface Facts {
  readonly symbols: readonly string[];
  readonly openOrders: readonly Order[];
  readonly positions: readonly Position[];
  /** Assets that positions move, which are not compared. */
  readonly moving: readonly string[];
  readonly unadopted: readonly string[];
  readonly adopted: boolean;
}

function verdictOf({ wrong, noted }: Remarks, facts: Facts, fix: readonly string[]): Verdict {
  const evidence: { readonly [key: string]: JsonValue } = {
    symbols: facts.symbols,
    openOrders: facts.openOrders.length,
    ...(facts.positions.length > 0 ? { positions: facts.positions.length } : {}),
    ...(facts.moving.length > 0 ? { notCompared: facts.moving } : {}),
    unadopted: facts.unadopted.slice(0, 20),
    adopted: facts.adopted,
  };
  const problems = [...wrong, ...noted];
  if (problems.length === 0) {
    const declared = facts.adopted ? ' What is on the account was declared just now.' : '';
    const held = facts.positions.length === 0 ? '' : `, all ${facts.positions.length} positions`;
    const apart = facts.moving.length === 0 ? '' : ` but ${facts.moving.join(', ')}, which positions move,`;
    return {
      result: 'pass',
      says: `${facts.symbols.join(', ')} can be traded; all ${facts.openOrders.length} open orders${held} and all balances${apart} are accounted for.${declared}`,
      evidence,
    };
  }
  return {
    result: wrong.length > 0 ? 'fail' : 'warn',
    says: `${problems.join('; ')}.`,
    evidence,
    fix: fix[0] ?? 'Look at it at the exchange, put it right there or in the configuration, then start again.',
  };
}
