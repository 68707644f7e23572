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
  blockTrading: 'trade blocks by private agreement',
  copyTrading: 'lead or follow copy trading',
  withdraw: 'withdraw',
  withdrawalAddresses: 'change where withdrawals may go',
  internalTransfer: 'transfer between accounts',
  universalTransfer: 'transfer between wallets',
  convert: 'convert one asset into another outside the order book',
  earn: 'put money into earning or staking products',
  lending: 'lend and borrow',
  fiat: 'move money to banks, cards or other people',
  custody: 'move what is held in custody',
  depositAddresses: 'make deposit addresses',
  subAccounts: 'manage sub-accounts',
  keyManagement: 'make and change API keys',
  accountSettings: 'change account settings',
} as const;

export type Scope = keyof typeof scopes;

export const scopeNames = Object.freeze(Object.keys(scopes) as Scope[]);

/** Scopes by which money can leave this account, or be tied up. They make a key age the fastest. */
export const movesMoney: ReadonlySet<Scope> = new Set([
  'withdraw',
  'withdrawalAddresses',
  'internalTransfer',
  'universalTransfer',
  'earn',
  'lending',
  'fiat',
  'custody',
  'subAccounts',
  'keyManagement',
]);

/** Whose key it is, where the exchange tells. A master wallet's own key can do everything and is always refused. */
export type KeyKind = 'main-account' | 'sub-account' | 'agent-wallet' | 'master-wallet' | 'unknown';

/** One permission that the key has, in the exchange's own word, and all that it allows: these cannot be had apart. */
export interface Grant {
  readonly name: string;
  readonly allows: readonly Scope[];
}

/** What a key may do, as the exchange itself tells it. Every field can say that it is not known. */
export interface KeyPermissions {
  readonly exchange: string;
  readonly kind: KeyKind;
  readonly scopes: Readonly<Record<Scope, Fact>>;
  /** The permissions by which the scopes above are granted, where one of them may allow several things. */
  readonly grants: readonly Grant[];
  /** Names of granted permissions that the reader does not know: each counts against the key. */
  readonly unrecognised: readonly string[];
  /** Whether the key can widen its own permissions or its own address list: then whatever else is read is not lasting. */
  readonly loosens: Fact;
  /** Whether the key answers to listed addresses only. */
  readonly ipBinding: Fact;
  /** The listed addresses or ranges, where the exchange tells them. */
  readonly addresses: readonly string[] | 'unknown';
  readonly createdAt: Date | 'unknown';
  readonly expiresAt: Date | 'never' | 'unknown';
  readonly lastUsedAt: Date | 'never' | 'unknown';
  /** The name its owner gave it. Somebody's own words: shown only scrubbed. */
  readonly label: string | 'unknown';
  /** Whether the exchange answered a call signed with this key: it works, and it works from here. */
  readonly signedCallAnswered: boolean;
}
