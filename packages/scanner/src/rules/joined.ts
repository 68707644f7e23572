import { hasHeadings } from '../judge/column.ts';
import { alphabets, type Draw } from '../judge/draw.ts';
import { isTestPath } from '../judge/place.ts';
import { isPlaceholder } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { kindsOf, looksChosen, looksDrawn, uuid } from '../judge/randomness.ts';
import type { Look, Passed, PassRule, Samples, Severity } from '../judge/rule.ts';
import { sightOf } from '../judge/sight.ts';
import { exchangesIn, exchangesNear, keywordsOf, nearby } from './exchange-near.ts';
import { exchanges } from './exchange-table.ts';
import { isMentioned } from './mentions.ts';

/** A credential written as several strings that the code joins: `"abc" + "def"`, or Python's strings in a row. */
export const joinedRule: PassRule = {
  id: 'joined-credential',
  severity: 'block',
  finds: 'credential in pieces',
  fix: 'revoke it where it was issued, and read the new one from the environment or a secret store',
  mentions: exchanges.flatMap(keywordsOf),
  find,
  samples,
};

// One piece, and what joins it to the next: `+`, `.`, `..`, `&`, `\` at a line's end, or nothing but a line break.
const piece = /[^\s"'`\\]{2,120}/.source;
const join = /[ \t]{0,8}(?:\\?\r?\n|\\n)?[ \t]{0,40}(?:[+&\\]|\.{1,2}|<>)?[ \t]{0,8}(?:\\?\r?\n|\\n)?[ \t]{0,40}[brf]?/
  .source;
const chain = new RegExp(`(?<quote>\\\\?["'])${piece}\\k<quote>(?:${join}\\k<quote>${piece}\\k<quote>){1,8}`, 'y');
const pieces = new RegExp(`["'\`](${piece.replace('{2,120}', '+')})\\\\?["'\`]`, 'g');

/** Where one string ends and another may go on. Strings side by side in one line are arguments more often than pieces. */
const border = /["'][ \t]{0,8}(?:[+&\\]|\.{1,2}[ \t]|\r?\n|\\n|<>)/y;

function* find(look: Look): Generator<Passed> {
  if (look.joints.length === 0) return;
  const { text, path } = look;
  let done = 0;
  for (const index of look.joints) {
    border.lastIndex = index;
    if (index < done || !border.test(text)) continue;
    const quote = text.charAt(index);
    const from = Math.max(done, index - 124);
    const opening = from + text.slice(from, index).lastIndexOf(quote);
    if (opening < from || index - opening < 3) continue;
    chain.lastIndex = text.charAt(opening - 1) === '\\' ? opening - 1 : opening;
    const found = chain.exec(text);
    if (!found) continue;
    done = chain.lastIndex;
    const value = Array.from(found[0].matchAll(pieces), ([, part]) => part).join('');
    if (isCredential(look, chain.lastIndex - found[0].length, value)) {
      const at = opening + 1;
      yield { at, length: done - 1 - at, value, ...severityOf(value, path) };
    }
  }
}

const severityOf = (value: string, path: string): { severity?: Severity } => {
  if (isPublished(value)) return { severity: 'info' };
  return isTestPath(path) ? { severity: 'warn' } : {};
};

/** What says by its shape what it is: a key's name at Coinbase, a key id of AWS, a bot's token of Telegram. */
const spoken =
  /^(?:organizations\/[0-9a-f-]{36}\/apiKeys\/[0-9a-f-]{36}|A(?:KIA|SIA)[A-Z0-9]{16}|[0-9]{8,10}:A[\w-]{34})$/;

function isCredential(look: Look, opening: number, value: string): boolean {
  const { text } = look;
  if (value.length < 8) return false;
  const { reading, name } = sightOf({ text, at: opening });
  if (typeof reading === 'object' && reading.label === 'passphrase')
    return looksChosen(value) && kindsOf(value) > 2 && !isPlaceholder(value);
  if (value.length < 16 || value.length > 256 || !/[0-9]/.test(value)) return false;
  const isSpoken = spoken.test(value);
  const near = exchangesAround(look, opening, name);
  // Nothing calls it anything and nobody is near: as most of what programs join.
  if (!isSpoken && (reading === 'never' || (reading === undefined && near.length === 0))) return false;
  if (isPlaceholder(value)) return false;
  if (isSpoken) return true;
  if (!looksDrawn(value.replace(/^[a-z]{2,12}[-_]|organizations|apiKeys|\//g, ''), 0.7)) return false;
  const isShaped = exchanges.some(
    ({ id, parts }) => near.includes(id) && parts.some(({ runs, shape }) => runs && shape.test(value)),
  );
  if (typeof reading !== 'object') return isShaped && /[a-z]/.test(value) && /[A-Z]/.test(value);
  if (reading.strength === 'strong') return !uuid.test(value) || isShaped || /secret|key/i.test(name);
  return isShaped;
}

function exchangesAround(look: Look, opening: number, name: string): readonly string[] {
  // A name is a piece of what stands before, unless it stands above: where nobody is mentioned it speaks of nobody.
  const mayName = isMentioned(look, opening - nearby, opening, () => true) || hasHeadings(look.text);
  return [...(mayName ? exchangesIn(name) : []), ...exchangesNear(look, opening), ...exchangesIn(look.path)];
}

function samples(draw: Draw): Samples {
  const value = () => `Zk7${draw.text(alphabets.alphanumeric, 37)}`;
  const halves = (mark: string) => {
    const whole = value();
    return `'${whole.slice(0, 20)}'${mark}'${whole.slice(20)}'`;
  };
  return {
    match: [
      `const apiSecret = ${halves(' + ')};`,
      `api_secret = (${halves('\n    ')})`,
      `const apiKey =\n  ${halves(' +\n  ')};`,
      `apiSecret: ${halves('+')},`,
    ],
    noMatch: [
      `const checksum = ${halves(' + ')};`,
      `const apiSecret = 'read the secret' + ' from the environment';`,
      `integrity: ${halves(' + ')}`,
      `join(${halves(', ')})`,
    ],
  };
}
