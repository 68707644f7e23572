import { alphabets, type Draw } from '../judge/draw.ts';
import type { Judgement, KeywordRule, Look, Passed, PassRule, RunRule, Samples } from '../judge/rule.ts';
import { oneOf } from '../text/character-set.ts';
import { base58CheckEncoded } from '../wallet/base58.ts';
import { bech32Encoded } from '../wallet/checksum.ts';
import { bech32KeyRules } from './bech32-key.ts';
import { checkedKeyRules } from './checked-key.ts';
import { hexKeyRule } from './hex-key.ts';
import { solanaKeyRule } from './solana.ts';
import { stellarSeedRule } from './stellar-seed.ts';

const runRules: readonly RunRule[] = [...checkedKeyRules, stellarSeedRule, solanaKeyRule, hexKeyRule];

/** A key in two or more literals that the program joins: too long for the line, or meant to be overlooked. */
export const splitKeyRule: PassRule = {
  id: 'wallet-split-key',
  severity: 'block',
  finds: 'wallet key in pieces',
  fix: 'move the funds to a new key, and keep that one off every disk',
  find,
  samples,
};

const mostPieces = 8;
const longestPiece = 128;
const longestJoint = 64;

function* find(look: Look): Generator<Passed> {
  const { joints, bytes } = look;
  let taken = 0;
  for (const at of joints) {
    const end = bytes[at - 1] === backslash ? at - 1 : at;
    if (at < taken || !isPiece(bytes[end - 1] ?? 0) || !isBetween(bytes[at + 1] ?? 0)) continue;
    const { text } = look;
    const next = startOfNext(text, at);
    if (next === -1 || !isPiece(text.charCodeAt(next))) continue;
    const key = keyAround(look, end, next);
    if (!key) continue;
    taken = key.at + key.length;
    yield key;
  }
}

const isPiece = oneOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-');
/** What joins two literals: nothing but a line end in Python, a sign elsewhere; all of it escaped in JSON. */
const isBetween = oneOf(' \t\r\n+.&\\');
const [backslash, letterN, letterR] = [0x5c, 0x6e, 0x72];

/** Where the next literal's first character stands, after the quote at `quote` and what joins the two; or -1. */
function startOfNext(text: string, quote: number): number {
  for (let at = quote + 1; at < quote + longestJoint; at++) {
    const code = text.charCodeAt(at);
    if (code === text.charCodeAt(quote)) return at + 1;
    if (isBetween(code)) continue;
    if (text.charCodeAt(at - 1) !== backslash || (code !== letterN && code !== letterR)) return -1;
  }
  return -1;
}

function keyAround(look: Look, end: number, second: number): Passed | undefined {
  const { text, path } = look;
  let at = end;
  while (at > end - longestPiece && isPiece(text.charCodeAt(at - 1))) at--;
  if (text.startsWith('0x', at)) at += 2;
  const pieces: number[] = [];
  let length = end - at;
  let last = end;
  for (let start = second, count = 1; start !== -1 && count < mostPieces; count++) {
    last = start;
    while (last < start + longestPiece && isPiece(text.charCodeAt(last))) last++;
    if (last === start) break;
    pieces.push(start, last);
    length += last - start;
    const quote = text.charCodeAt(last) === backslash ? last + 1 : last;
    start = text.charCodeAt(quote) === text.charCodeAt(second - 1) ? startOfNext(text, quote) : -1;
  }
  if (!mayBeKey(length, text.charAt(at < end ? at : second))) return undefined;
  let whole = text.slice(at, end);
  for (let i = 0; i < pieces.length; i += 2) whole += text.slice(pieces[i], pieces[i + 1]);
  const judgement = judged(whole, { text, at, path, look });
  if (judgement === false) return undefined;
  return { at, length: last - at, value: whole, ...(typeof judgement === 'object' && judgement) };
}

/** Whether some key is so long and begins so: most of what programs join is none. */
function mayBeKey(length: number, first: string): boolean {
  if (length < 28) return false;
  return (
    runRules.some(
      ({ runs: { lengths, begins } }) =>
        length >= lengths[0] && length <= lengths[1] && begins?.includes(first) !== false,
    ) || prefixes.some((prefix) => prefix.startsWith(first.toLowerCase()))
  );
}

const prefixes = bech32KeyRules.flatMap(({ keywords }) => keywords);

interface Place {
  readonly text: string;
  readonly at: number;
  readonly path: string;
  readonly look: Look;
}

function judged(value: string, { text, at, path, look }: Place): Judgement {
  const hit = { text, start: at, at, value, groups: {}, path, look };
  for (const { runs, judge } of runRules) {
    const [least, most] = runs.lengths;
    if (value.length < least || value.length > most) continue;
    if (runs.begins !== undefined && !runs.begins.includes(value.charAt(0))) continue;
    if (runs.alphabet === 'hex' && !/^[0-9a-f]+$/i.test(value)) continue;
    const judgement = judge(hit);
    if (judgement !== false) return judgement;
  }
  if (!value.includes('1')) return false;
  const lower = value.toLowerCase();
  for (const rule of bech32KeyRules) {
    const judgement = rule.keywords.some((prefix) => lower.startsWith(prefix)) && judgedBech32(rule, value, hit);
    if (judgement !== false) return judgement;
  }
  return false;
}

function judgedBech32({ pattern, judge }: KeywordRule, value: string, hit: Parameters<RunRule['judge']>[0]): Judgement {
  const found = new RegExp(pattern.source, 'i').exec(value);
  if (found?.index !== 0 || !judge) return false;
  return judge({ ...hit, groups: found.groups ?? {} });
}

function samples(draw: Draw): Samples {
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => draw.number(256)));
  const wif = base58CheckEncoded(Buffer.concat([Buffer.from([0x80]), bytes(32), Buffer.from([1])]));
  const age = bech32Encoded('age-secret-key-', bytes(32)).toUpperCase();
  const hex = `1${draw.text(alphabets.hex, 63)}`;
  const halves = (text: string, joined: string, at = text.length >> 1) => text.slice(0, at) + joined + text.slice(at);
  return {
    match: [
      `const key = '${halves(wif, "' +\n  '")}';`,
      `key = ("${halves(wif, '"\n       "', 20)}")`,
      `const key = "${halves(age, '" + "')}";`,
      `PRIVATE_KEY = "0x${halves(hex, '" \\\n    "')}"`,
      JSON.stringify({ sourcesContent: [`const key = "${halves(wif, '" +\n "')}";`] }),
    ],
    noMatch: [
      `const key = '${halves(wif, "' +\n  '").replace(wif.slice(30, 32), '11')}';`,
      `const keys = ['${halves(wif, "', '")}'];`,
      `const hash = '${halves(hex, "' + '")}';`,
      `const key = '${wif.slice(0, 20)}' + rest + '${wif.slice(20)}';`,
    ],
  };
}
