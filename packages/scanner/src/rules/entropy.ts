import { afterValue } from '../judge/after-value.ts';
import { hasHeadings } from '../judge/column.ts';
import { alphabets, type Draw } from '../judge/draw.ts';
import { besides, calleeOf, hasGivenSecretBeside, hasSecretBeside, opens } from '../judge/pair.ts';
import { isPieceOfMore } from '../judge/piece.ts';
import { isTestPath, isVendored } from '../judge/place.ts';
import { isPlaceholder, isPlainReference } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { isMadeOfWords, looksDrawn, uuid } from '../judge/randomness.ts';
import type { Alphabet, Hit, Judgement, Look, Rule, Samples } from '../judge/rule.ts';
import { type Sight, sightOf } from '../judge/sight.ts';

/** Drawn values wherever they stand; what stands around them says whether they block, warn or are nobody's business. */
export const entropyRules: readonly Rule[] = [
  ruleFor('drawn-credential', 'base64url', [18, 128]),
  ruleFor('drawn-credential-base64', 'base64', [40, 256]),
];

function ruleFor(id: string, alphabet: Alphabet, lengths: readonly [number, number]): Rule {
  return {
    id,
    severity: 'block',
    finds: 'drawn value where a credential stands',
    fix: 'if it opens anything, revoke it where it was issued and read the new one from the environment',
    // Most runs of this length are names; a drawn one of 20 without a digit is one in forty, and has a label to speak for it.
    runs: { alphabet, lengths, withDigit: true, drawn: 'with marks' },
    where,
    // What both alphabets can write is the first one's.
    judge: alphabet === 'base64' ? (hit) => (hit.value.length > 128 || /[+/=]/.test(hit.value)) && judge(hit) : judge,
    samples: (draw) => samplesOf(alphabet, draw),
  };
}

/** In a list of values nothing is called anything, and most lists are given to nobody who opens anything. */
function where(look: Look, at: number): boolean {
  const after = afterValue(look, at);
  if (after === undefined || hasHeadings(look.text)) return true;
  if (after !== 'quoted after a comma') return false;
  return isGiven(calleeOf(look.text, at));
}

/** Whether a call opens something, or signs with what it is given. */
const isGiven = (callee: string) => callee !== '' && (opens.test(callee) || signs.test(callee));

/** Whose argument is a secret, whatever it looks like. */
const signs = /hmac|SecretKeySpec|jwt\.(?:sign|verify|encode|decode)$/i;

function judge(hit: Hit): Judgement {
  const { value } = hit;
  const sight = sightOf(hit);
  const { reading, sign, isQuoted } = sight;
  if (reading === 'never') return false;
  // Nothing calls it anything, and nothing is called with it.
  if (reading === undefined && !(isQuoted && (sign === '(' || sign === ','))) return false;
  if (reading === undefined && !isGiven(calleeOf(hit.text, hit.at))) return false;
  if (!looksDrawn(value)) return false;
  // A name that is called, or a type.
  if (!isQuoted && /^[ \t]*[(*[<]/.test(hit.text.slice(hit.at + value.length, hit.at + value.length + 3))) return false;
  if (!isQuoted && sign !== '=' && isMadeOfWords(value)) return false;
  const judgement = weighed(hit, sight);
  if (judgement === false || isPlaceholder(value) || isPlainReference(value)) return false;
  if (isPieceOfMore(hit.text, hit.at, value.length)) return false;
  if (isPublished(value)) return 'info';
  // A client that is tried with a drawn key in one's own tests is tried with a real one; hashes are at home there.
  const isOthers = isVendored(hit.path) || (isTestPath(hit.path) && !isMixed(value));
  return judgement === 'block' && isOthers ? 'warn' : judgement;
}

/** Says what a drawn value would weigh here, before it is looked at closely. */
function weighed(hit: Hit, sight: Sight): Judgement {
  const { text, at, value } = hit;
  const { reading, sign, isQuoted, name } = sight;
  if (typeof reading === 'object') {
    if (!isQuoted && (sign === ',' || sign === '(')) return false;
    if (reading.strength === 'id')
      return isHalf.test(name) &&
        hasGivenSecretBeside(text, at, value.length) &&
        !/aws|amazon|^A[KS]IA/i.test(name + value)
        ? 'block'
        : false;
    if (reading.strength === 'strong') return isSaid(hit, sight) ? 'block' : false;
    if (reading.strength === 'weak' && !/token$/i.test(name) && hasGivenSecretBeside(text, at, value.length))
      return 'block';
    if (uuid.test(value)) return false;
    if (reading.strength === 'weak' && hasSecretBeside(text, at, value.length) && isMixed(value)) return 'block';
    if (sign === ' ' && authFails.test(text.slice(Math.max(0, at - 100), at))) return 'block';
    return isMixed(value) && value.length >= 32 ? 'warn' : false;
  }
  if (!isQuoted || (sign !== '(' && sign !== ',')) return false;
  const callee = calleeOf(text, at);
  if (/hmac|SecretKeySpec/i.test(callee) && sign === ',' && /sha|md5/i.test(name)) return 'block';
  if (/jwt\.(?:sign|verify|encode|decode)$/i.test(callee) && sign === ',') return 'block';
  if (!isMixed(value) || !opens.test(callee)) return false;
  return value.length >= 32 || besides(text, at, value.length).some((word) => isMixed(word) && looksDrawn(word))
    ? 'block'
    : false;
}

/** What merely stands behind a strong name is a commit, or the next word of the code, unless it could be neither. */
function isSaid({ text, at, value }: Hit, { sign, isQuoted, name }: Sight): boolean {
  if (sign === '(' && !isMixed(value)) return isSetter.test(name);
  if (sign !== ' ' || isQuoted) return true;
  return (
    !/^[0-9a-f]{40}$/.test(value) &&
    !uuid.test(value) &&
    !/^[ \t]*[(*.,;)]/.test(text.slice(at + value.length, at + value.length + 4))
  );
}

/** `api_key_id`: the public half of a pair. */
const isHalf = /key[ _-]?id$/i;

/** Both cases and a digit: no hash is written so. */
const isMixed = (value: string) => /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);

const isSetter = /(?:^|[._ ])(?:set|with|use|add)|[._](?:api|secret|token|access)/i;

const authFails =
  /auth|sign(?:ed|ing|s)|invalid|reject|denied|forbidden|credential|log(?:ged|ging)? ?in|permission|expired|revoked|connect|exchange|account|unknown|bad/i;

function samplesOf(alphabet: Alphabet, draw: Draw): Samples {
  const mark = alphabet === 'base64' ? '+' : '';
  const letters = alphabet === 'base64' ? alphabets.base64 : alphabets.alphanumeric;
  const value = () => `Zk7${mark}${draw.text(letters, 37)}`;
  const hex = draw.text(alphabets.hex, 64);
  return {
    match: [
      `const client = new TradingClient("${value()}", "${value()}");`,
      `WARN auth failed for key ${value()}, retrying`,
      `options = { key: '${value()}', secret: '${value()}' }`,
      `const mac = createHmac('sha256', '${value()}');`,
    ],
    noMatch: [
      `const client = new TradingClient("${'getAccessTokenSilently2'.repeat(2)}");`,
      `integrity: 'sha512-${draw.text(alphabets.base64, 86)}=='`,
      `sha256("${value()}")`,
      `commit ${draw.text(alphabets.hex, 40)}`,
      `cache miss for "${hex}"`,
      `new Client("${draw.uuid()}")`,
      `etag: "${value()}"`,
      `txHash=${hex}`,
      `auth failed for key sha256-${value()}`,
    ],
  };
}
