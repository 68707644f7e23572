/** What begins a PEM key, whatever became of its line ends. */
const begins = '-----BEGIN ';

const armour = /^-----BEGIN ([A-Z0-9 ]{1,40})-----([\s\S]*)-----END \1-----$/;
const lineLength = 64;

/**
 * Returns a PEM key as its maker wrote it, however it was pasted: with the two characters `\n` for its line ends (once
 * or twice escaped), with CRLF, in quotes, in one line with spaces. What is no PEM key comes back as it is; one that
 * is broken comes back with its lines, for whoever judges it.
 *
 * No line end behind the last line: ccxt tells an Ed25519 key from an RSA key by the length of this text.
 */
export function unfoldedPem(text: string): string {
  const bare = unquoted(text.trim());
  if (!bare.startsWith(begins)) return text;
  const lines = bare
    .replace(/\\+r\\+n|\\+[nr]/g, '\n')
    .replace(/\r\n|\r/g, '\n')
    .trim();
  const [, label, body] = armour.exec(lines) ?? [];
  if (label === undefined || body === undefined) return lines;
  const base64 = body.replace(/\s+/g, '');
  // Headers, as in `DEK-Info: ...`, say that the key is encrypted: its lines mean something.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return lines;
  const wrapped = base64.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return [`${begins}${label}-----`, ...wrapped, `-----END ${label}-----`].join('\n');
}

/** Says what is wrong with a PEM key, if it is one; undefined for a whole one and for what is no PEM key at all. */
export function pemProblem(text: string): string | undefined {
  if (!text.startsWith(begins)) return undefined;
  const [, label, body] = armour.exec(text) ?? [];
  if (label === undefined || body === undefined) {
    return 'It begins as a PEM key and does not end as one: copy it whole.';
  }
  if (label.startsWith('ENCRYPTED') || body.includes('ENCRYPTED')) {
    return 'It is an encrypted PEM key, and nobody is there to type its password: give the decrypted one.';
  }
  if (!label.endsWith('PRIVATE KEY')) {
    return 'It is a PEM text and not a private key: the exchange has the public half, this bot needs the private one.';
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body.replaceAll('\n', ''))) {
    return 'It is a PEM key with something in it that is not base64: copy it again.';
  }
  return undefined;
}

function unquoted(text: string): string {
  const [quote = ''] = text;
  return `"'\``.includes(quote) && text.endsWith(quote) && text.length > 1 ? text.slice(1, -1).trim() : text;
}
