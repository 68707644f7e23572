import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { format, formatWithOptions, inspect } from 'node:util';
import { serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, Secret } from '../src/secret.ts';
import { anySecret, freshKey } from './samples.ts';

const loose = (secret: Secret) => secret as unknown as string & number & { constructor: unknown };

const ways: Record<string, (secret: Secret) => unknown> = {
  'toString()': (secret) => secret.toString(),
  'toJSON()': (secret) => secret.toJSON(),
  'JSON.stringify': (secret) => JSON.stringify({ deep: [{ secret }] }),
  inspect: (secret) => inspect(secret),
  'inspect of an object': (secret) => inspect({ a: { b: { c: { secret } } } }, { depth: null }),
  'inspect of a Map and a Set': (secret) => inspect([new Map([[secret, secret]]), new Set([secret])], { depth: null }),
  'inspect with everything shown': (secret) =>
    inspect(secret, { showHidden: true, showProxy: true, getters: true, depth: null, customInspect: false }),
  'inspect without custom inspection': (secret) => inspect(secret, { customInspect: false }),
  'inspect in colours, sorted, compact': (secret) => inspect([secret], { colors: true, sorted: true, compact: 0 }),
  '%s': (secret) => format('%s', secret),
  '%o': (secret) => format('%o', secret),
  '%O': (secret) => format('%O', secret),
  '%j': (secret) => format('%j', secret),
  'no format': (secret) => format(secret),
  'after a text': (secret) => format('a secret:', secret),
  '%o with everything shown': (secret) => formatWithOptions({ showHidden: true, customInspect: false }, '%o', secret),
  spread: (secret) => JSON.stringify({ ...secret }),
  'Object.entries': (secret) => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)]),
  'Object.assign': (secret) => inspect(Object.assign({}, secret)),
  'the cause of an error': (secret) => inspect(new Error('it failed', { cause: secret })),
  'a property of an error': (secret) => inspect(Object.assign(new Error('it failed'), { secret })),
  'v8.serialize': (secret) => serialize(secret).toString('latin1'),
  'its descriptors': (secret) => inspect(Object.getOwnPropertyDescriptors(secret), { showHidden: true }),
};

const misuses: Record<string, (secret: Secret) => unknown> = {
  'a template': (secret) => `${secret}`,
  'String()': (secret) => String(secret),
  concatenation: (secret) => `${'key '}${loose(secret)}`,
  'the + operator': (secret) => loose(secret) + 1,
  'Number()': (secret) => Number(secret),
  // biome-ignore lint/suspicious/noDoubleEquals: the mistake is the point.
  'comparison with text': (secret) => loose(secret) == '[redacted]',
  'a regular expression': (secret) => /x/.test(loose(secret)),
  encodeURIComponent: (secret) => encodeURIComponent(loose(secret)),
  URLSearchParams: (secret) => new URLSearchParams({ key: loose(secret) }),
  'an error message': (secret) => new Error(loose(secret)),
  'a property name': (secret) => ({ [loose(secret)]: 1 }),
  concat: (secret) => 'key '.concat(loose(secret)),
  '%d': (secret) => format('%d', secret),
  'Buffer.from': (secret) => Buffer.from(loose(secret)),
};

describe('Secret', () => {
  describe.each(Object.entries(ways))('when it is printed by %s', (_, print) => {
    it('does not show its value', () => {
      const value = freshKey();
      const shown = String(print(Secret.of(value)));
      expect(shown).not.toContain(value);
      expect(shown).not.toContain(Buffer.from(value).toString('base64').slice(0, 20));
    });
  });

  it.each(['toString()', 'toJSON()', 'inspect', '%s', '%o', '%O', '%j', 'no format'])(
    'gives one constant by %s',
    (way) => {
      expect(String(ways[way]?.(Secret.of(freshKey()))).replaceAll('"', '')).toBe('[redacted]');
    },
  );

  it('would be seen by these ways if it were plain text', () => {
    const value = freshKey();
    const blind = Object.entries(ways).filter(([, print]) => {
      const plain = Object.assign(Object.create({ toJSON: () => value }), { value }) as unknown as Secret;
      return !String(print(plain)).includes(value);
    });
    expect(blind.map(([way]) => way)).toEqual(['toString()']);
  });

  describe.each(Object.entries(misuses))('when it is used by mistake in %s', (_, misuse) => {
    it('throws SECRET_COERCED and says nothing of its value', () => {
      const value = freshKey();
      expect(() => misuse(Secret.of(value))).toThrow(
        expect.objectContaining({ code: 'SECRET_COERCED', message: expect.not.stringContaining(value) }),
      );
    });
  });

  it.each(['structuredClone', 'nested', 'postMessage'])('refuses to be cloned (%s)', (how) => {
    const secret = Secret.of(freshKey());
    const { port1, port2 } = new MessageChannel();
    const clone = {
      structuredClone: () => structuredClone(secret),
      nested: () => structuredClone([{ secret }]),
      postMessage: () => port1.postMessage(secret),
    };
    expect(clone[how as keyof typeof clone]).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
    port1.close();
    port2.close();
  });

  it('gives back exactly what it was given, as text and as bytes', () => {
    fc.assert(
      fc.property(anySecret, (value) => {
        expect(Secret.of(value).expose()).toBe(value);
        expect(Secret.of(Buffer.from(value)).expose()).toBe(value);
      }),
    );
  });

  it('keeps a copy that is neither the given array nor in the shared pool', () => {
    const given = Buffer.from(freshKey());
    const secret = Secret.of(given);
    const value = secret.expose();
    given.fill(0);
    expect(secret.expose()).toBe(value);
    expect(bytesOf(secret).buffer.byteLength).toBe(value.length);
  });

  it('is frozen, has no keys of its own, and its methods cannot be replaced', () => {
    const secret = Secret.of(freshKey());
    expect(Reflect.ownKeys(secret)).toEqual([]);
    expect([secret, Secret, Secret.prototype].every(Object.isFrozen)).toBe(true);
    expect(secret).toBeInstanceOf(Secret);
  });

  it('equals a secret of the same value only', () => {
    const value = freshKey();
    expect(Secret.of(value).equals(Secret.of(value))).toBe(true);
    expect(Secret.of(value).equals(Secret.of(`${value}0`))).toBe(false);
    expect(Secret.of(value).equals(Secret.of(freshKey()))).toBe(false);
  });

  it('is gone after wipe(), and says SECRET_WIPED', () => {
    const secret = Secret.of(freshKey());
    const bytes = bytesOf(secret);
    secret.wipe();
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    for (const use of [() => secret.expose(), () => bytesOf(secret), () => secret.equals(Secret.of(freshKey()))]) {
      expect(use).toThrow(expect.objectContaining({ code: 'SECRET_WIPED' }));
    }
    expect(inspect(secret)).toBe('[redacted]');
    secret.wipe();
  });

  it('does not stand in a heap snapshot, where a string does, also while the redactor looks for it', () => {
    const program = fileURLToPath(new URL('./heap.ts', import.meta.url));
    const said = execFileSync(process.execPath, ['--expose-gc', program], { encoding: 'utf8', env: {} });
    expect(JSON.parse(said)).toMatchObject({ secret: false, text: true });
  });

  it.each([
    ['seven characters', 'SECRET_TOO_SHORT', freshKey().slice(0, 7)],
    ['seven characters in bytes', 'SECRET_TOO_SHORT', Buffer.from('é'.repeat(7))],
    ['nothing', 'SECRET_TOO_SHORT', ''],
    ['half a surrogate pair', 'SECRET_NOT_TEXT', `${freshKey()}\ud800`],
    ['bytes that are not UTF-8', 'SECRET_NOT_TEXT', Uint8Array.from({ length: 16 }, () => 0xff)],
    ['undefined', 'SECRET_NOT_TEXT', undefined],
    ['null', 'SECRET_NOT_TEXT', null],
    ['a number', 'SECRET_NOT_TEXT', 123456789],
    ['an array', 'SECRET_NOT_TEXT', ['12345678']],
    ['another secret', 'SECRET_NOT_TEXT', Secret.of(freshKey())],
  ])('refuses %s with %s', (_, code, value) => {
    expect(() => Secret.of(value as string)).toThrow(expect.objectContaining({ code }));
  });
});
