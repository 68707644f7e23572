import type { Draw } from '../draw.ts';
import { isPlaceholder } from '../placeholder.ts';
import { kindsOf, looksChosen, randomnessOf } from '../randomness.ts';
import type { KeywordRule } from '../rule.ts';
import type { Part } from './exchange-part.ts';
import { type Exchange, exchanges } from './exchange-table.ts';

const quote = '(?:\\\\{0,3}["\'`])?';
const between = `${quote} {0,8}[,;|\\t] {0,8}(?:\\r?\\n[ \\t]{0,32}|\\\\n)?${quote}`;

/**
 * The third of three: nothing names a passphrase in `new Client("K", "S", "P")` or in a row of a table, but the key and
 * the secret before it do.
 */
export const argumentRules: readonly KeywordRule[] = exchanges
  .filter(({ parts }) => parts.some(({ runs }) => runs === undefined))
  .map(ruleFor);

function ruleFor(exchange: Exchange): KeywordRule {
  const shapesOf = (wanted: Part['part']) =>
    `(?:${exchange.parts
      .filter(({ part, runs }) => part === wanted && runs)
      .map(({ shape }) => shape.source.replace(/^\^|\$$/g, ''))
      .join('|')})`;
  const isShortKey = exchange.parts.some(({ part, runs }) => part === 'key' && !runs);
  return {
    id: `${exchange.id}-${isShortKey ? 'key' : 'passphrase'}-beside`,
    severity: 'block',
    finds: `${exchange.title} ${isShortKey ? 'API key' : 'passphrase'}`,
    fix: `revoke the key at ${exchange.title}, and let the bot read the new one from its environment`,
    keywords: exchange.names.filter((name) => /^[a-z0-9_-]{3,}$/.test(name)),
    reach: 600,
    pattern: new RegExp(
      isShortKey
        ? `(?<![A-Za-z0-9_-])(?<value>[A-Za-z0-9_-]{8,10})${between}${shapesOf('secret')}(?![A-Za-z0-9_-])`
        : `(?<![A-Za-z0-9])${shapesOf('key')}${between}${shapesOf('secret')}${between}(?<value>[^\\s"'\`,;|\\\\<>]{6,64})(?=["'\`\\s,;|\\\\)]|$)`,
      'g',
    ),
    judge: ({ value }) =>
      !isPlaceholder(value) &&
      (isShortKey ? kindsOf(value) > 1 && randomnessOf(value).wordiness < 0 : looksChosen(value)),
    samples: (draw) => samplesOf(exchange, draw),
  };
}

function samplesOf({ id, parts }: Exchange, draw: Draw) {
  const drawn = (wanted: Part['part']) =>
    (parts.find(({ part }) => part === wanted)?.sample ?? [])
      .map((piece) => (typeof piece === 'string' ? piece : draw.text(...piece)))
      .join('');
  const [key, secret, passphrase] = [drawn('key'), drawn('secret'), drawn('passphrase')];
  const list = (mark: string, last = passphrase) => [key, secret, ...(passphrase === '' ? [] : [last])].join(mark);
  return {
    match: [
      `// ${id}\nnew Client('${list("', '")}');`,
      `INSERT INTO accounts VALUES (1, '${id}', '${list("', '")}');`,
      `${id},main,${list(',')}\n`,
    ],
    noMatch: [
      `// ${id}\nnew Client('first', options);`,
      `// ${id}\nlist('your_key', '${secret}', 'your_passphrase');`,
      `// ${id}\nlist('first', 'second', '${passphrase}');`,
    ],
  };
}
