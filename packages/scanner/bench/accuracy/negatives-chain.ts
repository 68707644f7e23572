import { createECDH, createHash } from 'node:crypto';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { base58, base58check, bech32, evmAddress, publicPoint, sha256 } from './encodings.ts';
import type { Negative } from './negative.ts';
import type { Random } from './random.ts';

const address = (random: Random) => evmAddress(random.bytes(32));
const hash = (random: Random) => `0x${random.hex(64)}`;
const many = (random: Random, count: number, one: (random: Random) => string) =>
  Array.from({ length: count }, () => one(random));

/** What chains are made of: long, random, and public. */
export const chainNegatives: readonly Negative[] = [
  {
    name: 'evm-addresses',
    paths: ['src/tokens.ts', 'config/addresses.json', 'deployments/mainnet.json'],
    write: (random) =>
      many(
        random,
        12,
        (one) =>
          `export const ${one.pick(['usdc', 'weth', 'router', 'vault', 'tokenAddress', 'ownerKeyAddress', 'privateSaleToken'])}${one.below(99)} = '${one.chance(0.5) ? address(one) : address(one).toLowerCase()}';`,
      ),
  },
  {
    name: 'transaction-hashes',
    paths: ['docs/deployments.md', 'broadcast/run-latest.json', 'test/fixtures.ts', 'logs/tx.log'],
    write: (random) =>
      many(random, 10, (one) =>
        one.pick([
          `"transactionHash": "${hash(one)}",`,
          `tx: ${hash(one)}`,
          `const txHash = '${hash(one)}';`,
          `await provider.getTransaction("${hash(one)}");`,
          `https://etherscan.io/tx/${hash(one)}`,
          `swap executed ${hash(one)}`,
        ]),
      ),
  },
  {
    name: 'block-hashes',
    paths: ['genesis.json', 'src/chain.ts', 'checkpoints.toml'],
    write: (random) =>
      many(random, 8, (one) =>
        one.pick([
          `"blockHash": "${hash(one)}",`,
          `"parentHash": "${hash(one)}",`,
          `"stateRoot": "${hash(one)}",`,
          `checkpoint(${one.below(9e6)}, "${one.hex(64)}"),`,
          `genesis_hash = "${one.hex(64)}"`,
        ]),
      ),
  },
  {
    name: 'merkle-proofs',
    paths: ['airdrop/proofs.json', 'src/merkle.ts'],
    write: (random) => [
      `const merkleRoot = '${hash(random)}';`,
      'const proof = [',
      ...many(random, 8, (one) => `  '${hash(one)}',`),
      '];',
    ],
  },
  {
    name: 'storage-slots',
    paths: ['contracts/Proxy.sol', 'src/slots.ts'],
    write: (random) =>
      many(
        random,
        6,
        (one) =>
          `bytes32 ${one.pick(['private', 'internal'])} constant ${one.pick(['_SLOT', 'ADMIN_SLOT', 'KEY_SLOT', 'TYPEHASH', 'DOMAIN_SEPARATOR', 'MINTER_ROLE'])}${one.below(50)} = ${hash(one)};`,
      ),
  },
  {
    name: 'event-topics',
    paths: ['src/events.ts', 'subgraph/topics.yaml'],
    write: (random) =>
      many(
        random,
        6,
        (one) =>
          `  ${one.pick(['Transfer', 'Approval', 'Swap', 'KeyRotated', 'SecretRevealed'])}${one.below(9)}: ['${hash(one)}'],`,
      ),
  },
  {
    name: 'public-keys',
    paths: ['validators.json', 'src/peers.ts', 'config/signers.yml'],
    write: (random) =>
      many(random, 9, (one) => {
        const point = publicPoint(one.bytes(32), one.pick(['compressed', 'uncompressed'])).toString('hex');
        return one.pick([
          `publicKey: '${point}',`,
          `pubkey: "0x${point}"`,
          `"public_key": "${point}",`,
          `verify(sig, "${point}")`,
          `oraclePublicKey = "${base58(one.bytes(32))}"`,
          `"pubkey": "${one.hex(96)}",`,
        ]);
      }),
  },
  {
    name: 'extended-public-keys',
    paths: ['wallet/watch-only.json', 'src/xpubs.ts'],
    write: (random) =>
      many(random, 4, (one) => {
        const place = Buffer.from([3, ...one.bytes(4), 0x80, 0, 0, one.below(5)]);
        const version = Buffer.from(one.pick(['0488b21e', '049d7cb2', '04b24746', '043587cf']), 'hex');
        return `const account${one.below(99)} = '${base58check(Buffer.concat([version, place, one.bytes(32), publicPoint(one.bytes(32), 'compressed')]))}';`;
      }),
  },
  {
    name: 'bitcoin-addresses',
    paths: ['docs/donate.md', 'src/payouts.ts', 'payouts.csv'],
    write: (random) =>
      many(random, 10, (one) => {
        const key = ripemd160(sha256(one.bytes(33)));
        return one.pick([
          `payout,${base58check(Buffer.from([one.pick([0, 5]), ...key]))},0.1`,
          `address: ${bech32('bc', key, { version: 0 })}`,
          `const vault = '${bech32('bc', one.bytes(32), { version: 1, constant: 0x2bc830a3 })}';`,
        ]);
      }),
  },
  {
    name: 'solana-addresses',
    paths: ['src/mints.ts', 'Anchor.toml', 'programs.json'],
    write: (random) =>
      many(random, 10, (one) =>
        one.pick([
          `const mint${one.below(99)} = new PublicKey('${base58(one.bytes(32))}');`,
          `token_program = "${base58(one.bytes(32))}"`,
          `declare_id!("${base58(one.bytes(32))}");`,
          `"tokenAccount": "${base58(one.bytes(32))}",`,
        ]),
      ),
  },
  {
    name: 'solana-signatures',
    paths: ['test/transactions.ts', 'logs/solana.log'],
    write: (random) =>
      many(random, 6, (one) =>
        one.pick([
          `const signature = '${base58(one.bytes(64))}';`,
          `confirmed https://solscan.io/tx/${base58(one.bytes(64))}`,
          `"signature": "${base58(one.bytes(64))}",`,
        ]),
      ),
  },
  {
    name: 'signatures',
    paths: ['test/permit.test.ts', 'fixtures/orders.json'],
    write: (random) =>
      many(random, 6, (one) =>
        one.pick([
          `const signature = '0x${one.hex(130)}';`,
          `"r": "${hash(one)}", "s": "${hash(one)}", "v": 27,`,
          `signature=${one.hex(64)}&timestamp=1717${one.text('0123456789', 9)}`,
          `X-SIGNATURE: ${one.base64(32)}`,
        ]),
      ),
  },
  {
    name: 'typed-data',
    paths: ['src/eip712.ts', 'test/order-hash.ts'],
    write: (random) => [
      `const domain = { name: 'Exchange', version: '1', chainId: 1, verifyingContract: '${address(random)}' };`,
      `const typeHash = '${hash(random)}';`,
      `expect(hashOrder(order)).toBe('${hash(random)}');`,
      `const conditionId = '${hash(random)}';`,
      `const tokenId = '${random.text('123456789', 77)}';`,
    ],
  },
  {
    name: 'bytecode',
    paths: ['artifacts/Token.json', 'src/abi/router.ts'],
    write: (random) => [
      `"bytecode": "0x60806040${random.hex(4000)}",`,
      `"deployedBytecode": "0x6080${random.hex(1800)}64736f6c63430008180033",`,
      `"data": "0xa9059cbb000000000000000000000000${random.hex(40)}${random.hex(64)}"`,
    ],
  },
  {
    name: 'chain-configuration',
    paths: ['src/chains.ts', 'foundry.toml', 'chains.json'],
    write: (random) => [
      'export const chains = [',
      ...many(
        random,
        5,
        (one) =>
          `  { id: ${one.below(99_999)}, rpc: 'https://rpc-${one.below(9)}.chain.example/${one.pick(['', 'public'])}', multicall: '${address(one)}', genesis: '${hash(one)}' },`,
      ),
      '];',
    ],
  },
  {
    name: 'content-ids',
    paths: ['metadata/nft.json', 'src/ipfs.ts'],
    write: (random) =>
      many(random, 6, (one) =>
        one.pick([
          `"image": "ipfs://${base58(Buffer.from([0x12, 0x20, ...one.bytes(32)]))}",`,
          `const cid = 'bafybei${one.text('abcdefghijklmnopqrstuvwxyz234567', 52)}';`,
          `https://arweave.net/${one.bytes(32).toString('base64url')}`,
        ]),
      ),
  },
  {
    name: 'hash-locks',
    paths: ['src/swap.ts', 'contracts/Htlc.sol'],
    write: (random) => [
      `const secretHash = '0x${createHash('sha256').update(random.bytes(32)).digest('hex')}';`,
      `bytes32 hashlock = ${hash(random)};`,
      `passwordHash: '$2b$10$${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./', 53)}',`,
      `const keyId = '${random.hex(40)}';`,
      `api_key_hash: ${random.hex(64)}`,
      `keyFingerprint: 'SHA256:${random.base64(32).replace('=', '')}'`,
    ],
  },
  {
    name: 'validator-keys',
    paths: ['deposit_data.json', 'peers.txt'],
    write: (random) => {
      const pair = createECDH('prime256v1');
      pair.setPrivateKey(random.bytes(32));
      return [
        `"pubkey": "${random.hex(96)}", "withdrawal_credentials": "01${'0'.repeat(22)}${random.hex(40)}", "signature": "${random.hex(192)}"`,
        `enode://${random.hex(128)}@10.0.0.${random.below(255)}:30303`,
        `/dns4/node/tcp/4001/p2p/12D3KooW${base58(random.bytes(33)).slice(0, 44)}`,
        `"jwk": {"kty":"EC","crv":"P-256","x":"${random.bytes(32).toString('base64url')}","y":"${random.bytes(32).toString('base64url')}"}`,
        `npub: ${bech32('npub', random.bytes(32))}`,
        `recipient: ${bech32('age', random.bytes(32))}`,
      ];
    },
  },
];
