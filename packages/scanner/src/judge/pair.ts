/** Reads what stands beside a value: its other half, the call that it is given to, the names around it. */

import { oneOf } from '../text/character-set.ts';

const word = /[A-Za-z0-9+/=_.-]{8,}/.source;
const border =
  /(?:\\?["'`])?[ \t]{0,8}(?:[,:;|/]|\\?\r?\n|\\n)?[ \t]{0,32}(?:\\?\r?\n|\\n)?[ \t]{0,32}(?:[-+] ?)?(?:\\?["'`])?/
    .source;
const after = new RegExp(`^${border}(${word})`);
const farthest = 220;

/** Returns the words beside a value, separated from it by no more than a comma or the end of a line. */
export function besides(text: string, at: number, length: number): readonly string[] {
  const end = at + length;
  const previous = wordBefore(text, at);
  const next = after.exec(text.slice(end, end + farthest))?.[1];
  return [previous, next].filter((one) => one !== undefined);
}

const isWord = oneOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_.-');
const isQuote = oneOf('"\'`');
const isBlank = oneOf(' \t\r');
const isMark = oneOf(',:;|');
const isSign = oneOf('+-');
const [newline, back, letterN] = [0x0a, 0x5c, 0x6e];
const longestBorder = 84;

/** The word before a value: read backwards by hand, because a pattern would begin anew at each of its letters. */
function wordBefore(text: string, at: number): string | undefined {
  const least = Math.max(0, at - longestBorder);
  let [end, quotes, marks, breaks] = [at, 0, 0, 0];
  while (end > least) {
    const code = text.charCodeAt(end - 1);
    if (isBlank(code)) end--;
    else if (isQuote(code) && quotes++ < 2) end -= text.charCodeAt(end - 2) === back ? 2 : 1;
    else if (isMark(code) && marks++ < 1) end--;
    else if (code === newline && breaks++ < 2) end--;
    else if (code === letterN && text.charCodeAt(end - 2) === back && breaks++ < 2) end -= 2;
    // The sign of a patch.
    else if (isSign(code) && breaks === 0 && text.charCodeAt(end - 2) === newline) end--;
    else break;
  }
  let start = end;
  while (start > at - farthest && isWord(text.charCodeAt(start - 1))) start--;
  return end - start < 8 ? undefined : text.slice(start, end);
}

const secretName = /secret|passphrase|passwd|password|priv(?:ate)?_?key|api_?sign/i;
const neighbourhood = 200;

const secretNames = /secret|passphrase|private_?key/gi;
// The rest of the name, what joins it to its value (`: "`, `</key>\n<string>`), and a value that may be a secret.
const givenValue =
  /^[A-Za-z0-9_-]{0,16}(?:[^A-Za-z0-9;]{1,24}(?:string|value|is|key)){0,3}[^A-Za-z0-9;]{1,24}(?=[A-Za-z+/=_-]{0,64}[0-9])[A-Za-z0-9+/=_-]{16}/;

const givesSecret = (text: string) =>
  Array.from(text.matchAll(secretNames)).some(({ 0: name, index }) => givenValue.test(text.slice(index + name.length)));

/** Returns true where a secret close by has a value that may be the other half of a pair. */
export function hasGivenSecretBeside(text: string, at: number, length: number): boolean {
  return (
    givesSecret(text.slice(Math.max(0, at - neighbourhood), at)) ||
    givesSecret(text.slice(at + length, at + length + neighbourhood))
  );
}

/** Returns true where a secret is named close by: then a plain `key` is the other half of that pair. */
export function hasSecretBeside(text: string, at: number, length: number): boolean {
  return (
    secretName.test(text.slice(Math.max(0, at - neighbourhood), at)) ||
    secretName.test(text.slice(at + length, at + length + neighbourhood))
  );
}

const bracket = 0x28;
const [opening, closing, ending] = [1, 2, 3];
const kinds = new Uint8Array(128);
for (const character of '([{') kinds[character.charCodeAt(0)] = opening;
for (const character of ')]}') kinds[character.charCodeAt(0)] = closing;
kinds[';'.charCodeAt(0)] = ending;

const farthestCall = 300;

/** The value that was asked about last, and where its call opens; -1 where there is none. A list asks for each of its members. */
let asked = { text: '', at: -1, open: -1 };

/** Returns the name of the function or class whose call a value is an argument of, or an empty text. */
export function calleeOf(text: string, at: number): string {
  const open = openingOf(text, at);
  // Even where they are equal: two strings are compared letter by letter unless they are one.
  asked = { text, at, open };
  if (open === -1) return '';
  return /(?:new[ \t]{1,4})?(?<![\w$.:])[\w$.:]{1,80}$/.exec(text.slice(Math.max(0, open - 90), open))?.[0] ?? '';
}

function openingOf(text: string, at: number): number {
  // Several rules ask about one value.
  if (asked.at === at && asked.text === text) return asked.open;
  let depth = 0;
  const least = Math.max(0, at - farthestCall);
  const known = asked.at < at && asked.at >= least && asked.text === text ? asked : undefined;
  for (let i = at - 1; i >= least; i--) {
    // From here on it is what was looked at for the member before.
    if (known && depth === 0 && i === known.at - 1) return known.open >= least ? known.open : -1;
    const code = text.charCodeAt(i);
    const kind = kinds[code] ?? 0;
    if (kind === 0) continue;
    if (kind === ending) return -1;
    if (kind === closing) depth++;
    else if (depth > 0) depth--;
    // An object or a list is part of the call around it.
    else if (code === bracket) return i;
  }
  return -1;
}

/** Whose arguments are credentials: `new TradingClient("V", "W")`. */
export const opens =
  /client|exchange|(?:^|[._ ])(?:rest|api)|api$|account|auth|credential|connect|session|sign|login|broker|trader|wallet|(?:^|[._ ])(?:spot|[uc]?m?futures|margin|trade)$/i;
