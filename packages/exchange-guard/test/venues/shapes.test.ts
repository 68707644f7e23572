import { describe, expect, it } from 'vitest';
import { at, holdsRows, isText, rowsAt } from '../../src/venues/shapes.ts';

const answer = { result: { list: [{ id: '1' }, { id: '2' }], none: null } };

describe('looking into an answer', () => {
  it('finds what stands at the end of a path, and nothing that is inherited', () => {
    expect(at(answer, 'result', 'list', '0')).toBeUndefined();
    expect(at(answer, 'result', 'none')).toBeNull();
    expect(at(answer, 'result', 'constructor')).toBeUndefined();
    expect(at(undefined, 'result')).toBeUndefined();
  });

  it('takes rows from a list, and none from anything else', () => {
    expect(rowsAt(answer, 'result', 'list')).toHaveLength(2);
    expect(rowsAt([{ a: 1 }, 'b', null])).toEqual([{ a: 1 }]);
    expect(rowsAt(answer, 'result', 'none')).toEqual([]);
  });

  it('wants each row of a list to be as it should', () => {
    const rows = holdsRows(['result', 'list'], ({ id }) => isText(id));
    expect(rows(answer)).toBe(true);
    for (const list of [undefined, null, {}, 'text', ['1'], [{ id: 1 }], [{ id: '' }]]) {
      expect(rows({ result: { list } })).toBe(false);
    }
    expect(holdsRows([])([{}])).toBe(true);
  });
});
