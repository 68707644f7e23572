import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { hexKeyRule } from '../../src/rules/hex-key.ts';
import { ethereumAddressOf } from '../../src/wallet/ethereum-address.ts';
import { derived } from '../derive.ts';

const ruleset = rulesetOf([hexKeyRule]);
const draw = drawFrom(4242);
const hex = (length = 64) => draw.text(alphabets.hex, length);
const key = `7${hex(63)}`;
const address = ethereumAddressOf(Buffer.from(key, 'hex'));

const look = (text: string, path = 'file') =>
  new Finder(ruleset, path).look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });

describe('64 hex digits are a private key', () => {
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['in an environment file', `PK=0x${key}\n`],
    ['by a name of its holder', `export OWNER_PK=${key}\n`],
    ['by a name with a type', `const privateKey: Hex = '0x${key}';`],
    ['as a fallback', `const key = process.env.PRIVATE_KEY ?? '0x${key}';`],
    ['as the default of a lookup', `os.environ.get("PRIVATE_KEY", "0x${key}")`],
    ['in JSON in JSON in JSON', JSON.stringify(JSON.stringify({ a: JSON.stringify({ privateKey: `0x${key}` }) }))],
    ['given to ethers over lines', `new ethers.Wallet(\n  '0x${key}',\n  provider,\n)`],
    ['given to viem', `privateKeyToAccount("0x${key}")`],
    ['given to web3 with a transaction', `web3.eth.accounts.signTransaction(tx, '${key}')`],
    ['given to Python', `w3.eth.account.from_key('${key}')`],
    ['given to go-ethereum', `key, err := crypto.HexToECDSA("${key}")`],
    ['given to a Rust wallet', `let wallet = "0x${key}".parse::<LocalWallet>()?;`],
    ['in Hardhat', `networks: {\n  sepolia: { url, accounts: [\n    '${hex()}',\n    '0x${key}',\n  ] } }`],
    ['in a list of keys', `PRIVATE_KEYS=${hex()},${key}\n`],
    ['on a command line', `cast send 0x1 "f()" --private-key=${key}`],
    ['in Solidity', `uint256 constant PRIVATE_KEY = 0x${key};`],
    ['in what a node prints', `Private Keys\n==================\n\n(0) 0x${hex()}\n(1) 0x${key}\n`],
    ['in a column', `address,private_key\n0xabc,${key}\n`],
    ['in a note', `metamask private key\n${key}\n`],
    ['by the comment behind it', `const a = "0x${key}"; // private key of the bot\n`],
    ['in a URL', `https://example.com/?a=1&pk=${key}`],
    ['in a property list', `<key>pk</key>\n<string>0x${key}</string>`],
    ['in a field of a form', JSON.stringify([{ name: 'pk', value: `0x${key}` }])],
    ['under a heading', `Deployer key\n0x${key}\n`],
    ['in a row of a database', `INSERT INTO wallets (id, private_key) VALUES (1, '0x${key}');`],
    ['in Brownie', `wallets:\n  from_key: 0x${key}\n`],
    ['given to Brownie', `accounts.add('0x${key}')`],
    ['in Visual Basic', `Const Pk As String = "${key}"`],
    ['as an argument without a name', `// Starknet\nclient := exchange.NewClient("${key}")`],
    ['of Aptos', `"ed25519-priv-0x${key}"`],
    ['by the address it opens, far away', `${key}\n${'# nothing\n'.repeat(600)}0x${address.toUpperCase()}\n`],
  ];

  it.each(texts)('%s', (_, text) => {
    expect(look(text).some(({ value, severity }) => severity === 'block' && value === key)).toBe(true);
  });

  it('in a file that is named after it and holds nothing else', () => {
    expect(look(`${key}\n`, 'keys/private_key')).toHaveLength(1);
    expect(look(`${key}\n`, 'dist/sha256')).toEqual([]);
  });

  it('with a name of its holder alone, where the text is about Ethereum', () => {
    expect(look(`hardhat: DEPLOYER=0x${key}`)).toMatchObject([{ severity: 'block' }]);
    expect(look(`deployer: 0x${key}`)).toMatchObject([{ severity: 'warn' }]);
    expect(look(`owner: 0x${key}`)).toEqual([]);
  });
});

describe('64 hex digits are something else', () => {
  const texts: readonly (readonly [name: string, text: string])[] = [
    ['a transaction', `const txHash = '0x${key}';\nawait wallet.waitForTransaction('0x${key}')`],
    ['a transaction in a URL', `wallet moved it: https://etherscan.io/tx/0x${key}`],
    ['a block', `{"blockHash":"0x${key}","parentHash":"0x${hex()}","number":"0x1b4"}`],
    ['a storage slot', `bytes32 internal constant _ADMIN_SLOT = 0x${key};`],
    ['an event topic', `logs.filter(({ topics }) => topics[0] === '0x${key}')`],
    ['topics', `"topics": ["0x${key}", "0x${hex()}"], "address": "0x${hex(40)}"`],
    ['a Merkle proof', `claim(account, amount, ["0x${hex()}", "0x${key}"])`],
    ['a role', `bytes32 public constant MINTER_ROLE = 0x${key};`],
    ['a public key', `PUBLIC_KEY=${key}\nverifier: { publicKey: '0x${key}' }`],
    ['a public key beside a secret one', `{ "pk": "${key}", "sk": "${hex(128)}" }`],
    ['a checksum', `${key}  wallet-1.2.3-linux-x64.tar.gz`],
    ['a checksum in code', `sha256 "${key}"`],
    ['the hash of a key', `privateKeyHash: '${key}', private_key_sha256 = "${hex()}"`],
    ['a commit of SHA-256', `commit ${key}\nAuthor: wallet <a@example.com>`],
    ['an account of Sui or Aptos', `const owner = '0x${key}';`],
    ['an image', `image: bot@sha256:${key}`],
    ['a column beside base64', `v1.0.1,h1:97aBJkDjpyBZGPbQuOK5SRJFpPk=,${key}`],
    [
      'a transaction that a command printed',
      `cast send --private-key $PK\n0x${key}\n# deployed at 0x${hex(40)} in 0x${hex()}`,
    ],
    ['a transaction behind a key', `--private-key 0x${'46'.repeat(32)}\n# deployed at 0x${hex(40)} in 0x${key}`],
    ['an account of Aptos', `wallet: const { data } = await aptos.getAccount("0x${key}")`],
    ['a key id', `signingKeyId: "${key}"`],
    ['call data', `data: '0xa9059cbb${hex(128)}'`],
    ['another address than its own', `0x${hex(40)} ${key}`],
    ['too long', `PRIVATE_KEY=${key}00`],
    ['above the order of the curve', `PRIVATE_KEY=${'f'.repeat(40)}${hex(24)}`],
  ];

  it.each(texts)('%s', (_, text) => {
    expect(look(text).filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('and thousands of them are soon passed over', () => {
    const sums = Array.from({ length: 4000 }, () => `${hex()}  file\n`).join('');
    const started = performance.now();
    expect(look(`0x${address}\n${sums}`)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a key that everybody knows', () => {
  const phrase = [...Array.from({ length: 11 }, () => 'test'), 'junk'].join(' ');

  it('is told as such, wherever it stands, and blocks nothing', () => {
    for (const account of [0, 1, 19]) {
      const known = derived(phrase, `44'/60'/0'/0/${account}`).key.toString('hex');
      for (const text of [`PRIVATE_KEY=0x${known}`, `x("${known.toUpperCase()}")`]) {
        expect(look(text)).toMatchObject([{ severity: 'info', known: expect.stringContaining('Hardhat') }]);
      }
    }
  });

  it('is one that nobody drew, too', () => {
    expect(look(`PRIVATE_KEY=0x${'1'.padStart(64, '0')}`)).toMatchObject([{ severity: 'info' }]);
    expect(look(`slot = 0x${'1'.padStart(64, '0')}`)).toEqual([]);
  });
});

describe('an address that a text names', () => {
  it('proves the same key in each of many equal files', () => {
    for (let time = 0; time < 300; time++) expect(look(`${key} 0x${address}`)).toHaveLength(1);
  });
});
