import type { Told } from '../src/report/report.ts';
import { rules } from '../src/rules/rules.ts';

export const finding = {
  path: 'src/a b.ts',
  line: 3,
  column: 9,
  rule: 'binance-secret',
  severity: 'block',
  fingerprint: 'ab'.repeat(16),
} as const;

/** Two secrets, one of them in a name that would write on a terminal, and everything that can be counted. */
export const told: Told = {
  what: 'staged',
  findings: [finding, { ...finding, path: 'x\n\u001b[31m.env', commit: '0123456789ab' }],
  looked: { contents: 2, bytes: 1_500_000, binary: 1, unread: 1 },
  excused: { allowed: 1, ignored: 2, baselined: 3, moved: 1 },
  notes: ['Line 3 of .scanignore excuses nothing any more: take it out.'],
  rules,
};

export const clean: Told = {
  ...told,
  findings: [],
  looked: { contents: 1, bytes: 0, binary: 0, unread: 0 },
  excused: { allowed: 0, ignored: 0, baselined: 0, moved: 0 },
  notes: [],
};
