import { hash } from 'node:crypto';
import { sha256 } from './sha256.ts';

// Hashes and not the keys: this file is scanned too, and a list of keys invites people to use one. The first 16 digits of
// SHA-256 each; of hex keys without 0x and in lower case, of phrases with single spaces.
const sources: Readonly<Record<string, string>> = {
  'a test vector of BIP-39':
    '16df24f26063525e 1b7e12a5fbbb126f 24ab07afdcda42ea 2a3caffdead1e45d 31cfc32f8b1a414e 3b9b8ee74bf1320a 6f9def463cd4ff64 7c808e8e7dd2ae0f 88f2ee81ba729de8 90efef5d3a739e5f 9b41a2565767eced f25d5976c4e2372f',
  'an account of Hardhat, Anvil and other local nodes':
    '0aedba9d586f34f9 0b33e0132123e78d 100546a8b020a55a 28e543d3753fc9d1 38e69fdd19aefeb4 4a67d7a0d8a16d6d 4d3e46eec8244d1d 5330d388af894c9e 64034b44c579b335 8335c55334821eef 84bc109b3d59b017 85bde548053aab4b 967f21586cdf1248 a2e06155cb1a424f b08bdfde9930d920 b26ab6529d20ebeb bc1a50966c9e6486 cf1fc66f853151a4 f070994a85994785 f1513114f60e5e95 f79cd64f9cea2378',
  'an account of Ganache':
    '0bc9fde2b028e3b0 196fbadca8b7eea6 30e55f5463e22af0 3fd5610ee03a3503 578592185588730b 6dea34b661141091 70b801afae94d2e6 9c5d0a6656e5d3f3 ecd5e9d0b08a8a9f f51c2c795f782308 faeb1dab5a326eef',
  'an account of Truffle':
    '07f935b61d37e0e5 33f532fd39fa0d77 664b73b16aa57748 728383dec6323112 7d1b5fc238610328 98a38f6dad3f47af b83e96417f61cb14 c15f3d9dfdc98389 e4639de7f01667f6 e4f1734df0250d54 f24167accb5d690f',
  'a key made from a test vector of BIP-39':
    '09561bdefe14810a 14c426fa75e9b33b 162ab0f6e4b17c71 20e20cedb55f755c 251295c45bf4c308 3b05a1e8fa82b398 3cc20a450782a2cc 410bb3c5957b6d50 5320b105d52fc619 56ce7a6c5c2bdd68 57d7a8e0d5c10a28 5c48f39b49488ca9 5fa9469abc579914 61a20e3745b4b74f 62c1b46e043814cd 62fb4c08966a5984 7f05cb6f0634ef6e 831ecabe8f34b832 a4948445405c02cb bfe3c267d5dc1dce c0c2e735180e4775 d1c191a1d3ec1414 d3a9805e7724349b e1d581d430f343b3',
  'a test vector of BIP-38':
    '0fac83756ab6e08f 11f3f6f802c2d23c 1edcd108b0e65b38 2061cafb008c5e4a 38a66fd0c646aefb 44eca062b872be7e 4e56d2b9d164b3e5 5f2d6a315e61979a 6094ef6f77c1f403 844810c457a63446 9be9459988cb02db a9fda3e880223a97 dcb207710f022b84 ea77a7e9d172fe8a f95ad3148de6a959',
  'a test vector of BIP-32':
    '00860ac612128954 04a564938fd41d29 2243ae4c73014469 38f45b57d43a7400 75754388723db8ec 9d61c593824c392c ac17da3e11432de9 bebe65f0e0569d62 c14aca8e6d6b82d1 c3e981f8e1c6a201 ed7bfe0ceae813bc fa146b83df550394',
  'the documentation of a tool':
    '02522f20463c8f61 16176de5ee617cba 2114a8bdfeddbbf1 25da46a85a3be917 2c48f83fb2167153 37b3e6c141ab0d0d 41441ec0037a8ea5 41617fc7415e25f0 41ff536aa4738c24 44c28618fe7718ba 475dddd7e494f2d1 58acf278961fcef6 6298b3393a19a082 7665bd895f13e7d0 95e82a7ebb036b3c 97380bed40c76b62 d16d608fce743a04 e5bf758d48577d77 eef168423ab2e49f f55682946ad45bd3 fa1ccdeec8175c63',
  'a test vector of RFC 8032':
    '099da475a54aacba 4fc3508a935636b3 6bebfbf3f2880ec8 80cd0406a778128b b0adf4596f6c9207 dfdcf400fd38f3bc',
  'a test vector of RFC 6979': 'e845966ffc323b76',
};

const known: ReadonlyMap<string, string> = new Map(
  Object.entries(sources).flatMap(([source, hashes]) => hashes.split(' ').map((one) => [one, source] as const)),
);

/** A hook asks about a few, in less time than `node:crypto` takes to load; a tree asks about thousands. */
const few = 100;
let asked = 0;
const digestOf = (value: string) => (asked++ < few ? sha256(value) : hash('sha256', value, 'hex'));

/** Returns where everybody knows a key from, in words, or undefined. Whoever holds it holds what is nobody's. */
export function knownFrom(value: string): string | undefined {
  return known.get(digestOf(value).slice(0, 16));
}

/**
 * Returns true for bytes that nobody drew: one or a few over and over, counting up or down, or a small number. Tests and
 * standards are full of keys such as 0x...01 and 0x4646...
 */
export function isMadeUp(bytes: Uint8Array): boolean {
  const steps = new Set(Array.from(bytes.subarray(1), (byte, index) => (byte - (bytes[index] ?? 0)) & 0xff));
  return steps.size === 1 || new Set(bytes).size <= bytes.length / 4;
}
