import { alphabets, type Draw } from '../judge/draw.ts';
import { anyValue, glue } from '../judge/glue.ts';
import { isManual, isTestPath, isVendored } from '../judge/place.ts';
import { isCode, isMadeOfCommonWords, isPlaceholder, isPlainReference } from '../judge/placeholder.ts';
import { isPublished } from '../judge/published.ts';
import { kindsOf, looksChosen, looksDrawn, randomnessOf, uuid } from '../judge/randomness.ts';
import type { Hit, Judgement, KeywordRule, Samples } from '../judge/rule.ts';
import { sightOf } from '../judge/sight.ts';

// A word that makes a name the name of a secret. `key` alone does not: most keys in code open no door.
const words = [
  'apikey',
  'api_key',
  'api-key',
  'api.key',
  'api key',
  'secret',
  'passphrase',
  'password',
  'passwd',
  'passcode',
  '_pass',
  'dbpass',
  'pass=',
  'pass =',
  'pass:',
  'pass"',
  "pass'",
  'pwd',
  'token',
  'privatekey',
  'private_key',
  'private-key',
  'accesskey',
  'access_key',
  'access-key',
  'authkey',
  'auth_key',
  'auth-key',
  'credential',
] as const;

// The short words bring their sign along as a keyword, and leave it to what follows here.
const spelled = words
  .map((word) => word.replace(/ ?[=:"']$/, ''))
  .join('|')
  .replaceAll('.', '\\.');

/** `name = value` in code, environment files, JSON, YAML, TOML, URLs and logs, where the name speaks of a secret. */
export const assignmentRule: KeywordRule = {
  id: 'credential-assignment',
  severity: 'block',
  finds: 'credential',
  fix: 'revoke it where it was issued, and read the new one from the environment or a secret store',
  keywords: words,
  followedBy: 'value',
  reach: 'at',
  pattern: new RegExp(`(?<word>${spelled})(?<tail>[A-Za-z0-9_-]{0,32})${glue}${anyValue(8)}`, 'gi'),
  judge,
  samples,
};

function judge(hit: Hit): Judgement {
  if (!believed(hit)) return false;
  if (isPublished(hit.value)) return 'info';
  // What somebody published is theirs to revoke, and mostly an example.
  if (isVendored(hit.path)) return 'warn';
  if (looksDrawn(hit.value)) return isSampleAnswer(hit) || isExample(hit) || isVector(hit) ? 'warn' : true;
  // Manuals and tests are full of passwords that somebody made up for them.
  return isManual(hit.path) || isTestPath(hit.path) ? 'warn' : true;
}

/** Vectors of tests are hashes and keys of nobody. */
const isVector = ({ value, path }: Hit) => /^(?:0x)?[0-9a-f-]+$/i.test(value) && isTestPath(path);

/** In what is typed at Python's prompt, or in a text for people or a comment, beside a host that is reserved for examples. */
function isExample({ text, start, at, value, path }: Hit): boolean {
  const before = text.slice(Math.max(0, start - 160), start);
  const line = before.slice(before.lastIndexOf('\n') + 1) + text.slice(at, at + value.length + 80).split('\n', 1)[0];
  if (/^[ \t]*(?:>>>|\.\.\.) /.test(line)) return true;
  return (isManual(path) || isTestPath(path) || isComment.test(line)) && /\bexample\.(?:com|org|net)\b/.test(line);
}

// `//` also begins a line of .npmrc.
const isComment = /^[ \t]*(?:\/\/[ \t]|\/?\*|#|--[ \t]|;[ \t])/;

/** A token in the printed answer of a server, kept in a comment: `//     "token": "V",`. */
function isSampleAnswer({ text, start, groups }: Hit): boolean {
  const line =
    text
      .slice(Math.max(0, start - 160), start)
      .split('\n')
      .at(-1) ?? '';
  return (
    /token/i.test(groups.word ?? '') &&
    /^[ \t]*(?:\/\/|\*|#)(?:[^'"]{0,80}["']|[ \t]{2,40})[\w-]*$/.test(line.slice(-120))
  );
}

function believed({ text, start, at, value, groups, path }: Hit): boolean {
  const { word = '', close, quote } = groups;
  const sign = (groups.sign ?? '').trim();
  const isBare = quote === undefined;
  // Neither drawn nor made up: most of what is assigned is code.
  if (!/[0-9]/.test(value) && !looksDrawn(value)) return false;
  const { reading, name } = sightOf({ text, at });
  if (typeof reading !== 'object' || reading.strength === 'id' || reading.strength === 'faint') return false;

  if (isPlaceholder(value) || isPlainReference(value) || /\s/.test(value)) return false;
  if (isBare && isCode(value)) return false;
  const isBeside = sign === '' && !groups.sign?.includes('\n');
  // Whatever stands there is sent as it is.
  if (isLoginFile(path) && isBare && (sign === '=' || isBeside) && reading.strength === 'strong')
    return looksChosen(value);
  if (isBeside && !(isBare ? isOption(text, start) : kindsOf(value) > 2)) return false;
  // A list of names looks like `set("NAME", "value")`, but its members hold no digits.
  if (sign === ',' && (!close || isBare || !/[0-9]/.test(value) || !isWholeString(text, start))) return false;
  if (sign === '(' && (isBare || !isSetter.test(name))) return false;
  if (uuid.test(value)) return reading.strength === 'strong';
  // A `token` of one case is as often a page's, a lexer's or a coin's.
  if (reading.strength === 'weak' && /token/i.test(word) && !isOpening(value, text, at)) return false;
  // In `name=value`, `<name>value<` and `--name value` a bare word is a value; after a space or a colon it may be code.
  const mayBeCode =
    isBare && sign !== '' && !isPlainText(path, name, sign) && (sign === '=>' || !/[=>]/.test(text.charAt(at - 1)));
  if (looksDrawn(value) && !(mayBeCode && isShortName(value))) return true;
  // A made-up password is only believed where it is given to a name, not where it stands beside one.
  if (!/pass|pwd|^secret/i.test(word) || sign === ',') return false;
  // `existingSecret: binance-credentials-v2`, `'secret': 'V1SecretProjection'`: what a secret is called.
  if (/secret/i.test(word) && /^[\w.:#-]+$/.test(value) && randomnessOf(value).wordiness > 0) return false;
  if (isMadeOfCommonWords(value) || isIdentifier(value)) return false;
  // Without quotes, names such as Uint8Array or hash_v2 stand in the same places.
  if (mayBeCode && /^[\w$.-]+$/.test(value)) return false;
  return looksChosen(value) && /[0-9]/.test(value) && kindsOf(value) >= (isBare ? 3 : 2);
}

/** `V2PasswordPolicyStatus`: a name that speaks of what it is about. */
const isIdentifier = (value: string) =>
  value.length > 15 &&
  /^\w+$/.test(value) &&
  /password|passphrase|secret|credential/i.test(value) &&
  randomnessOf(value).wordiness > 0;

/** Where a bare word is a text and never a name: configuration, and `NAME ?= value` in a Makefile or a shell. */
const isPlainText = (path: string, name: string, sign: string) =>
  /\.(?:ya?ml|env|ini|conf|cfg|properties|tfvars|service)$|(?:^|\/)\.env/i.test(path) ||
  (/=$/.test(sign) && /^[A-Z][A-Z0-9_]*$/.test(name));

/** `machine H login U password V` in .netrc, `//H/:_authToken=V` in .npmrc. */
const isLoginFile = (path: string) => /(?:^|\/)[._]?(?:netrc|npmrc|pypirc|pgpass|my\.cnf)$/i.test(path);

/** `--name value` */
const isOption = (text: string, start: number) =>
  /(?:^|[\s"'])--?[\w-]*$/.test(text.slice(Math.max(0, start - 48), start));

const isOpening = (value: string, text: string, at: number) =>
  /[._~!@#$%^&*]/.test(value) ||
  (/[a-z]/.test(value) && /[A-Z]/.test(value) && !/^[1-9A-HJ-NP-Za-km-z]{43,44}$/.test(value)) ||
  /[A-Z]=["']?$/.test(text.slice(Math.max(0, at - 8), at));

const isSetter =
  /(?:^|[a-z_.])(?:set|with|use|add)|\.(?:api|secret|pass|token|access|private)|secretstr|passphrase|password|(?:key|secret|token)option|credential/i;

/** `"NAME", "value"`: the string before holds the name and nothing else. */
const isWholeString = (text: string, start: number) =>
  /["'`][\w.$-]{0,47}$/.test(text.slice(Math.max(0, start - 48), start));

// isV2CloudApiKey, round1Secret: in code a bare word is a name until it is longer than people's names are.
const isShortName = (value: string) =>
  value.length < 24 && /^[A-Za-z_$][\w$]*$/.test(value) && !/\d.*\d.*\d/.test(value);

function samples(draw: Draw): Samples {
  const drawn = draw.text(alphabets.alphanumeric, 40);
  const hex = draw.text(alphabets.hex, 32);
  const chosen = `${draw.text('bcdfghjk', 5)}-${draw.text('AEIOU', 4)}${10 + draw.number(90)}!`;
  return {
    match: [
      `API_KEY=${drawn}`,
      `const apiKey = '${drawn}';`,
      `const apiSecret: string = "${hex}";`,
      `{ "secret" : "${drawn}" }`,
      `log: {\\"token\\":\\"${drawn}\\"}`,
      `  access_token: ${drawn}\n`,
      `passphrase: "${chosen}"`,
      `PASSWORD=${chosen}\r\n`,
      `DB_PASSWORD=${draw.text('BCDFG', 4)}${draw.text('hjkmn', 4)}${10 + draw.number(90)}`,
      `config['apiKey'] = "${drawn}"`,
      `headers.set('X-Api-Key', '${drawn}')`,
      `const secret = env.SECRET ?? '${drawn}'`,
      `bot --api-secret ${drawn} --verbose`,
      `GET /v1/account?api_key=${drawn}&limit=5`,
      `<apiSecret>${drawn}</apiSecret>`,
      `exchange.api.key=${drawn}`,
      `bot --passphrase ${chosen}`,
      `private_key = "0x${draw.text(alphabets.hex, 64)}"`,
      `secret: '${draw.uuid()}'`,
    ],
    noMatch: [
      'API_KEY=',
      'API_KEY=your_api_key_here_please',
      'apiKey: process.env.BINANCE_API_KEY,',
      'const apiKey = config.exchange.binance.apiKey;',
      'const token = await fetchAccessToken(session);',
      `const secret = createHmacSha256Secret(password, salt1);`,
      'password: "Password must not be empty"',
      "type: 'password', label: 'passwordConfirmation1'",
      `tokenAddress: '0x${draw.text(alphabets.hex, 40)}'`,
      `publicKey: '${draw.text(alphabets.hex, 64)}'`,
      `nextToken: '${drawn}'`,
      `integrity: 'sha512-${draw.text(alphabets.base64, 86)}=='`,
      `secret: \${{ secrets.API_SECRET_VALUE_1 }}`,
      `secretName: kv-${hex}`,
      `the token ${drawn} was seen`,
      `apiKey: '${'0123456789abcdef'.repeat(4)}'`,
      'SECRET_NAME=production-database-2',
      'readonly secret: Uint8Array;',
      "derive('password', 'salt1234')",
      "password: 'secret123'",
    ],
  };
}
