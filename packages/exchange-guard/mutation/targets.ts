/**
 * What is broken on purpose, one file at a time, and the tests that have to notice. Everything by which a key, an order
 * or a request is let through stands here; a file that is in this table and has no test of its own is judged by the tests
 * that really use it.
 */
export const targets: Readonly<Record<string, readonly string[]>> = {
  'policy.ts': ['policy'],
  'comes-along.ts': ['policy'],
  'audit.ts': ['audit'],
  'order-gate.ts': ['order-gate'],
  'last-look.ts': ['last-look'],
  'permits.ts': ['permits'],
  'walls.ts': ['walls'],
  'guarded-client.ts': ['guarded-client', 'answer-date'],
  'armed-client.ts': ['armed-client'],
  'turns.ts': ['turns'],
  'spoken.ts': ['spoken'],
  'answer-date.ts': ['answer-date'],
  'settings-lock.ts': ['settings-lock'],
  'closed-names.ts': ['closed-names'],
  'controls.ts': ['controls'],
  'controls/frequency.ts': ['controls'],
  'controls/market.ts': ['controls'],
  'controls/position.ts': ['controls/position'],
  'controls/reducing.ts': ['controls/reducing', 'controls'],
  'controls/sanity.ts': ['controls'],
  'controls/size.ts': ['controls'],
  'controls/state.ts': ['controls'],
  'worth.ts': ['worth'],
  'approved-order.ts': ['approved-order'],
  'address.ts': ['address'],
  'address-list.ts': ['address-list', 'address'],
  'refusal-cause.ts': ['refusal-cause'],
  'key-change.ts': ['key-change'],
  'clearance.ts': ['clearance'],
};
