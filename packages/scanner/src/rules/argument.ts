import type { Draw } from '../judge/draw.ts';
import { isPlaceholder } from '../judge/placeholder.ts';
import { kindsOf, looksChosen, looksDrawn, randomnessOf } from '../judge/randomness.ts';
import type { Hit, Judgement, Rule, RunRule } from '../judge/rule.ts';
import { sightOf } from '../judge/sight.ts';
import { exchangesInPath, exchangesNear, keywordsOf, nearby } from './exchange-near.ts';
import type { Part } from './exchange-part.ts';
import { type Exchange, exchanges } from './exchange-table.ts';
import { mentionedAround } from './mentions.ts';

const quote = '(?:\\\\{0,3}["\'`])?';
const between = `${quote} {0,8}[,;|\\t] {0,8}(?:\\r?\\n[ \\t]{0,32}|\\\\n)?${quote}`;

/**
 * The third of three: nothing names a passphrase in `new Client("K", "S", "P")` or in a row of a table, but the key and
 * the secret before it do. Looked for from the secret, which is the rarest of them.
 */
export const argumentRules: readonly Rule[] = exchanges
  .filter(({ parts }) => parts.some(({ runs }) => runs === undefined))
  .flatMap((exchange) =>
    exchange.parts
      .filter(({ part }) => part === 'secret')
      .flatMap((secret) => (secret.runs ? [ruleFor(exchange, secret, secret.runs)] : [])),
  );

function ruleFor(exchange: Exchange, secret: Part, runs: NonNullable<Part['runs']>): Rule {
  const isShortKey = exchange.parts.some(({ part, runs: own }) => part === 'key' && !own);
  const find = isShortKey ? keyBefore : passphraseBehind(exchange);
  return {
    id: `${exchange.id}-${isShortKey ? 'key' : 'passphrase'}-beside${secret.form === undefined ? '' : `-${secret.form}`}`,
    severity: 'block',
    finds: `${exchange.title} ${isShortKey ? 'API key' : 'passphrase'}`,
    fix: `revoke the key at ${exchange.title}, and let the bot read the new one from its environment`,
    runs,
    mentions: keywordsOf(exchange),
    ...(!isShortKey && { where: whereSpokenOf(keywordsOf(exchange)) }),
    judge: (hit) => {
      if (!secret.shape.test(hit.value)) return false;
      const isHere =
        exchangesNear(hit.look, hit.at).includes(exchange.id) || exchangesInPath(hit.path).includes(exchange.id);
      if (isHere && !isShortKey) return find(hit);
      const judgement = isHere && find(hit);
      return judgement || !isShortKey ? judgement : namedBefore(hit);
    },
    samples: (draw) => samplesOf(exchange, secret, draw),
  };
}

/** In sight of the exchange's name, or in a path that names some exchange. */
function whereSpokenOf(words: readonly string[]): NonNullable<RunRule['where']> {
  const isNear = mentionedAround(words, nearby);
  return (look, start, end) => isNear(look, start, end) || exchangesInPath(look.path).length > 0;
}

/** As far as two values and what parts them reach. */
const reach = 160;

const shortKey = new RegExp(
  `(?<![A-Za-z0-9_-])(?:(?<value>[A-Za-z0-9_-]{8,10})${between}|(?<=(?:-u|--user)[ =]["']?)(?<user>[A-Za-z0-9_-]{8,10}):)$`,
);

function keyBefore({ text, at }: Hit): Judgement {
  const from = Math.max(0, at - reach);
  const found = shortKey.exec(text.slice(from, at));
  const value = found?.groups?.value ?? found?.groups?.user;
  if (!found || value === undefined || isPlaceholder(value)) return false;
  if (kindsOf(value) < 2 || randomnessOf(value).wordiness >= 0) return false;
  return { severity: 'block', beside: { at: from + found.index, value } };
}

// `CLIENT_ID=V` on the line before, or just before the name of the secret in the same.
const namedKey =
  /(?:id|key)(?:[_-][A-Za-z0-9]{1,8})?[^A-Za-z0-9]{1,16}?(?:(?:(?:As )?string|value|str)[^A-Za-z0-9]{1,8}?)?(?<value>[A-Za-z0-9_-]{8,10})[^A-Za-z0-9_-]{1,24}(?:[A-Za-z]{1,12}[^A-Za-z0-9]{1,6}){0,3}$/i;

/** A secret of this shape that is called one, behind a key of this shape that is called one, needs no exchange's name. */
function namedBefore(hit: Hit): Judgement {
  const { text, at } = hit;
  const { reading, at: nameAt } = sightOf(hit);
  if (typeof reading !== 'object' || reading.label !== 'secret' || !looksDrawn(hit.value)) return false;
  const from = Math.max(0, nameAt - reach);
  const found = namedKey.exec(text.slice(from, nameAt));
  const value = found?.groups?.value;
  if (!found || value === undefined || isPlaceholder(value) || at - nameAt > reach) return false;
  const keyAt = from + found.index + found[0].lastIndexOf(value);
  const named = sightOf({ text, at: keyAt }).reading;
  if (typeof named !== 'object' || named.label !== 'key') return false;
  if (kindsOf(value) < 2 || randomnessOf(value).wordiness >= 3.5) return false;
  return { severity: 'block', beside: { at: keyAt, value } };
}

const passphrase = new RegExp(`^${between}(?<value>[^\\s"'\`,;|\\\\<>]{6,64})(?=["'\`\\s,;|\\\\)]|$)`);

function passphraseBehind({ parts }: Exchange): (hit: Hit) => Judgement {
  const keys = parts
    .filter(({ part, runs }) => part === 'key' && runs)
    .map(({ shape }) => shape.source.replace(/^\^|\$$/g, ''));
  const keyBeforeIt = new RegExp(`(?<![A-Za-z0-9])(?:${keys.join('|')})${between}$`);
  return ({ text, at, value: { length } }) => {
    if (!keyBeforeIt.test(text.slice(Math.max(0, at - reach), at))) return false;
    const found = passphrase.exec(text.slice(at + length, at + length + reach));
    const value = found?.groups?.value;
    if (!found || value === undefined || isPlaceholder(value) || !looksChosen(value)) return false;
    return { severity: 'block', beside: { at: at + length + found[0].length - value.length, value } };
  };
}

function samplesOf({ id, parts }: Exchange, { form }: Part, draw: Draw) {
  const drawn = (wanted: Part['part']) =>
    (
      parts.find(({ part, form: own }) => part === wanted && own?.includes('legacy') === form?.includes('legacy'))
        ?.sample ?? []
    )
      .map((piece) => (typeof piece === 'string' ? piece : draw.text(...piece)))
      .join('');
  const chosen = parts.find(({ part }) => part === 'passphrase')?.sample ?? [];
  const passphrase = chosen.map((piece) => (typeof piece === 'string' ? piece : draw.text(...piece))).join('');
  const [key, secret] = [drawn('key'), drawn('secret')];
  const list = (mark: string, last = passphrase) => [key, secret, ...(passphrase === '' ? [] : [last])].join(mark);
  return {
    match: [
      `// ${id}\nnew Client('${list("', '")}');`,
      `INSERT INTO accounts VALUES (1, '${id}', '${list("', '")}');`,
      `${id},main,${list(',')}\n`,
      ...(passphrase === '' ? [`CLIENT_ID=${key}\nCLIENT_SECRET=${secret}\n`, `curl -u '${key}:${secret}' ${id}`] : []),
    ],
    noMatch: [
      ...(passphrase === ''
        ? [`CLIENT_ID=${key}\nCHECKSUM=${secret}\n`, `NAME=${key}\nCLIENT_SECRET=${secret}\n`]
        : []),
      `// ${id}\nnew Client('first', options);`,
      `// ${id}\nlist('your_key', '${secret}', 'your_passphrase');`,
      `// ${id}\nlist('first', 'second', '${passphrase}');`,
    ],
  };
}
