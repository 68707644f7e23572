import type { Draw } from '../judge/draw.ts';
import { isCode, isPlaceholder, isPlainReference } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { kindsOf, looksChosen } from '../judge/randomness.ts';
import type { KeywordRule, Samples } from '../judge/rule.ts';
import { exchangesInPath, exchangesNear, keywordsOf } from './exchange-near.ts';
import { exchanges } from './exchange-table.ts';

const value = `(?<value>[^\\s"'\`,;:\\\\<>()]{6,64})["'\`]?`;
const whose = '(?: for [A-Za-z. ]{1,24})?';

/** As people write to each other: what it is stands behind it. `V (passphrase, KuCoin)`, `use V for OKX, it is the passphrase`. */
export const toldPassphraseRule: KeywordRule = {
  id: 'told-passphrase',
  severity: 'block',
  finds: 'passphrase in a conversation',
  fix: 'revoke the key that it belongs to, and send the new one through no chat',
  mentions: exchanges.flatMap(keywordsOf),
  keywords: ['pass'],
  reach: 'at',
  where: (look, at) =>
    isTold(look.text, at) && (exchangesNear(look, at).length > 0 || exchangesInPath(look.path).length > 0),
  pattern: new RegExp(
    `pass(?:phrase|word|code)(?<=(?<![^\\s"'\`])${value}(?:[ \\t]{1,3}\\(|${whose},?(?: (?:it|that|this|which))? (?:is|was) (?:the|my|our) )pass(?:phrase|word|code))\\b`,
    'gi',
  ),
  judge: ({ value: passphrase }) => {
    if (!looksChosen(passphrase) || kindsOf(passphrase) < 3) return false;
    if (isPlaceholder(passphrase) || isCode(passphrase) || isPlainReference(passphrase)) return false;
    return isPublished(passphrase) ? 'info' : true;
  },
  samples,
};

/** What the pattern wants just before the word, at a glance. */
const isTold = (text: string, at: number) => /\(|(?:the|my|our) $/i.test(text.slice(Math.max(0, at - 4), at));

function samples(draw: Draw): Samples {
  const passphrase = `${draw.text('bcdfghjk', 5)}_${draw.text('AEIOU', 4)}${10 + draw.number(90)}`;
  return {
    match: [
      `alex: ${passphrase}  (passphrase, KuCoin)\n`,
      `[10:02] use ${passphrase} for OKX, it is the passphrase\n`,
      `Bitget: "${passphrase}" is my passphrase`,
    ],
    noMatch: [
      `alex: ${passphrase}  (nickname, KuCoin)\n`,
      `KuCoin wants three things (passphrase included)\n`,
      `OKX: what I typed is the passphrase\n`,
      `use client.connect() for OKX, it is the passphrase check`,
    ],
  };
}
