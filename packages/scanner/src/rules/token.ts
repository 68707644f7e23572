import type { Draw } from '../judge/draw.ts';
import { isPlaceholder } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { isVaried } from '../judge/randomness.ts';
import type { KeywordRule, Rule } from '../judge/rule.ts';
import { nearTokens } from './token-near.ts';
import { type TokenKind, tokenKinds } from './token-table.ts';

/** A token begins no word in the middle; the end of an escape (`\n`, `\u0009`, `%3D`) is no part of a word. */
const border = '(?:(?<![A-Za-z0-9_])|(?<=\\\\[abefnrtv0]|\\\\x[0-9a-f]{2}|\\\\u[0-9a-f]{4}|%[0-9a-f]{2}))';

/** Tokens that need no label: they say what they are. */
export const tokenRules: readonly Rule[] = [...tokenKinds.map(ruleFor), ...nearTokens];

function ruleFor(kind: TokenKind): KeywordRule {
  return {
    id: kind.id,
    severity: 'block',
    finds: kind.finds,
    fix: `revoke it ${kind.revoke}, and let the bot read the new one from its environment`,
    keywords: kind.begins,
    reach: 'at',
    pattern: new RegExp(`${kind.lead ?? border}(?<value>${kind.shape})(?![A-Za-z0-9_-])`, 'gi'),
    judge: ({ value }) => {
      if (isPlaceholder(value) || !bodiesOf(value).some(isVaried)) return false;
      return isPublished(value) ? 'info' : true;
    },
    samples: (draw) => samplesOf(kind, draw),
  };
}

/** What follows the beginning; of an address, its longest part. */
const bodiesOf = (value: string) =>
  value.split(/[/.]|(?<=^[A-Za-z0-9]{2,8}[_-])|(?<=_(?:live|pat|tkn|pw|v1|api)_)/).filter((body) => body.length >= 12);

function samplesOf(kind: TokenKind, draw: Draw) {
  const drawn = () => kind.sample.map((piece) => (typeof piece === 'string' ? piece : draw.text(...piece))).join('');
  const value = drawn();
  const [beginning = ''] = kind.sample;
  return {
    match: [
      `TOKEN=${value}\n`,
      `const client = connect("https://${value}");`,
      `- ${value}`,
      `{\\"url\\":\\"${drawn()}\\"}`,
    ],
    noMatch: [
      `${String(beginning)}`,
      `${String(beginning)}\${TOKEN}`,
      `${String(beginning)}${'x'.repeat(40)}`,
      `${String(beginning)}YOUR_TOKEN_HERE_PLEASE_AND_NOTHING_ELSE`,
    ],
  };
}
