import { expect, it } from 'vitest';
import { inDeltaOrder } from '../../src/git/delta-order.ts';

const object = (id: string, base?: string) => ({ id, type: 'blob', size: 1, ...(base && { base }) }) as const;
const orderOf = (...objects: readonly ReturnType<typeof object>[]) => inDeltaOrder(objects).map(({ id }) => id);

it('puts each object before what it is put together from, and a family together', () => {
  const order = orderOf(
    object('a'),
    object('x'),
    object('b', 'a'),
    object('y', 'x'),
    object('c', 'b'),
    object('d', 'a'),
  );
  expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd', 'x', 'y']);
  expect(order.join('')).toMatch(/^(?:yx(?:dcba|cbda)|(?:dcba|cbda)yx)$/);
});

it('keeps together what is put together from an object that is not asked for', () => {
  const order = orderOf(object('b', 'a'), object('x'), object('c', 'a')).join('');
  expect(order).toMatch(/^(?:x(?:bc|cb)|(?:bc|cb)x)$/);
});

it('names each object once, whatever the bases say', () => {
  const order = orderOf(object('a', 'b'), object('b', 'a'), object('c', 'c'), object('d', 'a'), object('e'));
  expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(orderOf(object('a', 'a'))).toEqual(['a']);
  expect(orderOf()).toEqual([]);
});
