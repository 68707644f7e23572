import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alphabet, RunRule } from '../src/rule.ts';
import { RunSweeps } from '../src/sweep-runs.ts';

const ruleOf = (alphabet: Alphabet, lengths: readonly [number, number], begins?: string): RunRule => ({
  id: alphabet,
  severity: 'block',
  finds: 'run',
  fix: 'nothing',
  runs: { alphabet, lengths, ...(begins !== undefined && { begins }) },
  judge: () => true,
  samples: () => ({ match: [], noMatch: [] }),
});

const runsIn = (text: string, ...rules: readonly RunRule[]) => {
  const found: string[] = [];
  new RunSweeps(rules).search(Buffer.from(text, 'latin1'), (_, start, end) => found.push(text.slice(start, end)));
  return found;
};

const hex = 'deadbeef0123456789abcdef';

describe('RunSweeps', () => {
  it('finds what a plain regular expression finds, wherever it stands', () => {
    const pattern = /(?<![0-9A-Za-z])[0-9a-fA-F]{8,12}(?![0-9A-Za-z])/g;
    const texts = fc.string({ unit: fc.constantFrom('a', '0', 'F', 'z', ' ', '-'), maxLength: 120 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(runsIn(text, ruleOf('hex', [8, 12]))).toEqual(text.match(pattern) ?? []);
      }),
      { numRuns: 500 },
    );
  });

  it('takes a run out of what is written around it', () => {
    for (const text of [hex, `0x${hex}`, `"0X${hex}"`, `a\\n${hex}\\n`, `key%3D${hex}%0A`, `_${hex}-`, `=${hex}=`]) {
      expect(runsIn(text, ruleOf('hex', [24, 24])), text).toEqual([hex]);
    }
    for (const text of [`g${hex}`, `${hex}g`, `A0x${hex}`, `x${hex}`, `${hex}0`, `zn${hex}`]) {
      expect(runsIn(text, ruleOf('hex', [24, 24])), text).toEqual([]);
    }
    expect(runsIn(`"\\nzzz${hex}"`, ruleOf('alphanumeric', [27, 27]))).toEqual([`zzz${hex}`]);
  });

  it('counts the closing = of base64, and no other', () => {
    const value = `${hex}+/==`;
    expect(runsIn(`KEY=${value}`, ruleOf('base64', [28, 28]))).toEqual([value]);
    expect(runsIn(`${value}=`, ruleOf('base64', [28, 28]))).toEqual([value]);
  });

  it('knows a UUID from hex with dashes', () => {
    const uuid = '01234567-89ab-cdef-0123-456789abcdef';
    expect(runsIn(`id=${uuid};`, ruleOf('uuid', [36, 36]))).toEqual([uuid]);
    expect(runsIn('0123456-789ab-cdef-0123-456789abcdef', ruleOf('uuid', [36, 36]))).toEqual([]);
  });

  it('keeps names from a rule that wants a digit', () => {
    const rule = ruleOf('alphanumeric', [20, 40]);
    const wanting = { ...rule, runs: { ...rule.runs, withDigit: true as const } };
    expect(runsIn('getAccessTokenSilently getAccessTokenSilently2', wanting)).toEqual(['getAccessTokenSilently2']);
  });

  it('offers a run to each rule whose length and first character fit', () => {
    const rules = [ruleOf('base58', [20, 30]), ruleOf('base58', [20, 24], '5KL'), ruleOf('base58', [25, 25])];
    expect(runsIn(`K${'z'.repeat(23)} M${'z'.repeat(23)}`, ...rules)).toHaveLength(3);
  });
});
