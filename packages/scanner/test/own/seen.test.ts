import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Seen } from '../../src/own/seen.ts';
import { makeFolder } from '../repository.ts';

const digest = Buffer.from([1, 2, 3, 4]);
const drawIds = (count: number) => Array.from({ length: count }, () => randomBytes(20).toString('hex'));
const place = () => ({ folder: join(makeFolder(), 'state', 'clean'), label: 'abc123' });

describe('Seen', () => {
  it('knows after a restart what it was told, and nothing else', () => {
    const where = place();
    const [first, second, never] = [drawIds(3), drawIds(3), drawIds(3)];
    const seen = new Seen(where, digest);
    seen.remember(first);
    seen.remember(second);
    const again = new Seen(where, digest);
    expect([...first, ...second].every((id) => again.has(id))).toBe(true);
    expect(never.some((id) => again.has(id))).toBe(false);
  });

  it('takes twelve bytes per object', () => {
    const where = place();
    new Seen(where, digest).remember(drawIds(1000));
    expect(statSync(join(where.folder, 'abc123.clean')).size).toBeLessThan(12_100);
  });

  it('forgets everything for other needles and for another label', () => {
    const where = place();
    const ids = drawIds(2);
    new Seen(where, digest).remember(ids);
    expect(new Seen(where, Buffer.from([1, 2, 3, 5])).size).toBe(0);
    expect(new Seen({ ...where, label: 'other' }, digest).size).toBe(0);
  });

  it('never claims an id it was not told, wherever a write was cut off or a byte changed', () => {
    const where = place();
    const blocks = [drawIds(5), drawIds(1), drawIds(7)];
    const seen = new Seen(where, digest);
    for (const block of blocks) seen.remember(block);
    const file = join(where.folder, 'abc123.clean');
    const whole = readFileSync(file);
    const told = new Set(blocks.flat().map((id) => id.slice(0, 24)));

    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cut) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        writeFileSync(file, cut ? whole.subarray(0, at) : damaged);
        const read = new Seen(where, digest);
        const known = blocks.flat().filter((id) => read.has(id));
        // Everything it holds is something it was told: its size is the number of told ids it knows.
        expect(read.size).toBe(known.length);
        expect(known.every((id) => told.has(id.slice(0, 24)))).toBe(true);
        // And it goes on from there: what is added now is known at the next start.
        const [fresh] = drawIds(1);
        read.remember([fresh ?? '']);
        const next = new Seen(where, digest);
        expect(next.has(fresh ?? '')).toBe(true);
        expect(known.every((id) => next.has(id))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on behind a torn append of another search', () => {
    const where = place();
    const [ids, more] = [drawIds(4), drawIds(4)];
    new Seen(where, digest).remember(ids);
    const file = join(where.folder, 'abc123.clean');
    appendFileSync(file, Buffer.from([9, 0, 0, 0, 1]));
    new Seen(where, digest).remember(more);
    const read = new Seen(where, digest);
    expect([...ids, ...more].every((id) => read.has(id))).toBe(true);
    truncateSync(file, 3);
    expect(new Seen(where, digest).size).toBe(0);
  });

  it('works without a folder, and with one that cannot be made', () => {
    const [id = ''] = drawIds(1);
    for (const where of [undefined, { folder: '/dev/null/nowhere', label: 'x' }]) {
      const seen = new Seen(where, digest);
      seen.remember([id]);
      expect(seen.has(id)).toBe(true);
    }
  });
});
