// What people write where a secret will stand. Short words only count at a border, because drawn values contain them.
const stands =
  /your|example|change[_-]?(?:me|it)|replace|placeholder|dummy|redacted|insert|sample|todo|fixme|xxxx|\*{3}|\.{3}|_here\b|(?:^|[^a-z0-9])(?:test|fake|mock|foo|bar|none|null|undefined|true|false|secret|password)(?:[^a-z0-9]|$)/i;

// The passwords of documentation and tests: one word, and perhaps a number after it.
const counted = /^(?:my)?[_-]?(?:secret|pass(?:word|phrase|wd)?|token|key|salt|test|admin|user)[_-]?\d{0,6}$/i;

// A reference to where the secret is, in the languages that configuration is written in.
const refers =
  /\$\{|\$\(|\{\{|<[^<>]{0,80}>|^[$%@]|%[sdv]\b|process\.env|import\.meta|os\.environ|getenv|secrets?\.|vault:|env:|file:|ref\+|op:\/\/|arn:aws/i;

// `base64-encoded-private-key`: words that say what will stand here.
const spoken =
  /^(?=[a-z0-9]{1,24}[-_ ])(?:[a-z0-9]{1,24}[-_ ]){0,12}(?:encoded|base64|hex|private|secret|password|passphrase|token|key|apikey|api|string|value)(?:[-_ ][a-z0-9]{1,12}){0,6}$/i;

// In a long unbroken run of letters and digits a short word is chance, unless it begins or ends it.
const standsInRun =
  /^(?:your|insert|replace|sample|dummy|placeholder|changeme|todo|fixme|redacted)|example|placeholder|redacted|here$|x{8}|0{8}/i;
const isRun = (value: string) => value.length >= 18 && /^[A-Za-z0-9+/=]+$/.test(value) && /[0-9]/.test(value);

/** Returns true for a value that only stands where a secret would, or says where the secret is. */
export function isPlaceholder(value: string): boolean {
  if (isRun(value)) return standsInRun.test(value) || isOneCharacterRepeated(value);
  return (
    stands.test(value) ||
    spoken.test(value) ||
    counted.test(value) ||
    refers.test(value) ||
    isOneCharacterRepeated(value)
  );
}

// One base64 value in 64 begins with a slash.
const startsWithSlash = /^\/(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[A-Za-z0-9+/]{38,}={0,2}$/;

/** An address, a path, an identifier with dots: things that sit beside names like `token` and are not secrets. */
export function isPlainReference(value: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ||
    (/^(?:\.{0,2}|~)\//.test(value) && !startsWithSlash.test(value)) ||
    /^[\w.+-]+@[\w-]+\.[\w.]+$/.test(value) ||
    /^0x[0-9a-f]{40}$/i.test(value) ||
    /^(?:sha(?:1|256|384|512)|md5)[-:]/i.test(value) ||
    /^\d{4}-\d\d-\d\d/.test(value) ||
    /^(?:arn|aws|vault|gcp|azure|env|file|op|sops|ref|ssm|kms|keychain|keyring|secrets?|data|urn|did|sha[0-9]{1,3})(?:-[\w-]{0,40})?:/i.test(
      value,
    ) ||
    // `Jobs[-1].JobId`
    /\[-?\d*\]/.test(value) ||
    // A pattern that describes values.
    /\(\?[:=!<]|\[[a-z0-9]-?[a-z0-9]|\\[dwsb]/i.test(value) ||
    /^ENC\[|^AgA|^AgB[A-Za-z0-9+/]{100}/.test(value) ||
    // Keys that say of themselves that they are for everybody: Stripe's, Mapbox's, Supabase's, PostHog's.
    /^(?:pk_(?:live|test)_|pk\.eyJ|sb_publishable_|phc_)/.test(value)
  );
}

/** `config.binance.secret`, `this.apiKey`, `keys[0]`: code that reads a value. */
export function isCode(value: string): boolean {
  return (
    /^[a-z_]\w{0,40}=[A-Za-z_][\w.]{0,80}$/.test(value) ||
    /^[A-Za-z_$][\w$]{0,40}(?:[?!]?\.[A-Za-z_$#][\w$]{0,40})+[!?]?$/.test(value) ||
    /[()[\]{}|]|=>|&&/.test(value)
  );
}

// What examples are made of: `secretPassword123`, `MyNewPass!`.
const common =
  /my|your|the|some|new|old|super|very|strong|secure|secret|admin|root|user|test|demo|pass(?:word|phrase|wd|code)?|p[a@]ssw[o0]rd|token|key/gi;

/** Common words and a number: a manual's password, or a very weak one. */
export function isMadeOfCommonWords(value: string): boolean {
  const left = value.replace(common, '');
  return left.length < value.length - 5 && !/[a-z]{3}/i.test(left) && left.length < 8;
}

/** Fewer than four different characters, dashes aside. */
function isOneCharacterRepeated(value: string): boolean {
  const text = value.toLowerCase();
  let seen = '';
  for (const character of text) {
    if (character === '-' || character === '_' || seen.includes(character)) continue;
    seen += character;
    if (seen.length === 4) return false;
  }
  return true;
}
