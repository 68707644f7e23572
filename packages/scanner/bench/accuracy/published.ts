import { createPrivateKey } from 'node:crypto';

const dashes = '-'.repeat(5);
const block = new RegExp(
  `${dashes}BEGIN ([A-Z ]*)PRIVATE KEY(?: BLOCK)?${dashes}[\\s\\S]{0,8000}?${dashes}END [A-Z ]*${dashes}`,
);

/**
 * Whether a private key stands at a line that is one: it opens. Whoever published it for a test knows; a scanner that
 * reports it is right all the same.
 */
export function isPublishedKey(text: string, line: number): boolean {
  const from = text
    .split('\n')
    .slice(line - 1)
    .join('\n');
  const [found, label] = block.exec(unescaped(from.slice(0, 16_000))) ?? [];
  if (found === undefined || label === undefined) return false;
  // Node does not open these two; their first bytes say what they are.
  if (label.startsWith('OPENSSH')) return found.includes(Buffer.from('openssh-key-v1').toString('base64').slice(0, 16));
  if (label.startsWith('PGP')) return true;
  try {
    createPrivateKey(found);
    return true;
  } catch {
    return /ENCRYPTED/.test(found) || isWholeSequence(Buffer.from(found.split('\n').slice(1, -1).join(''), 'base64'));
  }
}

/** A curve or a kind of key that OpenSSL has given up: its ASN.1 is one sequence and ends where it says. */
function isWholeSequence(bytes: Buffer): boolean {
  const [tag, size = 0] = bytes;
  const more = size > 0x80 ? size - 0x80 : 0;
  const length = more > 0 && more < 5 && bytes.length > 2 + more ? bytes.readUIntBE(2, more) : size;
  return tag === 0x30 && bytes.length > 40 && bytes.length === 2 + more + length;
}

/** As one string of JSON or code has it: `\n` written out, quotes and plus signs between the lines. */
const unescaped = (text: string) =>
  text
    .replaceAll('\\n', '\n')
    .split('\n')
    .map((line) => line.trim().replace(/^["'`]|["'`]\s*[+,;\\]*$/g, ''))
    .join('\n');
