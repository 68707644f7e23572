import { describe, expect, it } from 'vitest';
import { Refusal, type RefusalName, refusals } from '../src/refusals.ts';

describe('a refusal', () => {
  it('carries the code, the status and the filled text', () => {
    const refusal = new Refusal('FILTER', 'LOT_SIZE');
    expect([refusal.code, refusal.http, refusal.message]).toEqual([-1013, 400, 'Filter failure: LOT_SIZE']);
    expect(new Refusal('UNREAD', '1', '2').message).toContain("read '1' parameter(s) but was sent '2'");
  });

  it('has a code of Binance and a sentence in every row', () => {
    for (const [name, [code, http, text]] of Object.entries(refusals)) {
      expect([name, code < -999 && code > -5_000, http >= 400 && http < 600, text.length > 10]).toEqual([
        name,
        true,
        true,
        true,
      ]);
      expect(new Refusal(name as RefusalName, 'a', 'b').message).not.toContain('%s');
    }
  });
});
