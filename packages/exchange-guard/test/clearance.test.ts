import { describe, expect, it } from 'vitest';
import {
  type CheckId,
  type CheckResult,
  type Clearance,
  checkIds,
  isClearance,
  issueClearance,
} from '../src/clearance.ts';
import type { KeyPermissions } from '../src/key-permissions.ts';

const start = new Date('2026-11-01T00:00:00Z');
const day = 24 * 60 * 60 * 1000;
const after = (ms: number) => new Date(start.getTime() + ms);
const permissions = {} as KeyPermissions;
const checks: readonly { id: CheckId; result: CheckResult }[] = checkIds.map((id) => ({ id, result: 'pass' }));
const issue = (given = checks, clock = () => start): Clearance =>
  issueClearance({ checks: given, fingerprint: 'key', permissions, clock });

describe('a clearance', () => {
  it('is issued for ten checks that passed or warned', () => {
    expect(isClearance(issue())).toBe(true);
    expect(isClearance(issue(checks.map((check) => ({ ...check, result: 'warn' }))))).toBe(true);
  });

  it.each(checkIds)('is not issued when %s failed, was skipped, or is not there', (id) => {
    for (const result of ['fail', 'skipped'] as const) {
      const given = checks.map((check) => (check.id === id ? { id, result } : check));
      expect(() => issue(given)).toThrow(expect.objectContaining({ code: 'CHECKLIST_INCOMPLETE' }));
    }
    const without = checks.filter((check) => check.id !== id);
    expect(() => issue(without)).toThrow(expect.objectContaining({ code: 'CHECKLIST_INCOMPLETE' }));
  });

  it('is not issued for checks in another order, twice, or for more than ten', () => {
    for (const given of [
      checks.toReversed(),
      [...checks.slice(0, 8), ...checks.slice(8).toReversed()],
      [...checks, ...checks],
      [...checks, { id: 'config' as const, result: 'pass' as const }],
      [],
    ]) {
      expect(() => issue(given)).toThrow(expect.objectContaining({ code: 'CHECKLIST_INCOMPLETE' }));
    }
  });

  it('holds for a day to the millisecond', () => {
    const clearance = issue();
    expect(clearance.state(after(0))).toBe('valid');
    expect(clearance.state(after(day - 1))).toBe('valid');
    expect(clearance.state(after(day))).toBe('expired');
  });

  it('does not get younger by a clock that was set back', () => {
    expect(issue().state(after(-60_000))).toBe('valid');
    expect(issue().state(after(-60_001))).toBe('expired');
  });

  it('stays revoked, with its first reason, and cannot be renewed', () => {
    const clearance = issue();
    clearance.revoke('it could withdraw');
    clearance.revoke('something else');
    expect(clearance.state(start)).toBe('revoked');
    expect(clearance.revokedBecause).toBe('it could withdraw');
    expect(() => clearance.renew({ result: 'pass', permissions, fingerprint: 'key' })).toThrow(
      expect.objectContaining({ code: 'CLEARANCE_REVOKED' }),
    );
  });

  it('is renewed by a clean re-audit of the same key alone', () => {
    let now = start;
    const clearance = issue(checks, () => now);
    now = after(day - 1);
    clearance.renew({ result: 'pass', permissions, fingerprint: 'key' });
    expect(clearance.state(after(day + 1))).toBe('valid');
    for (const audit of [
      { result: 'fail', permissions, fingerprint: 'key' },
      { result: 'skipped', permissions, fingerprint: 'key' },
      { result: 'pass', permissions, fingerprint: 'another' },
      { result: 'pass', fingerprint: 'key' },
    ] as const) {
      expect(() => clearance.renew(audit)).toThrow(expect.objectContaining({ code: 'CHECKLIST_INCOMPLETE' }));
    }
  });

  it('cannot be made by anybody else', () => {
    const real = issue();
    const Class = real.constructor as new (...given: unknown[]) => unknown;
    for (const token of [undefined, Symbol('maker of clearances'), true]) {
      expect(() => new Class(token, { checks, fingerprint: 'key', permissions, clock: () => start })).toThrow(
        expect.objectContaining({ code: 'CLEARANCE_FORGED' }),
      );
    }
    expect(isClearance(Object.create(Object.getPrototypeOf(real)))).toBe(false);
    expect(isClearance({ ...real, state: () => 'valid' })).toBe(false);
    expect(isClearance(new Proxy(real, {}))).toBe(false);
    expect(isClearance(null)).toBe(false);
  });

  it('cannot be changed from outside', () => {
    const clearance = issue();
    expect(() => Object.assign(clearance, { state: () => 'valid' })).toThrow(TypeError);
    expect(() => Object.assign(clearance, { note: 'mine' })).toThrow(TypeError);
    expect(() => Object.assign(Object.getPrototypeOf(clearance), { state: () => 'valid' })).toThrow(TypeError);
  });

  it('knows until when it holds, what for, and why no more', () => {
    let now = start;
    const clearance = issue(checks, () => now);
    expect(clearance.until).toEqual(after(day));
    expect(clearance.permissions).toBe(permissions);
    expect(clearance.fingerprint).toBe('key');
    expect(clearance.revokedBecause).toBeUndefined();
    now = after(1000);
    const seen = { exchange: 'binance' } as KeyPermissions;
    clearance.renew({ result: 'warn', permissions: seen, fingerprint: 'key' });
    expect(clearance.until).toEqual(after(day + 1000));
    expect(clearance.permissions).toBe(seen);
  });

  it('says in words why it is refused', () => {
    const clearance = issue();
    expect(() => clearance.renew({ result: 'fail', fingerprint: 'key' })).toThrow(
      'The clearance is renewed only by a re-audit of the same key that did not fail: look at what it said.',
    );
    clearance.revoke('a test');
    expect(() => clearance.renew({ result: 'pass', permissions, fingerprint: 'key' })).toThrow(
      'The clearance was revoked and cannot be renewed: start the bot again.',
    );
    expect(() => issue([])).toThrow(
      'A clearance needs all 10 checks in their order, none failed and none skipped: run preflight.',
    );
    const Class = clearance.constructor as new (token: unknown) => unknown;
    expect(() => new Class(undefined)).toThrow(
      'A clearance is made by issueClearance alone: run the startup checklist.',
    );
  });

  it.each(['text', 7, undefined, () => undefined])('is not %s', (value) => {
    expect(isClearance(value)).toBe(false);
  });
});
