import { describe, expect, it } from 'vitest';
import { mayFollow, outcomes, statuses, working } from '../src/intent-status.ts';

describe('what may be learnt about an order', () => {
  it('takes an order on its way anywhere an exchange can say', () => {
    for (const known of working) for (const news of outcomes) expect(mayFollow(known, news)).toBe(true);
  });

  it('never takes it back to before it was sent', () => {
    for (const known of statuses) {
      expect(mayFollow(known, 'intended')).toBe(false);
      expect(mayFollow(known, 'sent')).toBe(false);
    }
  });

  it('never opens again what was filled, cancelled or expired', () => {
    for (const known of ['filled', 'cancelled', 'expired', 'lost-with-simulator'] as const) {
      expect(mayFollow(known, 'open')).toBe(false);
      expect(mayFollow(known, 'unresolved')).toBe(false);
      expect(mayFollow(known, 'not-found')).toBe(false);
    }
  });

  it('believes a fill that won the race with a cancel, and an order that turns up after all', () => {
    expect(mayFollow('cancelled', 'filled')).toBe(true);
    expect(mayFollow('expired', 'filled')).toBe(true);
    expect(mayFollow('not-found', 'open')).toBe(true);
    expect(mayFollow('rejected', 'filled')).toBe(true);
    expect(mayFollow('filled', 'cancelled')).toBe(false);
  });
});
