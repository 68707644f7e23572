import { type Carrier, oneLine, type Writing } from './carrier.ts';

/** Where wallets are kept. */
export const walletCarriers: readonly Carrier[] = [
  {
    name: 'hardhat',
    labelled: true,
    forms: oneLine,
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'hardhat.config.ts', text: '' };
      const accounts =
        kit.form === 'phrase'
          ? `{ mnemonic: ${writing.double(secret)} }`
          : `[${random.pick([writing.single, writing.double])(secret)}]`;
      return {
        path: random.pick(['hardhat.config.ts', 'hardhat.config.js', 'truffle-config.js']),
        text: `module.exports = {\n  solidity: '0.8.24',\n  networks: {\n    mainnet: {\n      url: 'https://rpc.ankr.com/eth',\n      accounts: ${accounts},\n    },\n  },\n};\n`,
      };
    },
  },
  {
    name: 'cast-command',
    labelled: true,
    forms: oneLine,
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'deploy.sh', text: '' };
      const option =
        kit.form === 'phrase' ? `--mnemonic ${writing.double(secret)}` : `--private-key ${writing.bare(secret)}`;
      return {
        path: random.pick(['deploy.sh', 'Makefile', 'README.md']),
        text: `forge script script/Deploy.s.sol --rpc-url https://rpc.sepolia.org ${option} --broadcast\n# deployed at 0x${random.hex(40)} in 0x${random.hex(64)}\n`,
      };
    },
  },
  {
    name: 'wallet-file',
    labelled: false,
    forms: ['json', 'block'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'id.json', text: '' };
      const path =
        kit.form === 'block'
          ? random.pick(['id_rsa', 'certs/server.key', 'binance.pem', 'key.txt'])
          : random.pick(['id.json', 'keypair.json', `UTC--2024-06-01T10-00-00.000Z--${random.hex(40)}`]);
      return { path, text: `${writing.as(secret, secret.value)}\n` };
    },
  },
  {
    name: 'byte-array',
    labelled: false,
    forms: ['json'],
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret?.value.startsWith('['))
        return { path: 'wallet.ts', text: `const keystore = ${secret ? writing.as(secret, secret.value) : ''};\n` };
      const body = secret.value.slice(1, -1).replaceAll(',', random.pick([',', ', ', ',\n  ']));
      const [path, open, close] = random.pick([
        ['wallet.ts', 'const payer = Keypair.fromSecretKey(Uint8Array.from([', ']));'],
        ['wallet.py', 'payer = Keypair.from_bytes(bytes([', ']))'],
        ['src/main.rs', 'const PAYER: [u8; 64] = [', '];'],
      ] as const);
      return { path, text: `${open}${writing.as(secret, body)}${close}\n` };
    },
  },
  {
    name: 'word-list',
    labelled: false,
    forms: ['phrase'],
    families: ['wallet'],
    write: ({ kit, random }, writing) => {
      const [secret] = kit.secrets;
      if (!secret) return { path: 'backup.txt', text: '' };
      const words = secret.value.split(/\s/);
      const [path, body, end] = random.pick<readonly [string, (writing: Writing) => string, string]>([
        ['backup.txt', (write) => write.as(secret, words.map((word, at) => `${at + 1}. ${word}`).join('\n')), ''],
        [
          'src/wallet.ts',
          (write) => `const words = [${write.as(secret, words.map((word) => `'${word}'`).join(', '))}`,
          '];',
        ],
        ['recovery.txt', (write) => write.as(secret, words.join('\n')), ''],
        ['phrase.csv', (write) => write.as(secret, words.join(',')), ''],
      ]);
      return { path, text: `${body(writing)}${end}\n` };
    },
  },
];
