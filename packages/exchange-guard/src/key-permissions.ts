/** What an exchange says about one thing: yes, no, or it cannot tell. Unknown is never a pass. */
export type Fact = boolean | 'unknown';

/** What a key can be allowed to do, in words that fit every exchange, each with the sentence a person reads. */
export const scopes = {
  read: 'read the account',
  spotTrading: 'trade spot',
  margin: 'borrow and trade on margin',
  futures: 'trade futures',
  options: 'trade options',
  portfolioMargin: 'trade portfolio margin',
  fixTrading: 'trade over FIX',
  withdraw: 'withdraw',
  internalTransfer: 'transfer between accounts',
  universalTransfer: 'transfer between wallets',
} as const;

export type Scope = keyof typeof scopes;

/** What a key may do, as the exchange itself tells it. Every field can say that it is not known. */
export interface KeyPermissions {
  readonly exchange: string;
  readonly scopes: Readonly<Record<Scope, Fact>>;
  /** Names of granted permissions that the reader does not know: each counts against the key. */
  readonly unrecognised: readonly string[];
  /** Whether the key answers to listed addresses only. */
  readonly ipBinding: Fact;
  /** The listed addresses or ranges, where the exchange tells them. */
  readonly addresses: readonly string[] | 'unknown';
  readonly createdAt: Date | 'unknown';
  readonly expiresAt: Date | 'never' | 'unknown';
}
