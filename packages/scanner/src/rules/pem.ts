import { alphabets, type Draw } from '../judge/draw.ts';
import { isManual, isPublishedExample } from '../judge/place.ts';
import { looksDrawn } from '../judge/randomness.ts';
import type { Rule, Samples } from '../judge/rule.ts';

// In two pieces, so that this file is not itself a place where a private key seems to begin.
const dashes = '-'.repeat(5);

/** PEM and OpenSSH private keys, encrypted ones too, as a block or in one line with `\n` written out. */
export const pemRule: Rule = {
  id: 'private-key',
  severity: 'block',
  finds: 'private key (PEM)',
  fix: 'replace the key pair, and keep the new private half in a file that git does not track',
  keywords: [`${dashes}begin `],
  reach: 'at',
  // The body may hold single dashes (`DEK-Info: AES-128-CBC`) but ends at the closing line, which may be missing.
  pattern: new RegExp(
    `${dashes}BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?${dashes}(?<value>(?:[^-]|-(?!-)){40,8000})`,
    'g',
  ),
  judge: ({ value, path }) => {
    if (!looksDrawn(bodyOf(value))) return false;
    return isPublishedExample(path) || (isManual(path) && isCut(value)) ? 'warn' : true;
  },
  samples,
};

/** The base64 of the body without line ends, indents, quotes, plus signs between strings, and header lines. */
function bodyOf(value: string): string {
  const lines = value.replace(/\\{1,3}[nrt]/g, '\n').split('\n');
  let body = '';
  for (const line of lines) {
    const text = line.replace(/^[\s"'`+,>|]{1,80}|(?<![\s"'`+,;\\])[\s"'`+,;\\]{1,80}$/g, '');
    if (/^[A-Za-z0-9+/]{16,}={0,2}$/.test(text)) body += text;
    else if (body) break;
    if (body.length >= 256) break;
  }
  return body.length >= 40 ? body.slice(0, 256) : '';
}

/** The sample of a manual: its first bytes promise more, or less, than follows. */
function isCut(value: string): boolean {
  const bytes = Buffer.from(value.replace(/\\+[nrt]|[^A-Za-z0-9+/]/g, ''), 'base64');
  if (bytes[0] !== 0x30) return false;
  const promised =
    bytes[1] === 0x82 ? 4 + bytes.readUInt16BE(2) : bytes[1] === 0x81 ? 3 + (bytes[2] ?? 0) : 2 + (bytes[1] ?? 0);
  return Math.abs(promised - bytes.length) > 2;
}

function samples(draw: Draw): Samples {
  const line = () => draw.text(alphabets.base64, 64);
  const block = (kind: string, join: string, lines = [line(), line(), line()]) =>
    [`${dashes}BEGIN ${kind}${dashes}`, ...lines, `${dashes}END ${kind}${dashes}`].join(join);
  return {
    match: [
      block('PRIVATE KEY', '\n'),
      block('RSA PRIVATE KEY', '\r\n'),
      block('ENCRYPTED PRIVATE KEY', '\n'),
      block('OPENSSH PRIVATE KEY', '\n'),
      block('RSA PRIVATE KEY', '\n', ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00FF', '', line(), line()]),
      `{"privateKey":"${block('EC PRIVATE KEY', '\\n')}"}`,
      `key: |\n    ${block('PRIVATE KEY', '\n    ')}\n`,
      block('PRIVATE KEY', "\\n' +\n  '"),
      `${dashes}BEGIN PRIVATE KEY${dashes}\n${line()}`,
    ],
    noMatch: [
      block('PUBLIC KEY', '\n'),
      block('RSA PUBLIC KEY', '\\n'),
      block('CERTIFICATE', '\n'),
      `if (secret.includes('${dashes}BEGIN PRIVATE KEY${dashes}')) return signWithEd25519(secret, payload, options);`,
      block('PRIVATE KEY', '\n', ['your private key goes here', '...']),
      block('PRIVATE KEY', '\n', ['x'.repeat(64)]),
      block('PRIVATE KEY', '\n', []),
    ],
  };
}
