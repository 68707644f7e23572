import { text, times, type Units, units } from './stand-in-amounts.ts';

/** A refusal in Binance's own words, as its error list documents them. */
export class Rejection extends Error {
  readonly code: number;
  readonly status: number;
  constructor(code: number, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface StandInOrder {
  readonly orderId: number;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'BUY' | 'SELL';
  readonly type: string;
  readonly timeInForce: string;
  readonly price: Units;
  readonly amount: Units;
  filled: Units;
  spent: Units;
  status: 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';
  readonly at: number;
  /** What arrived, word for word: the test judges this and not what the bot believes. */
  readonly asked: Readonly<Record<string, string>>;
}

export interface StandInTrade {
  readonly id: number;
  readonly orderId: number;
  readonly symbol: string;
  readonly buyer: boolean;
  readonly maker: boolean;
  readonly price: Units;
  readonly amount: Units;
  readonly fee: Units;
  readonly feeAsset: string;
  readonly at: number;
}

export interface Market {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly price: () => Units;
  readonly tick: Units;
  readonly step: Units;
  readonly least: Units;
  readonly leastValue: Units;
}

/** One account on one exchange: balances with locks, resting orders, fills at the market's price. */
export class Account {
  readonly #free = new Map<string, Units>();
  readonly #locked = new Map<string, Units>();
  readonly orders: StandInOrder[] = [];
  readonly trades: StandInTrade[] = [];
  readonly #now: () => number;

  constructor(balances: Readonly<Record<string, string>>, now: () => number) {
    for (const [asset, amount] of Object.entries(balances)) this.#free.set(asset, units(amount));
    this.#now = now;
  }

  balances(): { asset: string; free: string; locked: string }[] {
    return [...new Set([...this.#free.keys(), ...this.#locked.keys()])].map((asset) => ({
      asset,
      free: text(this.#free.get(asset) ?? 0n),
      locked: text(this.#locked.get(asset) ?? 0n),
    }));
  }

  place(market: Market, asked: Readonly<Record<string, string>>): StandInOrder {
    const side = asked.side === 'SELL' ? 'SELL' : 'BUY';
    const type = asked.type ?? '';
    const amount = units(asked.quantity ?? '0');
    const price = type === 'MARKET' ? market.price() : units(asked.price ?? '0');
    if (!['MARKET', 'LIMIT', 'LIMIT_MAKER'].includes(type)) throw new Rejection(-1116, 'Invalid orderType.');
    if (amount < market.least || amount % market.step !== 0n) throw new Rejection(-1013, 'Filter failure: LOT_SIZE');
    if (price <= 0n || (type !== 'MARKET' && price % market.tick !== 0n)) {
      throw new Rejection(-1013, 'Filter failure: PRICE_FILTER');
    }
    if (times(price, amount) < market.leastValue) throw new Rejection(-1013, 'Filter failure: NOTIONAL');
    const clientOrderId = asked.newClientOrderId ?? `stand-in-${this.orders.length}`;
    if (this.open().some((order) => order.clientOrderId === clientOrderId)) {
      throw new Rejection(-2010, 'Duplicate order sent.');
    }
    const crosses = type === 'MARKET' || (side === 'BUY' ? price >= market.price() : price <= market.price());
    if (type === 'LIMIT_MAKER' && crosses) {
      throw new Rejection(-2010, 'Order would immediately match and take.');
    }
    const [asset, need] = side === 'BUY' ? [market.quote, times(price, amount)] : [market.base, amount];
    if ((this.#free.get(asset) ?? 0n) < need) {
      throw new Rejection(-2010, 'Account has insufficient balance for requested action.');
    }
    this.#move(asset, -need, need);

    const order: StandInOrder = {
      orderId: 1_000 + this.orders.length,
      clientOrderId,
      symbol: market.symbol,
      side,
      type,
      timeInForce: asked.timeInForce ?? 'GTC',
      price: type === 'MARKET' ? 0n : price,
      amount,
      filled: 0n,
      spent: 0n,
      status: 'NEW',
      at: this.#now(),
      asked,
    };
    this.orders.push(order);
    if (crosses) this.#fill(market, order, need);
    else if (order.timeInForce !== 'GTC') this.#release(market, order, 'EXPIRED');
    return order;
  }

  cancel(market: Market, order: StandInOrder): void {
    this.#release(market, order, 'CANCELED');
  }

  open(): StandInOrder[] {
    return this.orders.filter((order) => order.status === 'NEW' || order.status === 'PARTIALLY_FILLED');
  }

  #fill(market: Market, order: StandInOrder, locked: Units): void {
    const price = market.price();
    const value = times(price, order.amount);
    const buyer = order.side === 'BUY';
    const fee = (buyer ? order.amount : value) / 1_000n;
    order.filled = order.amount;
    order.spent = value;
    order.status = 'FILLED';
    this.#move(buyer ? market.quote : market.base, locked - (buyer ? value : order.amount), -locked);
    this.#move(buyer ? market.base : market.quote, (buyer ? order.amount : value) - fee, 0n);
    this.trades.push({
      id: 5_000 + this.trades.length,
      orderId: order.orderId,
      symbol: market.symbol,
      buyer,
      maker: false,
      price,
      amount: order.amount,
      fee,
      feeAsset: buyer ? market.base : market.quote,
      at: this.#now(),
    });
  }

  #release(market: Market, order: StandInOrder, status: 'CANCELED' | 'EXPIRED'): void {
    const rest = order.amount - order.filled;
    const [asset, held] = order.side === 'BUY' ? [market.quote, times(order.price, rest)] : [market.base, rest];
    this.#move(asset, held, -held);
    order.status = status;
  }

  #move(asset: string, free: Units, locked: Units): void {
    this.#free.set(asset, (this.#free.get(asset) ?? 0n) + free);
    this.#locked.set(asset, (this.#locked.get(asset) ?? 0n) + locked);
  }
}
