import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pemProblem, unfoldedPem } from '../src/pem.ts';
import { freshLongPem, freshPem } from './samples.ts';

const ecPem = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

/** How people paste a key that has lines into places that have none. */
const foldings: Record<string, (pem: string) => string> = {
  'as it is': (pem) => pem,
  'with CRLF': (pem) => pem.replaceAll('\n', '\r\n'),
  'with old Mac line ends': (pem) => pem.replaceAll('\n', '\r'),
  'with \\n written out': (pem) => pem.replaceAll('\n', '\\n'),
  'with \\r\\n written out': (pem) => pem.replaceAll('\n', '\\r\\n'),
  'with \\n escaped twice': (pem) => pem.replaceAll('\n', '\\\\n'),
  'as a JSON string with its quotes': (pem) => JSON.stringify(pem),
  'in single quotes': (pem) => `'${pem}'`,
  'in one line with spaces': (pem) => pem.replaceAll('\n', ' '),
  'without its last line end': (pem) => pem.trimEnd(),
  'with white space around it': (pem) => `\n  ${pem}\n\n`,
  'indented, as in YAML': (pem) => pem.replaceAll('\n', '\n    '),
};

describe.each([
  ['an Ed25519 key', freshPem],
  ['an RSA key', freshLongPem],
  ['an EC key', ecPem],
])('unfoldedPem of %s', (_, fresh) => {
  it.each(Object.entries(foldings))('understands it %s', (_name, fold) => {
    const pem = fresh();
    expect(unfoldedPem(fold(pem))).toBe(pem.trimEnd());
    expect(pemProblem(unfoldedPem(fold(pem)))).toBeUndefined();
    expect(createPrivateKey(unfoldedPem(fold(pem))).type).toBe('private');
  });
});

describe('unfoldedPem', () => {
  it('keeps an Ed25519 key short enough for ccxt to know it as one', () => {
    expect(unfoldedPem(foldings['with CRLF']?.(freshPem()) ?? '').length).toBeLessThanOrEqual(120);
  });

  it('leaves everything else alone, to the letter', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('-----BEGIN ')),
        (text) => {
          expect(unfoldedPem(text)).toBe(text);
          expect(pemProblem(text)).toBeUndefined();
        },
      ),
    );
    expect(unfoldedPem('a\\nb')).toBe('a\\nb');
  });

  it('changes nothing more when it is asked again', () => {
    for (const fold of Object.values(foldings)) {
      const once = unfoldedPem(fold(freshPem()));
      expect(unfoldedPem(once)).toBe(once);
    }
  });
});

describe('pemProblem', () => {
  const encrypted = () =>
    generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'twelve words' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
  it.each([
    ['half a key', () => freshPem().slice(0, 60), 'does not end as one'],
    ['another end than beginning', () => freshPem().replace('END PRIVATE', 'END RSA PRIVATE'), 'does not end as one'],
    ['an encrypted key', () => encrypted().privateKey, 'encrypted'],
    ['the public half', () => encrypted().publicKey, 'not a private key'],
    ['a key with a stranger in it', () => freshLongPem().replace(/\n(.)/, '\n*'), 'not base64'],
  ])('names %s and repeats nothing of it', (_, text, says) => {
    const problem = pemProblem(unfoldedPem(text())) ?? '';
    expect(problem).toContain(says);
    for (const line of text()
      .split('\n')
      .filter((one) => one.length > 30))
      expect(problem).not.toContain(line);
  });
});
