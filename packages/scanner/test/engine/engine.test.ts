import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceDigest } from '../../engine/source-digest.ts';
import { Engine, longestText } from '../../src/engine/engine.ts';
import { sources } from '../../src/engine/module.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { alphabets, drawFrom } from '../../src/judge/draw.ts';
import { isPieceOfMore } from '../../src/judge/piece.ts';
import { looksDrawn } from '../../src/judge/randomness.ts';
import type { RunRule } from '../../src/judge/rule.ts';
import { everyWordBut, WordFilter } from '../../src/wallet/word-lists.ts';
import { escapesIn, firstRowIn, jointsIn, keywordsIn, runsIn } from './plain-searches.ts';

const engine = new Engine();
const { tables } = rulesetOf([]);
const bytes = (text: string) => Buffer.from(text, 'latin1');

it('is what its sources give', () => {
  expect(sources).toBe(sourceDigest());
});

it('takes in a segment and no more than it has room for', () => {
  engine.load(tables, new Uint8Array(8 * 2 ** 20));
  expect(() => engine.load(tables, new Uint8Array(longestText + 1))).toThrow(RangeError);
});

it('sees nothing of the text before', () => {
  engine.load(tables, bytes(`"a" + "b"${' '.repeat(40)}`));
  expect(engine.marks().joints).toEqual([2, 6]);
  engine.load(tables, bytes('"a" '));
  expect(engine.marks().joints).toEqual([]);
});

it('finds the joints of strings', () => {
  const texts = fc.string({ unit: fc.constantFrom('"', "'", ' ', '+', '\n', '\\', 'n', 'a', '.'), maxLength: 90 });
  fc.assert(
    fc.property(texts, (text) => {
      engine.load(tables, bytes(text));
      expect(engine.marks().joints).toEqual(jointsIn(text));
    }),
    { numRuns: 300 },
  );
});

it('finds the escapes of characters that names and values are made of', () => {
  const texts = fc.string({
    unit: fc.constantFrom('\\', 'u', '0', 'x', '%', '4', '1', '7', '22', '2', 'f', 'B', '&', 'quot;', '#34;', ' '),
    maxLength: 90,
  });
  fc.assert(
    fc.property(texts, (text) => {
      engine.load(tables, bytes(text));
      expect(engine.marks().escapes).toEqual(escapesIn(text));
    }),
    { numRuns: 500 },
  );
});

it('finds rows of numbers, and nothing else that is long', () => {
  const texts = fc.string({ unit: fc.constantFrom('1', '23, ', '255,', 'g', '\n', '0x1f'), maxLength: 60 });
  fc.assert(
    fc.property(texts, (text) => {
      engine.load(tables, bytes(text));
      const members = '0123456789, \t\r\n+-%\\nrxabcdefABCDEF';
      expect(engine.numbers(20)).toEqual(runsIn(text, members, 20));
    }),
    { numRuns: 300 },
  );
});

describe('rows of words', () => {
  const list = ['abandon', 'zoo', 'river', 'cat'];
  const filter = new WordFilter();
  for (const word of list) filter.add(word);

  it('begin behind whatever breaks a row', () => {
    const words = fc.constantFrom(...list, 'Cat', 'the', 'of', ' ', '\n', ', ', '(', '"', '7', '_', 'extraordinary');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join(' ');
        engine.load(tables, bytes(text));
        const isWord = (word: string) => list.includes(word.toLowerCase());
        // A row is at least as long as three letters a word and what parts them.
        const first = firstRowIn(text, 6, isWord);
        const next = engine.nextWords(0, 6, filter.bits);
        expect(next).toBe(first);
      }),
      { numRuns: 500 },
    );
  });

  it('are left to the host where other alphabets or escapes stand in them', () => {
    for (const text of ['cat cat café café ', 'cat\\ncat\\ncat\\ncat', '的一是在不了有和人这中大'.repeat(2)]) {
      engine.load(tables, Buffer.from(text.repeat(3)));
      expect(engine.nextWords(0, 6, filter.bits)).toBe(0);
    }
  });

  it('are any words but the common ones, until the lists are read', () => {
    const common = everyWordBut(['the', 'and']);
    engine.load(tables, bytes('one two three four five six the six seven eight nine'));
    expect(engine.nextWords(0, 6, common.bits)).toBe(0);
    expect(engine.nextWords(0, 7, common.bits)).toBe(52);
  });
});

const ruleFor = (keywords: readonly string[]) => ({
  id: 'one',
  severity: 'block' as const,
  finds: 'one',
  fix: 'none',
  keywords,
  reach: 'at' as const,
  pattern: /(?<value>x)/,
  samples: () => ({ match: [], noMatch: [] }),
});

describe('keywords', () => {
  it('are found in any case, wherever they stand', () => {
    const letters = fc.constantFrom('a', 'B', 'c', '_', '-', '1', ' ');
    const keyword = fc.string({ unit: letters, minLength: 3, maxLength: 9 }).map((word) => word.toLowerCase());
    const texts = fc.string({ unit: letters, maxLength: 120 });
    fc.assert(
      fc.property(fc.uniqueArray(keyword, { minLength: 1, maxLength: 6 }), texts, (keywords, text) => {
        const found: string[] = [];
        engine.load(rulesetOf([ruleFor(keywords)]).tables, bytes(text));
        engine.keywords((index, at) => found.push(`${index}@${at}`));
        expect(found.toSorted()).toEqual([...keywordsIn(text, keywords)].toSorted());
      }),
      { numRuns: 150 },
    );
  });

  it('may not be shorter than three characters', () => {
    expect(() => rulesetOf([ruleFor(['ab'])])).toThrow(RangeError);
    expect(() => rulesetOf([ruleFor(Array.from({ length: 5000 }, (_, index) => `word${index}`))])).toThrow(RangeError);
  });
});

describe('runs', () => {
  const ruleOf = (runs: RunRule['runs']): RunRule => ({
    id: runs.alphabet,
    severity: 'block',
    finds: 'run',
    fix: 'nothing',
    runs,
    judge: () => true,
    samples: () => ({ match: [], noMatch: [] }),
  });
  const found = (text: string, ...all: readonly RunRule['runs'][]) => {
    const { tables, runs } = rulesetOf(all.map(ruleOf));
    const told: string[] = [];
    engine.load(tables, bytes(text));
    engine.runs(runs.least, text.length + 1, {
      run: (alphabet, start, end, is) => {
        if (runs.fitting(alphabet, end - start).some(({ wanted }) => (wanted & is) !== 0))
          told.push(text.slice(start, end));
      },
      encoded: () => told.push('encoded'),
    });
    return told;
  };
  const hex = 'deadbeef0123456789abcdef';

  it('are what a plain search finds, short ones and long ones', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '0', 'F', 'z', '_', '+', ' ', 'aaaaaaa'), maxLength: 120 });
    fc.assert(
      fc.property(texts, fc.constantFrom(8, 16, 20, 33), (text, least) => {
        const members = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
        const plain = runsIn(text, members, least).map(([start, end]) => text.slice(start, end));
        expect(found(text, { alphabet: 'alphanumeric', lengths: [least, 800] })).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  it('are taken out of what is written around them', () => {
    const wanted: RunRule['runs'] = { alphabet: 'hex', lengths: [24, 24] };
    for (const text of [hex, `0x${hex}`, `"0X${hex}"`, `a\\n${hex}\\n`, `key%3D${hex}%0A`, `_${hex}-`, `=${hex}=`]) {
      expect(found(text, wanted), text).toEqual([hex]);
    }
    for (const text of [`g${hex}`, `${hex}g`, `A0x${hex}`, `x${hex}`, `${hex}0`, `zn${hex}`]) {
      expect(found(text, wanted), text).toEqual([]);
    }
    expect(found(`"\\nzzz${hex}"`, { alphabet: 'alphanumeric', lengths: [27, 27] })).toEqual([`zzz${hex}`]);
  });

  it('of base64 count the closing =, and no other', () => {
    const value = `${hex}+/==`;
    expect(found(`KEY=${value}`, { alphabet: 'base64', lengths: [28, 28] })).toEqual([value]);
    expect(found(`${value}=`, { alphabet: 'base64', lengths: [28, 28] })).toEqual([value]);
    expect(found(`KEY=${value}`, { alphabet: 'base64', lengths: [26, 27] })).toEqual([]);
  });

  it('of hex with dashes are UUIDs only in their groups', () => {
    const uuid = '01234567-89ab-cdef-0123-456789abcdef';
    expect(found(`id=${uuid};`, { alphabet: 'uuid', lengths: [36, 36] })).toEqual([uuid]);
    expect(found('0123456-789ab-cdef-0123-456789abcdef', { alphabet: 'uuid', lengths: [36, 36] })).toEqual([]);
  });

  it('without a digit are kept from rules that want one, and names from rules that want what was drawn', () => {
    const wanted = (more: object): RunRule['runs'] => ({ alphabet: 'alphanumeric', lengths: [20, 40], ...more });
    const draw = drawFrom(7);
    const letters = draw.text('bcdfghjklmnpqrstvwxz', 24);
    const drawn = `${draw.text(alphabets.alphanumeric, 24)}7`;
    const named = 'getAccessTokenSilently2';
    const text = `getAccessTokenSilently ${named} ${drawn} ${letters}`;
    expect(found(text, wanted({ withDigit: true }))).toEqual([named, drawn]);
    expect(found(text, wanted({ drawn: true }))).toEqual([drawn, letters]);
    expect(found(text, wanted({ drawn: true, withDigit: true }))).toEqual([drawn]);
    const marked = 'some-name-of-package2';
    const ofUrl = (more: object): RunRule['runs'] => ({ ...wanted(more), alphabet: 'base64url' });
    expect(found(`${marked} ${drawn}`, ofUrl({ drawn: true }))).toEqual([marked, drawn]);
    expect(found(`${marked} ${drawn}`, ofUrl({ drawn: 'with marks', withDigit: true }))).toEqual([drawn]);
  });

  it('are kept from rules for drawn values only where these would refuse them too', () => {
    const values = fc.string({
      unit: fc.constantFrom(...'abcdefgXYZ0123-_'.split(''), 'name', 'Key', 'of'),
      minLength: 20,
    });
    const runs: RunRule['runs'] = { alphabet: 'base64url', lengths: [20, 128], withDigit: true, drawn: 'with marks' };
    fc.assert(
      fc.property(values, (value) => {
        fc.pre(value.length <= 128);
        if (/[0-9]/.test(value) && looksDrawn(value)) expect(found(value, runs)).toEqual([value]);
      }),
      { numRuns: 150 },
    );
  });

  it('that were cut out of something longer are kept from rules for drawn values, and no others', () => {
    const value = `${drawFrom(7).text(alphabets.alphanumeric, 34)}7`;
    const around = fc.string({
      unit: fc.constantFrom('+', '-', '_', '/', '://', '=', ' ', '\n', 'a', '7', '.'),
      maxLength: 14,
    });
    fc.assert(
      fc.property(around, around, fc.constantFrom(24, 30, 35), (before, after, length) => {
        const run = value.slice(-length);
        const text = `${before}${run}${after}`;
        const runs: RunRule['runs'] = { alphabet: 'alphanumeric', lengths: [length, length] };
        fc.pre(found(text, runs).includes(run));
        const isPiece = isPieceOfMore(text, before.length, length);
        expect(found(text, { ...runs, drawn: true })).toEqual(isPiece ? [] : [run]);
      }),
      { numRuns: 500 },
    );
  });

  it("of integrity hashes are nobody's", () => {
    const wanted: RunRule['runs'] = { alphabet: 'base64', lengths: [20, 40] };
    for (const name of ['sha512', 'sha256', 'sha1']) expect(found(`${name}-${hex}`, wanted)).toEqual([]);
    expect(found(`shares-${hex}`, wanted)).toEqual([hex]);
  });

  it('too long for the engine are a mistake in a rule', () => {
    expect(() => found('', { alphabet: 'hex', lengths: [20, 9000] })).toThrow(RangeError);
  });
});

describe('keywords that something must follow', () => {
  const found = (followedBy: 'value' | 'password', keyword: string, text: string) => {
    const places: number[] = [];
    engine.load(rulesetOf([{ ...ruleFor([keyword]), followedBy }]).tables, bytes(text));
    engine.keywords((_, at) => places.push(at));
    return places.length;
  };
  const draw = drawFrom(3);
  const value = `${draw.text(alphabets.alphanumeric, 12)}7`;
  const letters = draw.text('bcdfghjklmnpqrstvwxz', 16);

  it.each([
    `secret="${value}"`,
    `secretKey: string = '${value}'`,
    `"secret": {\n "value": "${value}"`.replace('{', ''),
    `secret\\":\\"${value}\\"`,
    `secret for it is ${value}`,
    `secret = "${letters}"`,
    `secret = "p!${draw.text('abcdefgh', 10)}"`,
    `secret = "{${value}"`,
  ])('are heard of before a value: %#', (text) => {
    expect(found('value', 'secret', text)).toBe(1);
  });

  it.each([
    'secret;',
    'secret = readSecret(from, the.environment);',
    `const secret = secretOf(); const other = "${value}"`,
    `secret\n\n\n\n\n${value}`,
    `secret ${'a '.repeat(130)}${value}`,
    'getSecretName(options)',
  ])('are not heard of in code: %#', (text) => {
    expect(found('value', 'secret', text)).toBe(0);
  });

  it('take the value right behind the sign that they bring along', () => {
    expect(found('value', 'pass=', `pass=${value}`)).toBe(1);
  });

  it('are judged in a long word as if each were the first of it', () => {
    const rule = { ...ruleFor(['secret']), followedBy: 'value' as const };
    const { tables: own } = rulesetOf([rule]);
    const heard = (text: string) => {
      const places: number[] = [];
      engine.load(own, bytes(text));
      engine.keywords((_, at) => places.push(at));
      return places;
    };
    const words = fc.string({
      unit: fc.constantFrom(
        'secret',
        'secret=',
        'get(',
        '.of',
        ',',
        '||',
        letters,
        letters.slice(0, 9),
        ';',
        '7',
        '!',
        ' ',
      ),
      maxLength: 120,
    });
    fc.assert(
      fc.property(words, (text) => {
        const alone = Array.from(text.matchAll(/secret/g), ({ index }) => index).filter(
          (at) => heard(text.slice(at))[0] === 0,
        );
        expect(heard(text)).toEqual(alone);
      }),
      { numRuns: 300 },
    );
  });

  it('of an address want a password in it', () => {
    expect(found('password', '://', `x://user:${value}@host x://:${value}@host`)).toBe(2);
    expect(found('password', '://', `x://user@host x://host:80/a@b "x://a:b" x://${'a'.repeat(300)}:b@c`)).toBe(0);
  });

  it('are heard of everywhere when another rule has them too', () => {
    const rules = [{ ...ruleFor(['secret']), followedBy: 'value' as const }, ruleFor(['secret'])];
    engine.load(rulesetOf(rules).tables, bytes('secret;'));
    let heard = 0;
    engine.keywords(() => heard++);
    expect(heard).toBe(1);
  });
});

it('hears of a name before whatever the rule for drawn values would take, quoted or not, with a digit or without', () => {
  const alphabet = fc.constantFrom(
    'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ',
    'abcdefghijkXYZQWV-_',
    'abcdefXYZQ:/.=',
    'abcXYZ()[],|;{}',
  );
  const rule = { ...ruleFor(['secret']), followedBy: 'value' as const };
  const { tables: own } = rulesetOf([rule]);
  fc.assert(
    fc.property(
      alphabet,
      fc.integer({ min: 12, max: 40 }),
      fc.integer({ min: 1, max: 1e6 }),
      (letters, length, seed) => {
        const value = drawFrom(seed).text(letters, length);
        fc.pre(looksDrawn(value));
        let heard = 0;
        engine.load(own, bytes(`SECRET = "${value}"`));
        engine.keywords(() => heard++);
        expect(heard).toBe(1);
      },
    ),
    { numRuns: 300 },
  );
});
