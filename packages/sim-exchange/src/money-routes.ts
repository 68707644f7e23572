import type { Permission } from './keys.ts';
import { Refusal } from './refusals.ts';
import type { Route } from './route.ts';

type Row = readonly [method: 'POST', path: string, permission: Permission];

const withdrawals: readonly Row[] = [
  ['POST', '/sapi/v1/capital/withdraw/apply', 'withdrawals'],
  ['POST', '/sapi/v1/localentity/withdraw/apply', 'withdrawals'],
  ['POST', '/sapi/v1/fiat/withdraw', 'withdrawals'],
];

const transfers: readonly Row[] = [
  ['POST', '/sapi/v1/asset/transfer', 'universalTransfer'],
  ['POST', '/sapi/v1/sub-account/universalTransfer', 'universalTransfer'],
  ['POST', '/sapi/v1/sub-account/transfer/subToSub', 'internalTransfer'],
  ['POST', '/sapi/v1/sub-account/transfer/subToMaster', 'internalTransfer'],
  ['POST', '/sapi/v1/sub-account/futures/internalTransfer', 'internalTransfer'],
  ['POST', '/sapi/v1/giftcard/createCode', 'internalTransfer'],
  ['POST', '/sapi/v1/pay/transactions', 'internalTransfer'],
  ['POST', '/sapi/v1/futures/transfer', 'futures'],
  ['POST', '/sapi/v1/margin/transfer', 'margin'],
  ['POST', '/sapi/v1/margin/isolated/transfer', 'margin'],
  ['POST', '/sapi/v1/margin/loan', 'margin'],
  ['POST', '/sapi/v1/margin/repay', 'margin'],
  ['POST', '/sapi/v1/margin/borrow-repay', 'margin'],
  ['POST', '/sapi/v1/margin/order', 'margin'],
  ['POST', '/sapi/v1/asset/dust', 'spotTrading'],
  ['POST', '/sapi/v1/convert/acceptQuote', 'spotTrading'],
  ['POST', '/fapi/v1/order', 'futures'],
  ['POST', '/dapi/v1/order', 'futures'],
  ['POST', '/eapi/v1/order', 'options'],
];

/** What moves money out of spot. The endpoints exist so that an attempt is seen; none of them ever succeeds. */
export const moneyRoutes: readonly Route[] = [
  ...withdrawals.map((row) => refused(row, 'withdrawal')),
  ...transfers.map((row) => refused(row, 'transfer')),
];

function refused([method, path, permission]: Row, counts: 'withdrawal' | 'transfer'): Route {
  return {
    method,
    path,
    access: 'signed',
    permission,
    weight: 1,
    counts,
    answer: () => {
      throw new Refusal('MONEY_STAYS');
    },
  };
}
