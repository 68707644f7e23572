import { type ContractRow, error, here, idAndSecret, madeAt, ok, type Script } from '../row.ts';

const answering =
  (over: object): Script =>
  ({ apiKey }) => ({
    uid: ok({ code: 200, data: 63628520 }),
    keys: ok({
      code: 200,
      message: 'success',
      data: [
        {
          accessKey: apiKey,
          note: 'bot',
          permission: 'readOnly,trade',
          ipAddresses: here,
          validDays: -1,
          status: 'normal',
          createTime: madeAt.getTime(),
          updateTime: madeAt.getTime(),
          ...over,
        },
      ],
    }),
  });

export const htx: ContractRow = {
  exchange: 'htx',
  need: 'spot',
  source: 'HuobiRDCenter/huobi_Python; support article 900001195006',
  draw: idAndSecret,
  requests: { uid: 'GET /v2/user/uid', keys: 'GET /v2/user/api-key' },
  cannotTell: [],
  // Moving money between one's own accounts is part of trading there.
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ permission: 'readOnly' }),
    'can-withdraw': answering({ permission: 'readOnly,trade,withdraw' }),
    'can-transfer': 'n/a: every key that trades there moves money between its own accounts; the audit says so',
    'no-address-list': answering({ ipAddresses: '', validDays: 80 }),
    expired: answering({ validDays: 0 }),
    'unknown-permission': answering({ permission: 'readOnly,trade,somethingNew' }),
    malformed: answering({ permission: null }),
    'invalid-key': () =>
      ok({
        status: 'error',
        'err-code': 'api-signature-not-valid',
        'err-msg': 'Signature not valid: Incorrect Access key [Access key错误]',
        data: null,
      }),
    'wrong-address': 'n/a: the venue answers as for an invalid key',
    maintenance: () => error(503, 'Service Unavailable'),
  },
};
