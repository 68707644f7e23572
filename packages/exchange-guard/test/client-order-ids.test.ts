import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOrderIds } from '../src/client-order-ids.ts';

const key = createSecretKey(randomBytes(32));
const ids = clientOrderIds(key, { venue: 'binance', bot: 'alpha' });
const epochs = fc.integer({ min: 0, max: 0xff_ff_ff });
const sequences = fc.integer({ min: 0, max: 0xff_ff_ff_ff });

describe('our own client order ids', () => {
  it('are 32 lower-case hex characters that say what they were made of', () => {
    fc.assert(
      fc.property(epochs, sequences, (epoch, sequence) => {
        const id = ids.mint(epoch, sequence);
        expect(id).toMatch(/^[0-9a-f]{32}$/);
        expect(ids.verify(id)).toEqual({ epoch, sequence });
      }),
    );
  });

  it('do not verify with any one character changed', () => {
    fc.assert(
      fc.property(
        epochs,
        sequences,
        fc.nat({ max: 31 }),
        fc.constantFrom(...'0123456789abcdef'),
        (epoch, sequence, at, letter) => {
          const id = ids.mint(epoch, sequence);
          fc.pre(id[at] !== letter);
          expect(ids.verify(id.slice(0, at) + letter + id.slice(at + 1))).toBeUndefined();
        },
      ),
    );
  });

  it.each([
    ['another installation', clientOrderIds(createSecretKey(randomBytes(32)), { venue: 'binance', bot: 'alpha' })],
    ['another bot', clientOrderIds(key, { venue: 'binance', bot: 'beta' })],
    ['another exchange', clientOrderIds(key, { venue: 'kraken', bot: 'alpha' })],
    ['names that only join to the same text', clientOrderIds(key, { venue: 'binance\nalpha', bot: '' })],
  ])('of %s do not verify here', (_who, others) => {
    expect(ids.verify(others.mint(1, 1))).toBeUndefined();
  });

  it('refuse what is not an id at all, of any type', () => {
    fc.assert(fc.property(fc.anything(), (value) => ids.verify(value as string) === undefined));
    expect(ids.verify(ids.mint(1, 1).toUpperCase())).toBeUndefined();
    expect(ids.verify(`${ids.mint(1, 1)}\n`)).toBeUndefined();
  });

  it.each([
    [0x1_00_00_00, 1],
    [1, 0x1_00_00_00_00],
    [-1, 1],
    [1.5, 1],
    [1, Number.NaN],
  ])('with epoch %d and sequence %d are refused with ID_OUT_OF_RANGE', (epoch, sequence) => {
    expect(() => ids.mint(epoch, sequence)).toThrow(expect.objectContaining({ code: 'ID_OUT_OF_RANGE' }));
  });
});
