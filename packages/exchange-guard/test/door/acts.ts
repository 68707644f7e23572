/**
 * What moves money, controls keys or changes an account, by the words exchanges have for it. It was put together from
 * their documentation and has nothing to do with the generated lists: it is what they are held against.
 */
const words =
  /withdraw|transfer|convert|redeem|redempt|subscri|purchase|loan|borrow|repay|payback|deposit|dust|small.?balance|gift|mint|stak|earn|lend|saving|swap\/?order|flash|otc|fiat|p2p|payment|bank|card|move.?funds|allocate|sub.?(?:account|user|member)|virtual.?sub|api.?key|whitelist|address(?:es)?\/(?:add|remove|new)|approved.?address|approve|builder|referr|agent|vault|delegate|margin.?mode|leverage|position.?mode|upgrade|onboarding|revoke|reward|claim|bonus|pledge|collateral|portfolio\/(?:mint|bnb)|send|tip/i;

/** Calls that have such a word in their name and only tell: how keys are audited. */
const harmless: ReadonlySet<string> = new Set(['POST /0/private/GetApiKeyInfo', 'POST GetApiKeyInfo']);

/** Where one address takes every kind of action, signed in its body. */
const anything = /^\/exchange$|\/sendTx(?:Batch)?$|broadcast_tx_|\/execute$/;

/** Exchanges where a GET does things: Deribit does everything by GET, Bybit deletes a sub-member by one. */
const actingGets =
  /private\/(?:withdraw|submit_transfer|create_|change_|remove_|reset_|enable_|disable_|set_|toggle_|add_to|update_|buy|sell|edit|close_position|cancel)|del-submember/i;

export interface Request {
  readonly method: string;
  /** The address from the host on, or ccxt's path. */
  readonly path: string;
  readonly body?: string;
}

/** Whether a request moves money, controls keys or changes the account. */
export function movesMoney({ method, path, body = '' }: Request): boolean {
  if (harmless.has(`${method} ${path}`)) return false;
  if (anything.test(path)) return true;
  // Three exchanges name the call in the body alone.
  if (/\/tapi(?:\/v3\/)?$/.test(path)) return /method=\w*(?:withdraw|transfer|deposit)/i.test(body);
  return method === 'GET' ? actingGets.test(path) : words.test(path);
}

/** Whether a request may do anything at all, orders included: whatever is not a plain read. */
export function acts({ method, path }: Request): boolean {
  return method !== 'GET' || actingGets.test(path) || anything.test(path);
}
