import { expect, it } from 'vitest';
import { readers } from '../src/readers.ts';
import { venueRow } from '../src/venues.ts';

it('has nothing under a name that every object has', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) expect(readers[name]).toBeUndefined();
});

it.each(Object.entries(readers))('asks %s through a door that exists, and is kept under its own id', (id, reader) => {
  expect(reader.exchange).toBe(id);
  expect(venueRow(id).doors).toContainEqual(expect.objectContaining({ ...reader.asks, use: 'audit' }));
});
