/** Why a method of ccxt's cannot be called. Money, account and signatures have no door; the rest is fixed. */
export type Closed = 'money' | 'account' | 'signature' | 'socket' | 'plumbing';

/**
 * Methods of ccxt that are refused by name, before they look anything up, think or sign. The walls would stop what they
 * send; this stops what they do on the way, and gives them one plain answer. Names that an exchange does not have cost
 * nothing here. A test walks every class of ccxt and fails over a name of these kinds that is in no table.
 */
const table: Readonly<Record<Closed, readonly string[]>> = {
  money: [
    'withdraw',
    'transfer',
    'transferIn',
    'transferOut',
    'transferClassic',
    'transferUta',
    'transferBetweenMainAndSubAccount',
    'transferBetweenSubAccounts',
    'futuresTransfer',
    'deposit',
    'createConvertTrade',
    'fetchConvertQuote',
    'borrowCrossMargin',
    'borrowIsolatedMargin',
    'borrowMargin',
    'repayCrossMargin',
    'repayIsolatedMargin',
    'repayMargin',
    'addMargin',
    'reduceMargin',
    'setMargin',
    'modifyMarginHelper',
    'createDepositAddress',
    'createGiftCode',
    'redeemGiftCode',
    'verifyGiftCode',
    'mintTokenizedAsset',
    'redeemTokenizedAsset',
    'createVault',
    'reserveRequestWeight',
  ],
  account: [
    'createSubAccount',
    'createSubaccount',
    'setLeverage',
    'setContractLeverage',
    'setMarginMode',
    'setPositionMode',
    'modifyLeverageAndMarginMode',
    'upgradeUnifiedTradeAccount',
    'approveBuilderFee',
    'approveBuilderCode',
    'revokeBuilderCode',
    'setRef',
    'setUserAbstraction',
    'setAgentAbstraction',
    'enableUserDexAbstraction',
    'bindAgentWallet',
    'createApiKey',
    'changeApiKey',
    'revokeApiKey',
    'onboarding',
    'signInWithApiKey',
    'signInWithPrivateKey',
  ],
  signature: [
    'signMessage',
    'signHash',
    'signL1Action',
    'signL1AndPrepareTxInfo',
    'signUserSignedAction',
    'signOrder',
    'signOrderRequest',
    'signCancellation',
    'signCancellationProducts',
    'signFetchTriggerOrders',
    'signDydxTx',
    'signOnboardingAction',
    'signWithdrawPayload',
    'signAndCreateOrder',
    'signAndCancelOrder',
    'signAndCancelAllOrders',
    'buildApproveBuilderFeeSig',
    'buildUsdClassSendSig',
    'buildUsdSendSig',
    'buildUserAbstractionSig',
    'buildUserDexAbstractionSig',
    'buildWithdrawSig',
    'createSignedRequest',
    'createAuth',
    'createAuthToken',
    'createOrderSettlementData',
    'createTransferSettlementData',
    'createWithdrawalSettlementData',
    'getLighterPrivateKey',
    'getZKContractSignatureObj',
    'getZKTransferSignatureObj',
    'initAuthObject',
    'lighterCreateAuthToken',
    'lighterCreateClient',
    'lighterGenerateApiKey',
    'lighterSignApproveIntegrator',
    'lighterSignCancelAllOrders',
    'lighterSignCancelOrder',
    'lighterSignChangePubkey',
    'lighterSignCreateGroupedOrders',
    'lighterSignCreateOrder',
    'lighterSignCreateSubAccount',
    'lighterSignModifyOrder',
    'lighterSignTransfer',
    'lighterSignUpdateLeverage',
    'lighterSignUpdateMargin',
    'lighterSignWithdraw',
    'oath',
    'postActionRequest',
    'prepareMessage',
    'retrieveAccount',
    'retrieveCredentials',
    'retrieveDydxCredentials',
    'retrieveStarkAccount',
    'starknetSign',
    'extendedStarknetSign',
    'encodeDydxTxRaw',
  ],
  socket: ['client', 'watch', 'watchMultiple', 'authenticate', 'loadOrderBook', 'ping'],
  plumbing: [
    'defineRestApi',
    'defineRestApiEndpoint',
    'delay',
    'enableDemoTrading',
    'existsFile',
    'extendExchangeOptions',
    'fetchPaginatedCallCursor',
    'fetchPaginatedCallDeterministic',
    'fetchPaginatedCallDynamic',
    'fetchPaginatedCallIncremental',
    'fetchWebEndpoint',
    'getFetchCache',
    'getFetchProxyDispatcher',
    'getHttpAgentIfNeeded',
    'getTempDir',
    'loadFetchImplementation',
    'loadHttpProxyAgent',
    'loadLighterLibrary',
    'preLoadLighterLibrary',
    'readFile',
    'safeDeterministicCall',
    'setFetchProxyOptions',
    'setMarketsFromExchange',
    'setProperty',
    'setProxyAgents',
    'setSandboxMode',
    'spawn',
    'undiciBody',
    'undiciRequest',
    'writeFile',
  ],
};

/** Unified methods that place or close orders: refused by name where no door leads to placing one. */
const ordering = /^create\w*Orders?(?:With\w+)?$|^close(?:All)?Positions?$/;
/** Those that change one are never used: some cancel it, and then make another. */
const editing = /^edit\w*Orders?(?:With\w+)?$/;
const cancelling = /^cancel\w*Orders?\w*$/;
const socket = /Ws$|^(?:un)?[wW]atch/;

const kinds = new Map<string, Closed>(
  (Object.keys(table) as Closed[]).flatMap((kind) => table[kind].map((name) => [name, kind] as const)),
);

interface May {
  readonly order: boolean;
  readonly cancel: boolean;
}

/** Why a method is closed; undefined for one that the walls judge by what it sends. */
export function closedKind(name: string, may: May): Closed | undefined {
  const kind = kinds.get(name);
  if (kind !== undefined) return kind;
  if (socket.test(name)) return 'socket';
  if (editing.test(name) || (!may.order && ordering.test(name))) return 'money';
  if (!may.cancel && cancelling.test(name)) return 'money';
  return undefined;
}

/** What each kind of closed method is called in a refusal. */
export const closedWords: Readonly<Record<Closed, string>> = {
  money: 'moving money and placing orders by itself',
  account: 'changing the account or its keys',
  signature: 'signing what somebody hands it',
  socket: 'web sockets',
  plumbing: 'changing how it works or where it calls',
};
