import { inspect } from 'node:util';
import { bytesOf, type Secret } from './secret.ts';

/** Shorter pieces of a longer secret are too common in other text to be called the secret. */
const SHORTEST_LINE = 16;

/**
 * Returns the forms in which a secret turns up in text, each once, the raw one first. They are strings, so they live
 * in the heap until they are collected: turn them into something else at once.
 */
export function formsOf(secret: Secret): readonly string[] {
  const bytes = bytesOf(secret);
  const raw = bytes.toString('utf8');
  const texts = [raw, ...piecesOf(raw)];
  const forms = [
    ...new Set([
      ...texts.flatMap((text) => [text, ...escaped(text), ...percentEncoded(text)]),
      ...base64(bytes),
      ...hexadecimal(bytes, raw),
    ]),
  ];
  // The engine keeps the text of the last match alive: let it be this one, and not the secret.
  /^/.test('');
  return forms;
}

/** Returns the same forms as bytes, raw first: what the search for the bot's own keys looks for. */
export function encodingsOf(secret: Secret): readonly Uint8Array[] {
  return formsOf(secret).map((form) => Buffer.from(form, 'utf8'));
}

/** A PEM key is the same secret with its lines apart, or run together. The armour lines themselves are not secret. */
function piecesOf(raw: string): string[] {
  if (!/[\r\n]/.test(raw)) return [];
  const lines = raw
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('-----'));
  const joined = lines.join('');
  return [raw.replace(/\r\n|\r|\n/g, '\r\n'), joined, ...lines].filter((piece) => piece.length >= SHORTEST_LINE);
}

/** JSON, JSON inside JSON (an error body inside a log line), with `\/` and `\u....` as other languages write it. */
function escaped(text: string): string[] {
  const json = (inner: string) => JSON.stringify(inner).slice(1, -1);
  const once = json(text);
  const twice = json(once);
  const slashed = once.replaceAll('/', '\\/');
  const ascii = once.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [once, twice, json(twice), slashed, json(slashed), ascii, json(ascii), inspected(text)];
}

/** As Node prints a string inside an object. */
function inspected(text: string): string {
  return inspect([text], { maxStringLength: null, breakLength: Number.POSITIVE_INFINITY }).slice(3, -3);
}

function percentEncoded(text: string): string[] {
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  return [encodeURIComponent(text), encodeURI(text), form, encodeURIComponent(encodeURIComponent(text))].flatMap(
    (upper) => [upper, upper.replace(/%[0-9A-F]{2}/g, (triplet) => triplet.toLowerCase())],
  );
}

/**
 * Both alphabets, with and without padding; and what stays the same of it when the secret stands at any offset inside
 * something longer that was encoded as a whole (`key:secret` in a header, a JSON body): the characters that share
 * bits with a neighbour are cut off.
 */
function base64(bytes: Buffer): string[] {
  const whole = bytes.toString('base64');
  const forms = [whole, whole.replace(/=+$/, '')];
  for (const offset of [0, 1, 2]) {
    const coded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const before = offset === 0 ? 0 : offset + 1;
    const after = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    forms.push(coded.slice(before, coded.length - after));
  }
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** The bytes as hex; and a secret that is itself hex (`0x...` keys) in the other case and without its prefix. */
function hexadecimal(bytes: Buffer, raw: string): string[] {
  const hex = bytes.toString('hex');
  const own = /^(?:0x)?([0-9a-f]{16,})$/i.exec(raw)?.[1];
  return [hex, hex.toUpperCase(), ...(own === undefined ? [] : [own, own.toLowerCase(), own.toUpperCase()])];
}
