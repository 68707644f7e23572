import type { Draw } from '../judge/draw.ts';
import { glue } from '../judge/glue.ts';
import { isValue, type Label } from '../judge/label.ts';
import { besides, calleeOf, hasGivenSecretBeside, opens } from '../judge/pair.ts';
import { isPieceOfMore } from '../judge/piece.ts';
import { isCode, isPlaceholder, isPlainReference } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { isVaried, kindsOf, looksChosen, looksDrawn, randomnessOf, uuid } from '../judge/randomness.ts';
import type { Hit, Judgement, KeywordRule, Look, Rule } from '../judge/rule.ts';
import { type Sight, sightOf } from '../judge/sight.ts';
import { alone, isAlone, isQuote, mayBeOfExchange } from './exchange-glance.ts';
import { exchangesIn, exchangesInPath, exchangesNear, keywordsOf } from './exchange-near.ts';
import type { Part } from './exchange-part.ts';
import { type Exchange, exchanges } from './exchange-table.ts';
import { isAnyFullOf, isFullOf } from './limited.ts';

const nouns: Readonly<Record<Label, string>> = { key: 'API key', secret: 'API secret', passphrase: 'passphrase' };

/** How much evidence a shape needs: with the exchange's name in sight, ids and hashes are the only other drawn values. */
const leastEvenness = 0.68;

const byId: ReadonlyMap<string, Exchange> = new Map(exchanges.map((exchange) => [exchange.id, exchange]));

const passphraseNames = ['pass[_ -]?phrase', 'passw(?:or)?d', 'passcode', 'pwd', '(?<=_)pass', `pass(?= ?[=:"'])`];
// `passphrase for KuCoin: V`
const forWhom = '(?: (?:for|of|on|at)(?: [A-Za-z.]{1,16}){1,4}(?=[:=]))?';
const passphraseKeywords = ['pass', 'pwd'];

export const exchangeRules: readonly Rule[] = exchanges.flatMap((exchange) =>
  exchange.parts.map((part) => (part.runs ? runRule(exchange, part, part.runs) : namedRule(exchange, part))),
);

function factsOf(exchange: Exchange, part: Part) {
  return {
    id: idOf(exchange, part),
    severity: 'block',
    finds: `${exchange.title} ${nouns[part.part]}`,
    mentions: keywordsOf(exchange),
    fix: `revoke it at ${exchange.title}, and let the bot read the new one from its environment`,
    samples: (draw: Draw) => samplesOf(exchange, part, draw),
  } as const;
}

function idOf(exchange: Exchange, { form, part }: Part): string {
  return `${exchange.id}-${form ?? part}`;
}

function runRule(exchange: Exchange, part: Part, runs: NonNullable<Part['runs']>): Rule {
  const id = idOf(exchange, part);
  return {
    ...factsOf(exchange, part),
    runs: { ...runs, drawn: true },
    where: mayBeOfExchange,
    judge: (hit) => {
      // Names with dashes have these lengths, too, and hardly any of them this shape.
      if (runs.alphabet === 'base64url' && !part.shape.test(hit.value)) return false;
      const verdict = verdictOf(hit);
      if (verdict?.id !== id) return false;
      return isPublished(hit.value) ? 'info' : verdict.judgement;
    },
  };
}

/** One drawn value in forty has dashes where words would have them. Where a name says what it is, it is believed. */
const mayBeJoined = (value: string) => /[-_]/.test(value) && kindsOf(value) === 4 && isVaried(value);
const isNamedStrongly = ({ reading, sign, isQuoted }: Sight) =>
  typeof reading === 'object' && reading.strength === 'strong' && (isQuoted || sign === '=' || sign === ':');

/** The drawn part of a value: without the prefix of its kind, and without the dashes between its groups. */
const bodyOf = (value: string) =>
  !(value.startsWith('mx0') || /[-_=]/.test(value)) || uuid.test(value)
    ? value
    : value
        .replace(/^(?:bg_|mx0|account-|master-|cxakp_)/, '')
        .replace(/(?<=^[^-]{8,10}|-[^-]{8})-/g, '')
        .replace(/={1,2}$/, '');

interface Verdict {
  readonly id: string;
  readonly judgement: Judgement;
}

// Several rules ask about one value, one after the other.
let judgedLook: Look | undefined;
let judgedAt = -1;
let judgedValue = '';
let lastVerdict: Verdict | undefined;

/** Judges a value once for all exchanges, since their shapes are shared: the exchange in sight decides whose it is. */
function verdictOf(hit: Hit): Verdict | undefined {
  const { text, at, value, look } = hit;
  if (look === judgedLook && at === judgedAt && value === judgedValue) return lastVerdict;
  const found = judged(hit);
  lastVerdict = found && !isPieceOfMore(text, at, value.length) ? found : undefined;
  judgedLook = look;
  judgedAt = at;
  judgedValue = value;
  return lastVerdict;
}

function judged(hit: Hit): Verdict | undefined {
  const { text, at, value, path } = hit;
  // Of a hash among hashes nothing more is asked.
  if (!isQuote(hit.look.bytes[at - 1] ?? 0) && !isSpoken(hit) && !isAlone(value)) return undefined;
  const sight = sightOf(hit);
  if (sight.reading === 'never' && !isKeyFile(hit, sight)) return undefined;
  const named = isValue(sight.name) ? [] : exchangesIn(sight.name);
  const near = new Set([...named, ...exchangesNear(hit.look, at), ...exchangesInPath(path)]);
  const isGiven = () => sight.isQuoted && (sight.sign === '(' || sight.sign === ',') && opens.test(calleeOf(text, at));
  // Of a hash in a list nothing more is asked, either.
  if (near.size === 0 && !isGiven() && !isAlone(value)) return undefined;
  // Of what would be one too many nothing more is asked.
  if (isAnyFullOf(hit.look)) {
    const verdict = verdictNear(near, hit, sight);
    if (verdict && isFullOf(hit.look, verdict.id)) return undefined;
  }
  // Names have the same lengths; hardly any of them looks drawn.
  const isDrawn = looksDrawn(bodyOf(value), leastEvenness);
  if (!isDrawn && !(mayBeJoined(value) && isNamedStrongly(sight))) return undefined;
  if (isPlaceholder(value)) return undefined;

  const verdict = verdictNear(near, hit, sight);
  if (verdict) return verdict;
  // No exchange is in sight: a key and a secret of one kind, side by side in a call that opens something, are a pair.
  if (isGiven()) {
    for (const exchange of ofPairs) {
      const part = exchange.parts.find(({ runs, shape }) => runs && shape.test(value));
      if (part && isPaired(exchange, part, hit)) return verdictFor(exchange, part, 'block');
    }
  }
  // No exchange in sight believes it; some shapes are nobody else's.
  for (const [exchange, part] of alone) {
    if (part.shape.test(value))
      return verdictFor(exchange, part, sight.reading || isPaired(exchange, part, hit) ? 'block' : 'warn');
  }
  return undefined;
}

/** What the first exchange in sight that believes a value makes of it. */
function verdictNear(near: ReadonlySet<string>, hit: Hit, sight: Sight): Verdict | undefined {
  for (const id of near) {
    const exchange = byId.get(id);
    const part = exchange && partOf(exchange, hit.value, sight);
    if (part && isBelieved(exchange, part, hit, sight)) return verdictFor(exchange, part, 'block');
  }
  return undefined;
}

const isSpoken = ({ look, at, path }: Hit) => exchangesNear(look, at).length > 0 || exchangesInPath(path).length > 0;

/** Their keys and secrets have shapes of their own, so that two side by side are a pair. */
const ofPairs = exchanges.filter(({ id }) => ['okx', 'kucoin', 'bitget', 'mexc'].includes(id));

const verdictFor = (exchange: Exchange, part: Part, judgement: Judgement): Verdict => ({
  id: idOf(exchange, part),
  judgement,
});

/** `{ "id": "V", "privateKey": "..." }`: the file that Coinbase hands out. Anybody else's `id` is an order's. */
const isKeyFile = ({ text, at, value }: Hit, { name }: Sight) =>
  name === 'id' && uuid.test(value) && hasGivenSecretBeside(text, at, value.length);

/** Of the parts whose shape fits, the one that the label names; an unnamed value is taken for the first. */
function partOf({ parts }: Exchange, value: string, { reading }: Sight): Part | undefined {
  const fitting = parts.filter(({ runs, shape }) => runs && shape.test(value));
  const label = typeof reading === 'object' ? reading.label : undefined;
  return fitting.find(({ part }) => part === label) ?? fitting[0];
}

function isBelieved(exchange: Exchange, part: Part, hit: Hit, { reading, name, sign, isQuoted }: Sight): boolean {
  if (part.needs === 'alone') return true;
  // In `someApiKey, otherName` one name follows another.
  if (sign === ',' && !isQuoted && reading) return false;
  if (reading === 'never') return exchange.idIsKey === true && part.part === 'key';
  if (typeof reading === 'object') {
    if (reading.strength === 'id')
      return part.part === 'key' && (exchange.idIsKey === true || /key[ _-]?id$/i.test(name));
    if (reading.strength === 'weak' && /token$/i.test(name)) return false;
    if (!isQuoted && !/[0-9]/.test(hit.value) && sign !== '=' && sign !== ':') return false;
    if (part.needs === 'near') return true;
    // A value that is called the other part has another shape, or is something else: `secret` beside an order's id.
    if (reading.strength === 'faint') return false;
    return reading.label === part.part || reading.strength === 'strong';
  }
  // Drawn from both cases, 40 letters hold both: one case alone is a hash.
  if (part.needs === 'near' && isMixed(hit.value)) return true;
  if (isPaired(exchange, part, hit)) return true;
  // Letters alone are a name until something calls them otherwise.
  if (!/[0-9]/.test(hit.value)) return false;
  // `Bitstamp client ready, using V`: in a sentence, and no hash is written in both cases.
  if (!isQuoted && sign === ' ' && isMixed(hit.value) && exchangesIn(lineBefore(hit)).includes(exchange.id))
    return true;
  // `V for Binance`, `V  # Binance secret`
  const rest = restOfLine(hit);
  if (
    exchangesIn(rest).includes(exchange.id) &&
    (sign !== '(' || isMixed(hit.value) || /key|secret|api|pass/i.test(rest))
  )
    return true;
  // `new BinanceClient("V")`: the name of the call names the exchange.
  if (!isQuoted || (sign !== '(' && sign !== ',')) return false;
  return exchangesIn(calleeOf(hit.text, hit.at)).includes(exchange.id);
}

const isMixed = (value: string) => /[a-z]/.test(value) && /[A-Z]/.test(value);

/** What follows a value on its line, as far as a short remark goes. */
function restOfLine({ text, at, value }: Hit): string {
  const end = at + value.length;
  return (
    /^["'`),;]{0,3}[ \t]{1,8}(?:#|\/\/|--|\(|for|on|at|is|<-|[-=])[^\n\\]{0,32}/.exec(text.slice(end, end + 48))?.[0] ??
    ''
  );
}

/** What stands before a value on its line, as far as a sentence goes. */
function lineBefore({ text, at }: Hit): string {
  const before = text.slice(Math.max(0, at - 64), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** Returns true where the other half of the pair stands beside a value. */
function isPaired({ parts, beside }: Exchange, { part }: Part, { text, at, value }: Hit): boolean {
  const others = parts.filter((other) => other.runs && other.part !== part);
  return besides(text, at, value.length).some(
    (word) =>
      beside?.test(word) || (others.some(({ shape }) => shape.test(word)) && looksDrawn(bodyOf(word), leastEvenness)),
  );
}

/** For what no run can hold: a passphrase that a person chose, an id of eight characters. Only where it is named. */
function namedRule(exchange: Exchange, part: Part): KeywordRule {
  return part.part === 'passphrase' ? passphraseRule(exchange, part) : shortKeyRule(exchange, part);
}

function passphraseRule(exchange: Exchange, part: Part): KeywordRule {
  const more = exchange.id === 'bitmart' ? ['memo'] : [];
  const names = [...passphraseNames, ...more];
  return {
    ...factsOf(exchange, part),
    keywords: [...passphraseKeywords, ...more],
    reach: 'at',
    // Passwords stand everywhere; what names the exchange does not.
    where: (look, at) => isNear(exchange, { look, at, path: look.path }),
    pattern: new RegExp(`(?:${names.join('|')})(?:[_-][A-Za-z0-9]{1,8})?${forWhom}${glue}${valueIn(part)}`, 'gi'),
    judge: (hit) => {
      if (!looksChosen(hit.value)) return false;
      const { reading, sign, isQuoted } = sightOf(hit);
      // `type="password" name="V"`: the name nearest to a value is its own.
      if (typeof reading !== 'object' && (reading === 'never' || exchange.id !== 'bitmart')) return false;
      if (isPlaceholder(hit.value) || isCode(hit.value)) return false;
      if (isPlainReference(hit.value)) return false;
      if (sign === ',' && !isQuoted) return false;
      // The next attribute's name.
      if (/^[\w-]+=$/.test(hit.value)) return false;
      if (sign === ' ' && !isQuoted && kindsOf(hit.value) < 3) return false;
      return isPublished(hit.value) ? 'info' : true;
    },
  };
}

/** What stands between may be anything that is no word: the reading of the name says whether it names. */
function shortKeyRule(exchange: Exchange, part: Part): KeywordRule {
  return {
    ...factsOf(exchange, part),
    keywords: keywordsOf(exchange),
    reach: 600,
    pattern: new RegExp(
      `(?:id|key)(?:[_-][A-Za-z0-9]{1,8})?[^A-Za-z0-9]{1,16}?(?:(?:(?:As )?string|value|str)[^A-Za-z0-9]{1,8}?)?${valueIn(part)}`,
      'gi',
    ),
    judge: (hit) => {
      const { reading, sign, isQuoted } = sightOf(hit);
      if (typeof reading !== 'object' || reading.strength === 'faint' || isPlaceholder(hit.value)) return false;
      if (!isQuoted && (sign === ',' || sign === '(')) return false;
      // One drawn id of eight in thirty is a little like a word.
      return kindsOf(hit.value) > 1 && randomnessOf(hit.value).wordiness < 3.5;
    },
  };
}

const isNear = ({ id }: Exchange, { look, at, path }: Pick<Hit, 'look' | 'at' | 'path'>) =>
  exchangesNear(look, at).includes(id) || exchangesInPath(path).includes(id);

function valueIn({ shape }: Part): string {
  return `\\\\{0,4}["'\`]?(?<value>${shape.source.replace(/^\^|\$$/g, '')})(?![A-Za-z0-9_])`;
}

function drawn(part: Part, draw: Draw): string {
  return part.sample.map((piece) => (typeof piece === 'string' ? piece : draw.text(...piece))).join('');
}

function samplesOf(exchange: Exchange, part: Part, sample: Draw) {
  const name = { key: 'api_key', secret: 'api_secret', passphrase: 'passphrase' }[part.part];
  const upper = `${exchange.id}_${name}`.toUpperCase();
  const camel = name.replace(/_(.)/, (_, letter: string) => letter.toUpperCase());
  const [value, other] = [drawn(part, sample), drawn(part, sample)];
  return {
    match: [
      `${upper}=${value}\n`,
      `export ${upper}="${value}"`,
      `const ${exchange.id} = new ccxt.${exchange.id}({ ${camel}: '${value}' });`,
      `${exchange.id}:\n  ${name}: ${value}\n`,
      `{"exchange":"${exchange.id}","${camel}":"${value}"}`,
      `# ${exchange.id}, main account\r\n${name}=${other}\r\n`,
    ],
    noMatch: [
      `${upper}=\n`,
      `${upper}=your_${name}_here`,
      `${upper}=\${${upper}}`,
      `${camel}: process.env.${upper},`,
      `${upper}=${value.charAt(0).repeat(value.length)}`,
      `${exchange.id} commit: ${value}`,
      `${exchange.id} order_id: ${value}`,
      `${exchange.id} public_key: '${value}'`,
    ],
  };
}
