import { alphabets, type Draw } from '../judge/draw.ts';
import type { Hit, Judgement, RunRule, Samples } from '../judge/rule.ts';
import { ethereumAddressOf, tronAddressOf } from '../wallet/ethereum-address.ts';
import { isMadeUp, knownFrom } from '../wallet/known-keys.ts';
import { isScalar } from '../wallet/scalar.ts';
import { namesAddressOf } from './hex-key-address.ts';
import { saidAround } from './hex-key-context.ts';

/**
 * 64 hex digits are a private key when the text says so or names the address they open. Nearly every number of 256 bits
 * is a valid key, and most of them are hashes: the digits alone say nothing.
 */
export const hexKeyRule: RunRule = {
  id: 'wallet-hex-key',
  severity: 'block',
  finds: 'private key of an Ethereum account or its like',
  fix: 'move the funds to a new account, and keep its key off every disk',
  runs: { alphabet: 'hex', lengths: [62, 64] },
  judge,
  samples,
};

function judge({ value, text, at, path }: Hit): Judgement {
  // Starknet writes its keys without leading zeros, and always with 0x.
  if (value.length < 64 && text.slice(at - 2, at) !== '0x') return false;
  const said = saidAround(text, at, at + value.length) ?? (isAlone(text, value, path) ? 'block' : undefined);
  if (said === 'public') return false;
  const known = knownFrom(value.toLowerCase());
  if (known !== undefined) return { severity: 'info', known };
  if (said === undefined) return value.length === 64 && namesAddressOf(value, text, at);
  const bytes = Buffer.from(value.padStart(64, '0'), 'hex');
  if (!isScalar(bytes)) return false;
  return isMadeUp(bytes) ? { severity: 'info', known: 'a key that nobody drew, such as 1' } : said;
}

/** A file that holds nothing but the digits, and is called what they are. */
function isAlone(text: string, value: string, path: string): boolean {
  return (
    text.length < value.length + 8 &&
    /(?:^|[/._-])(?:priv(?:ate)?[_-]?key|pk|secret|wallet|signer|deployer)\b/i.test(path)
  );
}

function samples(draw: Draw): Samples {
  const hex = (length = 64) => draw.text(alphabets.hex, length);
  const key = `1${hex(63)}`;
  const address = ethereumAddressOf(Buffer.from(key, 'hex'));
  return {
    match: [
      `PRIVATE_KEY=${key}\n`,
      `DEPLOYER_PRIVATE_KEY="0x${key}"`,
      `const wallet = new ethers.Wallet('0x${key}', provider);`,
      `const account = privateKeyToAccount("0x${key}");`,
      `account = Account.from_key("${key}")`,
      `networks: { sepolia: { url, accounts: ["0x${hex()}", "0x${key}"] } }`,
      `forge script Deploy.s.sol --rpc-url $RPC --private-key 0x${key}`,
      `{"text":"{\\"privateKey\\":\\"0x${key}\\"}"}`,
      `2026-01-01 INFO signer_key: ${key}`,
      `vm.startBroadcast(0x${key});`,
      `"owner_pk": "${key.toUpperCase()}"`,
      `// deployer private key is 0x${key}\r\n`,
      `const k = '0x${key}'; // private key of the bot`,
      `Private Keys\n==================\n\n(0) 0x${hex()}\n(1) 0x${key}\n`,
      `account: 0x${address}\nvalue: ${key}\n`,
      `${tronAddressOf(address)},${key}`,
      `STARKNET_PRIVATE_KEY=0x${key.slice(0, 63)}`,
    ],
    noMatch: [
      `txHash: '0x${key}'`,
      `https://etherscan.io/tx/0x${key}`,
      `blockHash=0x${key} parentHash=0x${hex()}`,
      `bytes32 constant IMPLEMENTATION_SLOT = 0x${key};`,
      `topics: ["0x${key}", "0x${hex()}"]`,
      `merkleRoot: "0x${key}", proof: ["0x${hex()}"]`,
      `publicKey: "0x${key}"`,
      `${key}  wallet-linux-amd64.tar.gz`,
      `sha256 = "${key}" # wallet.zip`,
      `privateKeyHash: "${key}"`,
      `account: 0x${hex(40)}\nvalue: ${key}\n`,
      `PRIVATE_KEY=0x${key.slice(0, 40)}`,
      `const accounts = await getAccounts(); const id = '0x${key}';`,
      `{ "pk": "${key}", "sk": "${hex(128)}" }`,
    ],
  };
}
