import { randomBytes } from 'node:crypto';
import { Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import { scrubbedCause, scrubberOf } from '../src/scrub.ts';

const value = randomBytes(24).toString('hex');
const scrub = scrubberOf([Secret.of(value)]);

describe('text that comes from outside', () => {
  it('loses the credentials, the query of every address, and control characters', () => {
    const text = scrub(`GET https://api.example/api/v3/x?timestamp=1&signature=abc failed for ${value}\u001b[31m\n`);
    expect(text).toBe('GET https://api.example/api/v3/x failed for [redacted] [31m ');
  });

  it('is cut to a length that fits a line', () => {
    expect(scrub('x'.repeat(100_000)).length).toBeLessThanOrEqual(500);
  });

  it('does not let a credential through by being cut in two', () => {
    for (let pad = 1900; pad < 2010; pad += 1) {
      expect(scrub(' '.repeat(pad) + value)).not.toContain(value.slice(0, 12));
    }
    for (let pad = 420; pad < 510; pad += 1) expect(scrub('y'.repeat(pad) + value)).not.toContain(value.slice(0, 12));
  });

  it('keeps of a cause its name and its words, and neither stack nor properties', () => {
    const cause = Object.assign(new TypeError(`no ${value}`), { config: { secret: value } });
    const kept = scrubbedCause(cause, scrub);
    expect(kept).toMatchObject({ name: 'TypeError', message: 'no [redacted]' });
    expect(kept.stack).toBeUndefined();
    expect(Object.keys(kept)).not.toContain('config');
  });
});
