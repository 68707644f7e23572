import { describe, expect, it } from 'vitest';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { isCode, isPlaceholder, isPlainReference } from '../../src/judge/placeholder.ts';

describe('isPlaceholder', () => {
  it('knows what stands where a secret will', () => {
    const placeholders = [
      'your_api_key',
      '<API_SECRET>',
      'xxxxxxxxxxxx',
      'changeme-now',
      'REPLACE_WITH_SECRET',
      '********',
    ];
    const references = [
      '$' + '{API_KEY}',
      '$API_KEY',
      '{{ secret }}',
      'process.env.API_KEY',
      '%s-secret',
      'op://vault/item/key',
    ];
    const words = ['secret123', 'mypassword1', 'test-key-value', 'null-value'];
    for (const text of [...placeholders, ...references, ...words]) expect(isPlaceholder(text), text).toBe(true);
  });

  it('takes hardly any drawn value for one', () => {
    const draw = drawFrom(8);
    const taken = Array.from({ length: 5000 }, () => draw.text(alphabets.base64, 64)).filter(isPlaceholder);
    expect(taken.length).toBeLessThan(5);
  });
});

describe('isPlainReference', () => {
  it('knows addresses, paths and digests', () => {
    const texts = [
      'https://api.binance.com/v3',
      './secrets/key1',
      '/run/secrets/key',
      'me@example.com',
      `0x${'a1'.repeat(20)}`,
      'sha256-abc',
    ];
    for (const text of texts) expect(isPlainReference(text), text).toBe(true);
    expect(isPlainReference('a1b2c3d4e5f6')).toBe(false);
  });
});

describe('isCode', () => {
  it('knows an expression from a value', () => {
    for (const text of ['config.binance.secret', 'this.apiKey', 'keys[0]', 'load(key)', 'a=>b'])
      expect(isCode(text), text).toBe(true);
    for (const text of ['hunter2hunter', 'Ab1!xyz9', 'abc+def/ghi=']) expect(isCode(text), text).toBe(false);
  });
});
