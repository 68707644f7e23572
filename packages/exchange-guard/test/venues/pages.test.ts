import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, everyRow, type From, PAGE, type Page, pagesOf } from '../../src/venues/pages.ts';
import type { Fields } from '../../src/venues/shapes.ts';

const numbered = (count: number): readonly Fields[] => Array.from({ length: count }, (_, n) => ({ id: String(n) }));

/** An exchange that has these rows, and gives them page by page after the id it is asked with. */
function exchangeWith(rows: readonly Fields[]) {
  const asked: From[] = [];
  const ask = async (from: From): Promise<Page> => {
    asked.push(from);
    const first = from.since === undefined ? 0 : rows.findIndex(({ id }) => id === from.since) + 1;
    const page = rows.slice(first, first + PAGE);
    return { rows: page, next: after(page, 'since', 'id') };
  };
  return { asked, ask };
}

describe('a list that comes in pages', () => {
  it('is read to its end, in order and each row once, however long it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 * PAGE + 1 }), async (count) => {
        const { ask, asked } = exchangeWith(numbered(count));

        expect(await everyRow('An exchange', ask)).toEqual(numbered(count));
        expect(asked).toHaveLength(Math.floor(count / PAGE) + 1);
      }),
      { numRuns: 40, examples: [[0], [PAGE - 1], [PAGE], [PAGE + 1]] },
    );
  });

  it('is refused where it does not end: what is cut off would be taken for whole', async () => {
    const rows = numbered(PAGE);
    const endless = async (): Promise<Page> => ({ rows, next: { since: '0' } });

    await expect(everyRow('An exchange', endless)).rejects.toMatchObject({
      code: 'VENUE_MALFORMED',
      message: expect.stringContaining('An exchange has more orders'),
    });
  });

  it('is looked through no further than the reader wants', async () => {
    const { ask, asked } = exchangeWith(numbered(4 * PAGE));

    for await (const rows of pagesOf('An exchange', ask)) {
      expect(rows).toHaveLength(PAGE);
      break;
    }
    expect(asked).toEqual([{}]);
  });

  it('may have as many pages as are allowed, and not one more', async () => {
    const read = async (count: number) => {
      for await (const _ of pagesOf('An exchange', exchangeWith(numbered(count)).ask, 2));
    };

    await expect(read(2 * PAGE - 1)).resolves.toBeUndefined();
    await expect(read(2 * PAGE)).rejects.toMatchObject({ code: 'VENUE_MALFORMED' });
  });
});
