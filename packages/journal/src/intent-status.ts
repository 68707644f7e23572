/**
 * intended: written, perhaps sent. sent: handed to the network. open: rests at the exchange. filled, cancelled,
 * rejected, expired: the exchange said so. unresolved: sent, and nobody knows what became of it. not-found: the exchange
 * never had it. lost-with-simulator: the simulated exchange that had it has ended.
 */
export type IntentStatus =
  | 'intended'
  | 'sent'
  | 'open'
  | 'filled'
  | 'cancelled'
  | 'rejected'
  | 'expired'
  | 'unresolved'
  | 'not-found'
  | 'lost-with-simulator';

/**
 * What may be learnt about an order after what is known. Answers arrive late and out of order: `open` after `filled` is
 * old news, `filled` after `cancelled` is a fill that won the race, and whatever the exchange shows beats `not-found`.
 */
const next: Readonly<Record<IntentStatus, readonly IntentStatus[]>> = {
  intended: ['open', 'filled', 'cancelled', 'rejected', 'expired', 'unresolved', 'not-found', 'lost-with-simulator'],
  sent: ['open', 'filled', 'cancelled', 'rejected', 'expired', 'unresolved', 'not-found', 'lost-with-simulator'],
  open: ['open', 'filled', 'cancelled', 'rejected', 'expired', 'unresolved', 'not-found', 'lost-with-simulator'],
  unresolved: ['open', 'filled', 'cancelled', 'rejected', 'expired', 'unresolved', 'not-found', 'lost-with-simulator'],
  filled: ['filled'],
  cancelled: ['cancelled', 'filled'],
  expired: ['expired', 'filled'],
  rejected: ['rejected', 'open', 'filled', 'cancelled', 'expired'],
  'not-found': ['not-found', 'open', 'filled', 'cancelled', 'rejected', 'expired'],
  'lost-with-simulator': ['lost-with-simulator'],
};

export const statuses = Object.keys(next) as readonly IntentStatus[];

/** Statuses an order can have at an exchange or on its way there: it still binds the account. */
export const working: readonly IntentStatus[] = ['intended', 'sent', 'open', 'unresolved'];

/** What an outcome may say; `intended` and `sent` are ours to write and not news from an exchange. */
export const outcomes: readonly IntentStatus[] = statuses.filter(
  (status) => status !== 'intended' && status !== 'sent',
);

export function mayFollow(known: IntentStatus, news: IntentStatus): boolean {
  return next[known].includes(news);
}
