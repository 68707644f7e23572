import type { Judgement, RunRule } from '../judge/rule.ts';
import { base32Decoded, base32Encoded, crc16 } from '../wallet/checksum.ts';
import { isMadeUp, knownFrom } from '../wallet/known-keys.ts';

const versionOfSeeds = 18 << 3;
const versionOfAccounts = 6 << 3;

/** Stellar's secret seeds: base32, with a CRC at the end. Accounts look alike and begin with G. */
export const stellarSeedRule: RunRule = {
  id: 'wallet-stellar-seed',
  severity: 'block',
  finds: 'Stellar secret seed',
  fix: 'move the funds to a new account, and keep its seed off every disk',
  runs: { alphabet: 'alphanumeric', lengths: [56, 56], begins: 'S' },
  judge: ({ value }) => judged(value),
  samples: (draw) => {
    const bytes = Buffer.from(Array.from({ length: 32 }, () => draw.number(256)));
    const seed = written(versionOfSeeds, bytes);
    const at = 10 + draw.number(40);
    const other = seed.charAt(at) === 'A' ? 'B' : 'A';
    return {
      match: [`SECRET=${seed}\n`, `Keypair.fromSecret("${seed}")`, `{"text":"seed\\n${seed}\\n"}`],
      noMatch: [
        `SECRET=${seed.slice(0, at)}${other}${seed.slice(at + 1)}`,
        `account: ${written(versionOfAccounts, bytes)}`,
        `SECRET=${seed.slice(1)}A`,
      ],
    };
  },
};

function judged(value: string): Judgement {
  const bytes = base32Decoded(value);
  if (bytes?.length !== 35 || bytes[0] !== versionOfSeeds) return false;
  if (crc16(bytes.subarray(0, 33)) !== bytes.readUInt16LE(33)) return false;
  const known = isMadeUp(bytes.subarray(1, 33)) ? 'a seed that nobody drew' : knownFrom(value);
  return known === undefined ? true : { severity: 'info', known };
}

function written(version: number, bytes: Uint8Array): string {
  const body = Buffer.concat([Buffer.from([version]), bytes]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc16(body));
  return base32Encoded(Buffer.concat([body, sum]));
}
