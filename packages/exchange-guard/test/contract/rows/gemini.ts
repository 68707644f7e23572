import { type ContractRow, cannotSay, error, letters, ok, type Script } from '../row.ts';

const key = { isAuditor: false, isFundManager: false, isTrader: true };
const answering =
  (over: object): Script =>
  () => ({ roles: ok({ ...key, ...over }) });
const refusing =
  (status: number, reason: string, message: string): Script =>
  () =>
    error(status, { result: 'error', reason, message });

export const gemini: ContractRow = {
  exchange: 'gemini',
  need: 'spot',
  source: 'developer.gemini.com/rest-api/common/admin/roles-endpoint',
  draw: () => ({ apiKey: `account-${letters(20)}`, secret: letters(28) }),
  requests: { roles: 'POST /v1/roles' },
  cannotTell: ['ipBinding'],
  best: 'warn',
  scenes: {
    'trade-only': answering({}),
    'read-only': answering({ isAuditor: true, isTrader: false }),
    'can-withdraw': answering({ isFundManager: true }),
    'can-transfer': answering({ isFundManager: true }),
    'no-address-list': cannotSay,
    expired: cannotSay,
    'unknown-permission': answering({ isSomethingNew: true }),
    malformed: answering({ isFundManager: 0 }),
    'invalid-key': refusing(400, 'InvalidApiKey', 'Invalid API key'),
    'wrong-address': 'n/a: how the venue answers is not documented',
    maintenance: refusing(503, 'Maintenance', 'The exchange is temporarily down for maintenance'),
  },
};
