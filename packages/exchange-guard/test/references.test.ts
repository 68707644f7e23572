import { beforeEach, describe, expect, it } from 'vitest';
import type { Venue } from '../src/index.ts';
import { References } from '../src/references.ts';

let now: number;
let asked: string[];
let fails: boolean;
let references: References;

beforeEach(() => {
  now = 1_000_000;
  asked = [];
  fails = false;
  const clock = () => new Date(now);
  const reference = async (symbol: string) => {
    asked.push(symbol);
    if (fails) throw new Error('no answer');
    return { bid: '1', ask: '3', mid: '2', at: clock() };
  };
  references = new References({ reference } as unknown as Venue, 1000, clock);
});

describe("the desk's own price", () => {
  it('is asked for once while it is fresh, for each symbol', async () => {
    await references.of('A/B');
    now += 750;
    await references.of('A/B');
    await references.of('C/D');
    expect(asked).toEqual(['A/B', 'C/D']);
  });

  it('is asked for again before it is too old, and when the clock was set back', async () => {
    await references.of('A/B');
    now += 751;
    await references.of('A/B');
    now -= 10_000;
    await references.of('A/B');
    expect(asked).toHaveLength(3);
  });

  it('is asked for once by orders that come together', async () => {
    await Promise.all([references.of('A/B'), references.of('A/B')]);
    expect(asked).toHaveLength(1);
  });

  it('is the old one with its old time, or none, when the exchange does not answer', async () => {
    const first = await references.of('A/B');
    fails = true;
    now += 5000;
    expect(await references.of('A/B')).toBe(first);
    expect(await references.of('C/D')).toBeUndefined();
  });
});
