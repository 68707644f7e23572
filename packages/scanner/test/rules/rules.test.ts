import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { type Ruleset, rulesetOf } from '../../src/find/ruleset.ts';
import { drawFrom } from '../../src/judge/draw.ts';
import { rules } from '../../src/rules/rules.ts';

const seeds = Array.from({ length: 6 }, (_, index) => 7919 * index + 1);

const all = rulesetOf(rules);
const look = (text: string, ruleset: Ruleset) =>
  new Finder(ruleset, 'file').look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  const only = rulesetOf([rule]);

  it('finds each of its own samples, and says where the value stands', () => {
    for (const seed of seeds) {
      for (const [index, text] of rule.samples(drawFrom(seed)).match.entries()) {
        const [match] = look(text, only);
        expect(match?.rule.id, `sample ${index} of seed ${seed}`).toBe(rule.id);
        // What a pass has joined or decoded does not stand in the text as it is.
        if ('find' in rule) continue;
        const line = text.split('\n')[(match?.line ?? 0) - 1] ?? '';
        expect(line.slice((match?.column ?? 0) - 1).startsWith(match?.value.split('\n')[0] ?? '-')).toBe(true);
      }
    }
  });

  it('finds its samples among all rules too, once', () => {
    for (const [index, text] of rule.samples(drawFrom(5)).match.entries()) {
      expect(look(text, all).length, `sample ${index}`).toBeGreaterThan(0);
    }
  });

  it('lets its counter-samples through', () => {
    for (const seed of seeds) {
      for (const [index, text] of rule.samples(drawFrom(seed)).noMatch.entries()) {
        expect(look(text, only).length, `counter-sample ${index} of seed ${seed}`).toBe(0);
      }
    }
  });

  it('has samples, lower-case keywords, and a pattern that names its value', () => {
    const { match, noMatch } = rule.samples(drawFrom(1));
    expect(match.length).toBeGreaterThan(2);
    expect(noMatch.length).toBeGreaterThan(2);
    if (!('keywords' in rule)) return;
    expect(rule.keywords).toEqual(rule.keywords.map((keyword) => keyword.toLowerCase()));
    expect(Math.min(...rule.keywords.map(({ length }) => length))).toBeGreaterThan(2);
    expect(rule.pattern.source).toContain('(?<value>');
  });

  it('takes no more than linear time on text made of its own beginnings', () => {
    const { match } = rule.samples(drawFrom(3));
    const bait =
      match
        .map((text) => text.slice(0, -2))
        .join('')
        .repeat(4) + ('keywords' in rule ? rule.keywords.join('=:" ').repeat(400) : '');
    const timeOf = (text: string) => {
      look(text, only);
      // The thread's own time: a busy machine makes the clock run on.
      const started = process.threadCpuUsage();
      look(text, only);
      const { user, system } = process.threadCpuUsage(started);
      return (user + system) / 1000;
    };
    const [once, often] = [timeOf(bait), timeOf(bait.repeat(8))];
    // Eight times the text in sixteen times the time leaves room for a collection of garbage; a square law would take 64.
    expect(often).toBeLessThan(Math.max(once * 16, 100));
  });
});

describe('all rules together', () => {
  it('has no id twice', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('reports the exchange, not only a credential, where the exchange stands nearby', () => {
    const draw = drawFrom(11);
    const [key, secret] = [0, 1].map(() => draw.text('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', 64));
    const found = look(`BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`, all);
    expect(found.map(({ rule, line, column }) => [rule.id, line, column])).toEqual([
      ['binance-key', 1, 17],
      ['binance-secret', 2, 20],
    ]);
  });

  it('finds nothing in lockfiles, hashes, addresses and public keys', () => {
    const draw = drawFrom(13);
    const hex = (length: number) => draw.text('0123456789abcdef', length);
    const base64 = (length: number) =>
      draw.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', length);
    const texts = [
      `  ccxt-binance@4.5.84:\n    resolution: {integrity: sha512-${base64(86)}==}\n`,
      `"kraken": { "integrity": "sha512-${base64(86)}==" }`,
      `binance withdrawal txId: '0x${hex(64)}', hash: ${hex(64)}`,
      `okx order ${draw.uuid()} filled, commit ${hex(40)}`,
      `kucoin clientOid: '${draw.uuid()}', orderId: '${hex(24)}'`,
      `bybit orderLinkId=${base64(18).replace(/[+/]/g, 'x')}`,
      `tokenAddress = '0x${hex(40)}'; publicKey = '${hex(64)}'; tokenHash: "${hex(64)}"`,
      `const tokens = tokenize(source); if (token === 'identifier') secretKeys.push(token.value);`,
      `password: t('errors.passwordTooShort'), passwordHash: "${hex(64)}"`,
      `sha256("${hex(64)}"); etag: "${base64(40)}"; GIT_SHA=${hex(40)} // the deploy key of AWS`,
      `listenKey: "${base64(64).replace(/[+/]/g, 'x')}" // binance`,
      `https://etherscan.io/tx/0x${hex(64)} binance withdrawal; topic0 = 0x${hex(64)} // gate`,
      `src="data:image/png;base64,${base64(400)}" alt="kraken"`,
      `Object.freeze({ SecretRevealed5: ['0x${hex(64)}'], KeyRotated: ['0x${hex(64)}'] })`,
      `KRAKEN_SECRET=base64-encoded-private-key\nsecretArn: arn:aws:secretsmanager:eu-west-1:1234:secret:bot/okx-AbCdEf`,
      `EVP_PKEY *d2i_PKCS8PrivateKey_bio(BIO *bp, EVP_PKEY **x, pem_password_cb *cb, void *u);`,
      `-----BEGIN CERTIFICATE-----\n${[64, 64, 64, 40].map((length) => base64(length).replace(/[+/]/g, 'x')).join('\n')}\n-----END CERTIFICATE----- # binance`,
    ];
    for (const [index, text] of texts.entries()) expect(look(text, all), `text ${index}`).toEqual([]);
  });
});
