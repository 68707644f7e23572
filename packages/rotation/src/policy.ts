/** What a key can do at worst. The more it can do, the less old it may get. */
export type PermissionLevel = 'read-only' | 'trading' | 'withdraw';

/** Days that a key may live, by level, and how many more before the bot refuses it. Whole numbers. */
export interface RotationPolicy {
  readonly readOnlyDays: number;
  readonly tradingDays: number;
  readonly withdrawDays: number;
  readonly graceDays: number;
}

/** What counts where nothing else is configured. */
export const defaultPolicy: RotationPolicy = Object.freeze({
  readOnlyDays: 90,
  tradingDays: 30,
  withdrawDays: 14,
  graceDays: 7,
});

const fields: Readonly<Record<PermissionLevel, keyof RotationPolicy>> = {
  'read-only': 'readOnlyDays',
  trading: 'tradingDays',
  withdraw: 'withdrawDays',
};

/** Returns how many days a key of this level may live. */
export function allowedDays(policy: RotationPolicy, level: PermissionLevel): number {
  return policy[fields[level]];
}
