import { randomBytes } from 'node:crypto';
import { type ContractRow, type DrawnKey, error, longAgo, ok, type Script } from '../row.ts';

const end = new Date('2027-02-01T00:00:00Z').getTime();
/** The address that this private key signs for: what the suite derived, handed over as a field of its own. */
const signer = (key: DrawnKey): string => String((key as { readonly signer?: string }).signer ?? '');
const agentOf = (key: DrawnKey, validUntil: number) => ({
  role: ok({ role: 'agent', data: { user: key.walletAddress } }),
  agents: ok([{ name: 'bot', address: signer(key), validUntil }]),
});
const answering =
  (role: object): Script =>
  () => ({ role: ok(role), agents: ok([]) });

export const hyperliquid: ContractRow = {
  exchange: 'hyperliquid',
  need: 'swap',
  source: 'nktkas/hyperliquid types; docs.chainstack.com hyperliquid-info-user-role',
  draw: () => ({
    walletAddress: `0x${randomBytes(20).toString('hex')}`,
    privateKey: `0x${randomBytes(32).toString('hex')}`,
  }),
  requests: { role: 'POST /info userRole', agents: 'POST /info extraAgents' },
  cannotTell: ['ipBinding'],
  // An agent also moves money between accounts of its owner.
  best: 'warn',
  scenes: {
    'trade-only': (key) => agentOf(key, end),
    'read-only': 'n/a: whoever knows the address reads; there are no keys for it',
    'can-withdraw': answering({ role: 'user' }),
    'can-transfer': answering({ role: 'user' }),
    'no-address-list': 'n/a: no key there can be bound to addresses',
    expired: (key) => agentOf(key, longAgo.getTime()),
    'unknown-permission': answering({ role: 'something-new' }),
    malformed: answering({ role: ['agent'] }),
    'invalid-key': answering({ role: 'missing' }),
    'wrong-address': 'n/a: no key there can be bound to addresses',
    maintenance: () => error(502, 'Bad Gateway'),
  },
};
