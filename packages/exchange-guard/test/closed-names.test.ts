import { describe, expect, it } from 'vitest';
import { type Closed, closedKind, closedWords } from '../src/closed-names.ts';

const ordering = { order: true, cancel: true };
const reading = { order: false, cancel: false };

/** Every closed name a second time: whoever opens one does it in two places, and says so in two. */
const closed: Readonly<Record<Closed, string>> = {
  money:
    'addMargin borrowCrossMargin borrowIsolatedMargin borrowMargin createConvertTrade ' +
    'createDepositAddress createGiftCode createVault deposit fetchConvertQuote futuresTransfer ' +
    'mintTokenizedAsset modifyMarginHelper redeemGiftCode redeemTokenizedAsset reduceMargin ' +
    'repayCrossMargin repayIsolatedMargin repayMargin reserveRequestWeight setMargin transfer ' +
    'transferBetweenMainAndSubAccount transferBetweenSubAccounts transferClassic transferIn transferOut ' +
    'transferUta verifyGiftCode withdraw',
  account:
    'approveBuilderCode approveBuilderFee bindAgentWallet changeApiKey createApiKey createSubAccount ' +
    'createSubaccount enableUserDexAbstraction modifyLeverageAndMarginMode onboarding revokeApiKey ' +
    'revokeBuilderCode setAgentAbstraction setContractLeverage setLeverage setMarginMode setPositionMode ' +
    'setRef setUserAbstraction signInWithApiKey signInWithPrivateKey upgradeUnifiedTradeAccount',
  signature:
    'buildApproveBuilderFeeSig buildUsdClassSendSig buildUsdSendSig buildUserAbstractionSig ' +
    'buildUserDexAbstractionSig buildWithdrawSig createAuth createAuthToken createOrderSettlementData ' +
    'createSignedRequest createTransferSettlementData createWithdrawalSettlementData encodeDydxTxRaw ' +
    'extendedStarknetSign getLighterPrivateKey getZKContractSignatureObj getZKTransferSignatureObj ' +
    'initAuthObject lighterCreateAuthToken lighterCreateClient lighterGenerateApiKey ' +
    'lighterSignApproveIntegrator lighterSignCancelAllOrders lighterSignCancelOrder ' +
    'lighterSignChangePubkey lighterSignCreateGroupedOrders lighterSignCreateOrder ' +
    'lighterSignCreateSubAccount lighterSignModifyOrder lighterSignTransfer lighterSignUpdateLeverage ' +
    'lighterSignUpdateMargin lighterSignWithdraw oath postActionRequest prepareMessage retrieveAccount ' +
    'retrieveCredentials retrieveDydxCredentials retrieveStarkAccount signAndCancelAllOrders ' +
    'signAndCancelOrder signAndCreateOrder signCancellation signCancellationProducts signDydxTx ' +
    'signFetchTriggerOrders signHash signL1Action signL1AndPrepareTxInfo signMessage signOnboardingAction ' +
    'signOrder signOrderRequest signUserSignedAction signWithdrawPayload starknetSign',
  socket: 'authenticate client loadOrderBook ping watch watchMultiple',
  plumbing:
    'defineRestApi defineRestApiEndpoint delay enableDemoTrading existsFile extendExchangeOptions ' +
    'fetchPaginatedCallCursor fetchPaginatedCallDeterministic fetchPaginatedCallDynamic ' +
    'fetchPaginatedCallIncremental fetchWebEndpoint getFetchCache getFetchProxyDispatcher ' +
    'getHttpAgentIfNeeded getTempDir loadFetchImplementation loadHttpProxyAgent loadLighterLibrary ' +
    'preLoadLighterLibrary readFile safeDeterministicCall setFetchProxyOptions setMarketsFromExchange ' +
    'setProperty setProxyAgents setSandboxMode spawn undiciBody undiciRequest writeFile',
};

describe('a method of ccxt', () => {
  it.each<readonly [Closed, readonly string[]]>([
    ['money', ['withdraw', 'transfer', 'transferOut', 'borrowCrossMargin', 'addMargin', 'redeemGiftCode', 'deposit']],
    ['account', ['setLeverage', 'createSubAccount', 'approveBuilderFee', 'setRef', 'changeApiKey', 'onboarding']],
    ['signature', ['signMessage', 'signHash', 'signL1Action', 'lighterSignWithdraw', 'starknetSign', 'oath']],
    ['socket', ['watch', 'client', 'watchTrades', 'unWatchTrades', 'createOrderWs', 'withdrawWs', 'fetchBalanceWs']],
    ['plumbing', ['defineRestApi', 'spawn', 'setProperty', 'fetchWebEndpoint', 'undiciRequest', 'readFile']],
  ])('of the kind %s is closed, wherever orders can be placed or not', (kind, names) => {
    for (const name of names) {
      expect(closedKind(name, ordering), name).toBe(kind);
      expect(closedKind(name, reading), name).toBe(kind);
    }
    expect(closedWords[kind]).not.toBe('');
  });

  it.each(Object.entries(closed))('has its place in the table: %s', (kind, names) => {
    for (const name of names.split(' ')) expect(closedKind(name, ordering), name).toBe(kind);
  });

  it.each<readonly [Closed, string]>([
    ['money', 'moving money and placing orders by itself'],
    ['account', 'changing the account or its keys'],
    ['signature', 'signing what somebody hands it'],
    ['socket', 'web sockets'],
    ['plumbing', 'changing how it works or where it calls'],
  ])('of the kind %s is closed like everything for %s', (kind, words) => {
    expect(closedWords[kind]).toBe(words);
  });

  it.each([
    'createOrder',
    'createOrders',
    'createMarketBuyOrder',
    'createMarketBuyOrderWithCost',
    'createOrderWithTakeProfitAndStopLoss',
    'createSpotOrder',
    'createUtaOrders',
    'closePosition',
    'closeAllPositions',
  ])('%s is closed where no door leads to ordering, and left to the permits where one does', (name) => {
    expect(closedKind(name, reading)).toBe('money');
    expect(closedKind(name, ordering)).toBeUndefined();
  });

  it.each(['editOrder', 'editOrders', 'editLimitBuyOrder', 'editContractOrder', 'editOrderWithClientOrderId'])(
    '%s is closed everywhere: what it cancels and what it makes come to the gate apart',
    (name) => {
      for (const may of [reading, ordering]) expect(closedKind(name, may)).toBe('money');
    },
  );

  it.each(['cancelOrder', 'cancelOrders', 'cancelAllOrders', 'cancelAllOrdersAfter', 'cancelOrderWithClientOrderId'])(
    '%s is closed where no door leads to cancelling',
    (name) => {
      expect(closedKind(name, { order: true, cancel: false })).toBe('money');
      expect(closedKind(name, ordering)).toBeUndefined();
    },
  );

  it.each([
    'fetchBalance',
    'fetchOpenOrders',
    // Near a name that is closed, and not one.
    'recreateOrder',
    'creditOrder',
    'editOrderly',
    'editOrderWith',
    'createOrderly',
    'createOrdersly',
    'createOrderWith',
    'reclosePosition',
    'closePositionsNow',
    'closeAll',
    'uncancelOrder',
    'cancelBy',
    'cancelOrder now',
    'Wsx',
    'rewatchTrades',
    'unwound',
    'loadMarkets',
    'parseOrder',
    'createOrderRequest',
    'safeString',
    'constructor',
    '__proto__',
    'request',
  ])('%s is left to the walls', (name) => {
    expect(closedKind(name, reading)).toBeUndefined();
  });
});
