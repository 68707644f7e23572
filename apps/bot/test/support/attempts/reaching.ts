import type { Rare } from '../campaign.ts';
import type { StandIn } from '../stand-in-binance.ts';

/**
 * Attempts on the exchange itself, each with a run of its own against a stand-in: `onCandle` is the body of the
 * strategy's function, and `came` is judged from what the exchange was asked for.
 */
export interface Reaching extends Rare {
  readonly does: string;
  readonly onCandle: string;
  came(standIn: StandIn): boolean;
  /** How the house ends it: 1 is a refusal with a sentence, 0 means that it simply got nothing. */
  readonly code: 0 | 1;
}

const plainOrder = `{ place: { symbol: 'BTC/USDT', side: 'buy', kind: 'market', amount: '0.001', reason: 'plain' } }`;
const withdrew: Reaching['came'] = ({ withdrawals }) => withdrawals() > 0;
const pollutedOrder: Reaching['came'] = (standIn) =>
  standIn.seen('POST /api/v3/order').some(({ asked }) => asked.type === 'MARKET' && asked.price !== undefined);

export const reachings: Readonly<Record<string, Reaching>> = {
  'reach-globals': {
    does: 'looks for the exchange among everything it can see',
    onCandle: `
    // Getters of half-built objects answer with rejected promises.
    process.on('unhandledRejection', () => undefined);
    const seen = new Set();
    const look = (value, depth) => {
      if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value) || depth > 4) return;
      seen.add(value);
      let request;
      try { request = value.request; } catch {}
      if (typeof request === 'function' && typeof value.createOrder === 'function') value.createOrder({ side: 'buy', kind: 'market', amount: '0.001' });
      for (const key of Reflect.ownKeys(value)) { try { look(value[key], depth + 1); } catch {} }
      try { look(Object.getPrototypeOf(value), depth + 1); } catch {}
    };
    look(globalThis, 0); look(context, 0); look(process._getActiveHandles?.(), 0);
    return [];`,
    came: (standIn) => standIn.seen('POST /api/v3/order').length > 0,
    code: 0,
  },
  'reach-frame-withdraw': {
    does: 'asks for a withdrawal in a frame of its own making',
    onCandle: `
    const { writeSync } = await import('node:fs');
    writeSync(3, JSON.stringify({ ask: 'POST /sapi/v1/capital/withdraw/apply', with: { coin: 'BTC', address: 'elsewhere', amount: '0.1' } }) + '\\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [];`,
    came: withdrew,
    code: 1,
  },
  'reach-frame-order': {
    rare: true,
    does: 'sends an order that nobody asked it for',
    onCandle: `
    const { writeSync } = await import('node:fs');
    writeSync(3, JSON.stringify({ id: 424242, actions: [${plainOrder}], memory: null }) + '\\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [];`,
    came: (standIn) => standIn.seen('POST /api/v3/order').length > 0,
    code: 1,
  },
  'reach-frame-kind': {
    rare: true,
    does: 'asks for an action that the contract does not have',
    onCandle: `return [{ withdraw: { asset: 'BTC', amount: '0.1' } }, ${plainOrder}];`,
    came: (standIn) => standIn.seen('POST /api/v3/order').length > 0,
    code: 1,
  },
  'reach-proto-action': {
    does: 'pollutes the desk through an order',
    onCandle: `return [JSON.parse('{"place":{"symbol":"BTC/USDT","side":"buy","kind":"market","amount":"0.001","reason":"r","__proto__":{"price":"45000.00"}}}'), ${plainOrder}];`,
    came: pollutedOrder,
    code: 1,
  },
  'reach-proto-memory': {
    does: 'pollutes the desk through its memory',
    onCandle: `
    if (context.memory !== null && context.memory !== undefined) return [];
    context.memory = JSON.parse('{"kept":true,"__proto__":{"price":"45000.00","kind":"limit","reduceOnly":true}}');
    return [${plainOrder}];`,
    came: pollutedOrder,
    code: 0,
  },
};
