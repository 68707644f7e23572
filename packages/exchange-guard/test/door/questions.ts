/**
 * What is answered to the questions that some exchanges ask before they do anything, by a part of their address: which
 * account there is, of which kind, and whether the session stands.
 */
export const questions: Readonly<Record<string, string>> = {
  'account/mode': '{"code":"200000","data":{"selfAccountMode":"CLASSIC"}}',
  'v5/account/info': '{"retCode":0,"result":{}}',
  'v5/user/query-api': '{"retCode":0,"result":{"uta":1}}',
  'hmac/login': '{"authorizer":"1","token":"token"}',
  'trading-accounts': '[{"tradingAccountId":"1","isPrimaryAccount":"true"}]',
  'account/accounts': '{"status":"ok","data":[{"id":"1","type":"spot"}]}',
  GetUserAccounts: '[1]',
  aggregated_account_summary: '{"result":{"main_account_id":"0x1234567890123456789012345678901234567890"}}',
  get_sub_accounts: '{"sub_account_ids":["1"]}',
  'account/info': '{"status":"OK","data":{"accountId":"1","l2Vault":"1","l2Key":"0x1"}}',
};
