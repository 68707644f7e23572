import { base58CheckEncoded } from '../base58.ts';
import { bech32Encoded } from '../checksum.ts';
import { alphabets, type Draw } from '../draw.ts';
import type { Judgement, KeywordRule, Passed, PassRule, RunRule, Samples } from '../rule.ts';
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

// The end of a literal and the beginning of the next: `" + "`, `"` and a new line and `"`, in JSON too.
const joint =
  /\\?(["'])[ \t]{0,8}(?:\\?\r?\n|\\r\\n|\\n|[+.&\\]|<>|[ \t]){1,6}[ \t]{0,40}(?:[+.&][ \t]{0,8})?\\?\1(?<piece>[A-Za-z0-9_-]{4,128})/y;
const mostPieces = 8;

function* find(text: string, _isBytes: boolean, path: string): Generator<Passed> {
  for (const quote of ['"', "'"]) {
    let taken = 0;
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
      if (
        at < taken ||
        !mayJoin(text.charCodeAt(at + 1)) ||
        !isWordly(text.charCodeAt(at - 1), text.charCodeAt(at - 2))
      )
        continue;
      const key = keyAround(text, at, path);
      if (!key) continue;
      taken = key.at + key.length;
      yield key;
    }
  }
}

// A space, a line end, a plus, a dot, an ampersand, a backslash.
const followers: readonly number[] = [0x20, 0x09, 0x0a, 0x0d, 0x2b, 0x2e, 0x26, 0x5c];
const mayJoin = (code: number) => followers.includes(code);
const isLetterOrDigit = (code: number) =>
  (code >= 0x30 && code < 0x3a) || ((code | 0x20) >= 0x61 && (code | 0x20) < 0x7b);
/** The last character of a piece, or the backslash before an escaped quote. */
const isWordly = (last: number, beforeThat: number) =>
  isLetterOrDigit(last) || (last === 0x5c && isLetterOrDigit(beforeThat));

function keyAround(text: string, quote: number, path: string): Passed | undefined {
  const head = /[A-Za-z0-9_-]{4,128}\\?$/.exec(text.slice(Math.max(0, quote - 130), quote))?.[0].replace('\\', '');
  if (head === undefined) return undefined;
  let end = text.charAt(quote - 1) === '\\' ? quote - 1 : quote;
  const first = end - head.length;
  let whole = head.replace(/^0x/, '');
  for (let pieces = 1; pieces < mostPieces; pieces++) {
    joint.lastIndex = end;
    const next = joint.exec(text);
    if (!next?.groups?.piece) break;
    whole += next.groups.piece;
    end = joint.lastIndex;
  }
  if (whole.length < 28 || end <= quote + 1) return undefined;
  const at = first + (head.length - head.replace(/^0x/, '').length);
  const judgement = judged(whole, { text, at, end, path });
  if (judgement === false) return undefined;
  return { at, length: end - at, value: whole, ...(typeof judgement === 'object' && judgement) };
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly path: string;
}

function judged(value: string, { text, at, path }: Place): Judgement {
  const hit = { text, start: at, at, value, groups: {}, path };
  for (const { runs, judge } of runRules) {
    const [least, most] = runs.lengths;
    if (value.length < least || value.length > most) continue;
    if (runs.begins !== undefined && !runs.begins.includes(value.charAt(0))) continue;
    if (runs.alphabet === 'hex' && !/^[0-9a-f]+$/i.test(value)) continue;
    const judgement = judge(hit);
    if (judgement !== false) return judgement;
  }
  return bech32KeyRules.reduce<Judgement>((found, rule) => found || judgedBech32(rule, value, hit), false);
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
