import type { Draw } from '../judge/draw.ts';
import type { Judgement, Passed, PassRule, RunRule } from '../judge/rule.ts';
import { base58Decoded, base58Encoded } from '../wallet/base58.ts';
import { isPair, publicHalfOf } from '../wallet/ed25519-pair.ts';
import { isMadeUp, knownFrom } from '../wallet/known-keys.ts';
import { numberRowsOf } from './byte-array.ts';
import { PerText } from './per-text.ts';

const facts = {
  severity: 'block',
  finds: 'Solana key pair',
  fix: 'move the funds to a new account, and keep its key file where git does not look',
} as const;

/** A public half is derived in a twentieth of a millisecond, and a dump of a chain is full of signatures. */
const [ofText, ofNumbers] = [new PerText(500), new PerText(500)];

/** Of Solana and of NEAR: a signature is as long, but its second half is not the public half of its first. */
export const solanaKeyRule: RunRule = {
  ...facts,
  id: 'wallet-solana-key',
  runs: { alphabet: 'base58', lengths: [85, 88] },
  judge: ({ value, text, at }) => {
    const bytes = base58Decoded(value);
    if (bytes?.length !== 64) return false;
    ofText.isNew(text, at);
    return ofText.take() && isPair(bytes) ? weighed(bytes) : false;
  },
  samples: (draw) => {
    const [pair, other] = [drawPair(draw), drawPair(draw)];
    return {
      match: [
        `SOLANA_PRIVATE_KEY=${base58Encoded(pair)}\n`,
        `Keypair.fromSecretKey(bs58.decode("${base58Encoded(pair)}"))`,
        `{"private_key":"ed25519:${base58Encoded(pair)}"}`,
      ],
      noMatch: [
        `signature: ${base58Encoded(Buffer.concat([pair.subarray(0, 32), other.subarray(32)]))}`,
        `"${base58Encoded(pair.with(40, (pair[40] ?? 0) ^ 1))}"`,
        `address: ${base58Encoded(pair.subarray(32))}`,
      ],
    };
  },
};

/** The file that Solana's own tools keep a key in: its 64 bytes as numbers. */
export const solanaBytesRule: PassRule = {
  ...facts,
  id: 'wallet-solana-bytes',
  *find(look): Generator<Passed> {
    if (look.numbers.length === 0) return;
    const { text } = look;
    for (const { at, length, bytes } of numberRowsOf(text, look.numbers)) {
      ofNumbers.isNew(text, at);
      const verdict = ofNumbers.take() && isPair(bytes) && weighed(bytes);
      if (!verdict) continue;
      const value = Buffer.from(bytes).toString('hex');
      yield { at, length, value, ...(typeof verdict === 'object' && verdict) };
    }
  },
  samples: (draw) => {
    const pair = drawPair(draw);
    const numbers = [...pair];
    const wrong = numbers.with(draw.number(64), 256 + draw.number(9));
    return {
      match: [
        JSON.stringify(numbers),
        JSON.stringify({ key: numbers }, null, 2),
        `let pair: [u8; 64] = [${numbers.join(', ')}];`,
        `Uint8Array.from([\r\n  ${numbers.join(',\r\n  ')},\r\n])`,
        `{"sourcesContent":["[\\n${numbers.join(',\\n')}\\n]"]}`,
        `SOLANA_KEY=${numbers.join(',')}\n`,
        `key = [${numbers.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')}]`,
      ],
      noMatch: [
        JSON.stringify(numbers.toReversed()),
        JSON.stringify(wrong),
        JSON.stringify(numbers.slice(1)),
        JSON.stringify(numbers.map((byte) => byte ^ 1)),
      ],
    };
  },
};

function weighed(bytes: Uint8Array): Judgement {
  const known = isMadeUp(bytes.subarray(0, 32))
    ? 'a key that nobody drew'
    : knownFrom(Buffer.from(bytes).toString('hex'));
  return known === undefined ? true : { severity: 'info', known };
}

function drawPair(draw: Draw): Uint8Array {
  const seed = Uint8Array.from({ length: 32 }, () => draw.number(256));
  return Uint8Array.from([...seed, ...publicHalfOf(seed)]);
}
