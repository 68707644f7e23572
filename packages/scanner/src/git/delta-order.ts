import type { GitObject } from './objects.ts';

/**
 * Puts objects in the order in which git reads them fastest: each before what it is put together from. Git then has that
 * at hand when it is asked for, and puts nothing together twice, wherever the row is cut among several readers.
 */
export function inDeltaOrder(objects: readonly GitObject[]): readonly GitObject[] {
  const there = new Set(objects.map(({ id }) => id));
  const families = Map.groupBy(objects, ({ base }) => base ?? '');
  const order = new Set<GitObject>();
  for (const [base, family] of families) {
    // A base that is not among them, because it is known to be clean, holds its family together all the same.
    if (there.has(base)) continue;
    const open = [...family];
    for (let one = open.pop(); one; one = open.pop()) {
      order.add(one);
      open.push(...(families.get(one.id) ?? []));
    }
  }
  // Whatever the bases say, nothing is left out.
  const others = objects.length === order.size ? [] : objects.filter((one) => !order.has(one));
  return [...order, ...others].reverse();
}
