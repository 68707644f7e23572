import { expect, it } from 'vitest';
import { isSigning, whileSigning } from '../src/signing.ts';

it('lets one client sign, while it signs and no longer', () => {
  const client = {};
  const other = {};
  expect(isSigning(client)).toBe(false);
  expect(whileSigning(client, () => [isSigning(client), isSigning(other)])).toEqual([true, false]);
  expect(isSigning(client)).toBe(false);
});

it('ends with an error too, and with the outermost of several', () => {
  const client = {};
  expect(() =>
    whileSigning(client, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(isSigning(client)).toBe(false);
  whileSigning(client, () => {
    whileSigning(client, () => undefined);
    expect(isSigning(client)).toBe(true);
  });
  expect(isSigning(client)).toBe(false);
});
