import { alphabets, type Draw } from '../draw.ts';
import { isCode, isPlaceholder, isPlainReference } from '../placeholder.ts';
import { looksDrawn, uuid } from '../randomness.ts';
import type { Hit, Rule, Samples } from '../rule.ts';

// A word that makes a name the name of a secret. `key` alone does not: most keys in code open no door.
const words = [
  'apikey',
  'api_key',
  'api-key',
  'api.key',
  'secret',
  'passphrase',
  'password',
  'passwd',
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

/** `name = value` in code, environment files, JSON, YAML, TOML, URLs and logs, where the name speaks of a secret. */
export const assignmentRule: Rule = {
  id: 'credential-assignment',
  severity: 'block',
  finds: 'credential',
  fix: 'revoke it where it was issued, and read the new one from the environment or a secret store',
  keywords: words,
  reach: 'at',
  pattern: new RegExp(
    [
      `(?<word>${words.join('|').replaceAll('.', '\\.')})`,
      /(?<tail>[A-Za-z0-9_-]{0,32})/.source,
      /(?<close>\\?["'`])?\]?[ \t]{0,16}/.source,
      // A type between name and value, then what assigns: `:`, `=`, `:=`, `=>`, `==`; the comma of `set("NAME", "value")`;
      // the fallback of `env.NAME ?? "value"`; the end of an XML tag; the space of `--name value`.
      /(?<sign>[?!]?:[ \t]{0,4}string[ \t]{0,4}=|:=|=>|={1,3}|:|,|\?\?|\|\||>|(?<=[ \t]))[ \t]{0,16}/.source,
      // A quoted value up to its own closing quote, or a bare one up to what ends a word.
      /(?:\\?(?<quote>["'`])(?<value>[^"'`\\\n]{8,512})(?=\\?\k<quote>)|(?<value>[^\s"'`,;(){}[\]<>\\&]{8,512})(?=[\s,;&)}\]<"'`\\]|$))/
        .source,
    ].join(''),
    'gi',
  ),
  judge,
  samples,
};

// After the word: what the name is about, when it is not the secret itself. `tokenAddress`, `secretName`, `apiKeyHeader`.
const aboutIt =
  /^[_-]?(?:s?[_-]?)?(?:id|ids|name|path|file|dir|folder|url|uri|address|addr|hash|length|size|type|header|env|var|variable|field|label|title|text|message|msg|hint|format|pattern|regex|prefix|suffix|count|limit|index|status|state|error|store|manager|provider|source|ref|reference|version|arn|expir|ttl|symbol|contract|mint|decimals|policy|rule|schema|kind|class|option|input|output|required|valid)/i;

// Before the word: names whose secret-sounding end is public. `publicKey`, `primaryKey`, `nextToken`, `csrf_token`.
const publicNames =
  /(?:public|pub|primary|foreign|cache|next|page|continuation|cancel|csrf|xsrf|sync|etag|erc20|mask)[_-]?$/i;

function judge({ text, start, at, value, groups }: Hit): boolean {
  const { word = '', tail = '', close, sign = '', quote } = groups;
  const isBare = quote === undefined;
  const before = text.slice(Math.max(0, start - 48), start);
  const head = /[\w.-]*$/.exec(before)?.[0] ?? '';

  if (aboutIt.test(tail) || publicNames.test(head)) return false;
  if (sign === '' && !/(?:^|\s)--[\w-]*$/.test(before)) return false;
  if (sign === ',' && (!close || isBare)) return false;
  if (isPlaceholder(value) || isPlainReference(value)) return false;
  if (isJsonWebToken(value)) return true;
  if (isBare && isCode(value)) return false;
  if (uuid.test(value)) return !/^token$/i.test(word) || /(?:api|access|auth|bearer|refresh|bot)[_-]?$/i.test(head);
  // In `name=value`, `<name>value<` and `--name value` a bare word is a value; after a space or a colon it may be code.
  const mayBeCode = isBare && sign !== '' && (sign === '=>' || !/[=>]/.test(text.charAt(at - 1)));
  if (looksDrawn(value) && !(mayBeCode && isShortName(value))) return true;
  // A made-up password is only believed where it is given to a name, not where it stands beside one.
  return /^pass|^secret/i.test(word) && sign !== ',' && looksChosen(value, mayBeCode, isBare);
}

// isV2CloudApiKey, round1Secret: in code a bare word is a name until it is longer than people's names are.
const isShortName = (value: string) =>
  value.length < 24 && /^[A-Za-z_$][\w$]*$/.test(value) && !/\d.*\d.*\d/.test(value);

const isJsonWebToken = (value: string) => /^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}$/.test(value);

/** A password that a person made up: shorter and wordier than a drawn one, so it must mix kinds of characters. */
function looksChosen(value: string, mayBeCode: boolean, isBare: boolean): boolean {
  if (value.length > 64 || /\s/.test(value)) return false;
  if (!/[a-z]/i.test(value) || !/[0-9]/.test(value)) return false;
  // Without quotes, names such as Uint8Array or hash_v2 stand in the same places.
  if (mayBeCode && /^[\w$.-]+$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return kinds >= (isBare ? 3 : 2);
}

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
