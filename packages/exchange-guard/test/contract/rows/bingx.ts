import { type ContractRow, cannotSay, type DrawnKey, error, here, letters, madeAt, ok, type Script } from '../row.ts';

const flags = {
  ipRestrict: true,
  createTime: madeAt.getTime(),
  enableReading: true,
  enableSpotAndMarginTrading: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  enableFutures: false,
  permitsUniversalTransfer: false,
  enableVanillaOptions: false,
};
const masked = ({ apiKey = '' }: DrawnKey) => `${apiKey.slice(0, 6)}****${apiKey.slice(-4)}`;
const answering =
  (over: object, listed: readonly number[] = [1, 2], addresses: readonly string[] = [here]): Script =>
  (key) => ({
    permissions: ok({ code: 0, msg: '', data: { ...flags, ...over } }),
    uid: ok({ code: 0, msg: '', data: { uid: 16789200 } }),
    keys: ok({
      code: 0,
      msg: '',
      data: {
        apiKeyList: [
          {
            apiKey: masked(key),
            note: 'bot',
            permissions: listed,
            ipAddresses: addresses,
            createTime: madeAt.getTime(),
          },
        ],
      },
    }),
  });
const refusing =
  (code: number, msg: string): Script =>
  () =>
    ok({ code, msg, data: {} });

export const bingx: ContractRow = {
  exchange: 'bingx',
  need: 'spot',
  source: 'BingX-API/api-ai-skills skills/sub-account; bingx-api.github.io/docs error codes',
  draw: () => ({ apiKey: letters(80), secret: letters(80) }),
  requests: {
    permissions: 'GET /openApi/v1/account/apiPermissions',
    uid: 'GET /openApi/account/v1/uid',
    keys: 'GET /openApi/account/v1/apiKey/query',
  },
  cannotTell: [],
  best: 'pass',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ enableSpotAndMarginTrading: false }, [2]),
    'can-withdraw': answering({ enableWithdrawals: true }, [1, 2, 5]),
    'can-transfer': answering({ permitsUniversalTransfer: true }, [1, 2, 4]),
    'no-address-list': answering({ ipRestrict: false }, [1, 2], []),
    expired: cannotSay,
    'unknown-permission': answering({ enableSomethingNew: true }),
    malformed: answering({ enableWithdrawals: null }),
    'invalid-key': refusing(100413, 'Incorrect apiKey'),
    'wrong-address': refusing(100419, `your current request IP ${here} does not match IP whitelist`),
    maintenance: () => error(503, { code: 100503, msg: 'Server busy' }),
  },
};
