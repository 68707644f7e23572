import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommand, UsageError, usage } from '../src/command-line.ts';
import { anyText } from './support/text.ts';

const signed = ['--by', 'Ada', '--reason', 'because'];
const who = { by: 'Ada', reason: 'because' };

/** The sentence that a command line is refused with. */
function refusal(...argv: string[]): string {
  try {
    readCommand(argv);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('readCommand', () => {
  it.each([
    [['start'], { verb: 'start' }],
    [['start', '--for', '30s'], { verb: 'start', forMs: 30_000 }],
    [['start', '--for=250ms', '--candles', 'a.json'], { verb: 'start', forMs: 250, candles: 'a.json' }],
    [['start', '--adopt-baseline', ...signed], { verb: 'start', adopt: who }],
    [['preflight'], { verb: 'preflight', json: false }],
    [['preflight', '--json'], { verb: 'preflight', json: true }],
    [['ip'], { verb: 'ip' }],
    [['halt', ...signed], { verb: 'halt', signed: who }],
    [['resume', 'H-1', ...signed], { verb: 'resume', id: 'H-1', signed: who }],
    [['resume', ...signed, '--', 'H-1'], { verb: 'resume', id: 'H-1', signed: who }],
    [
      ['rotate', 'record', '--created', '2026-11-23', '--by', 'Ada', '--note', 'made'],
      { verb: 'rotate record', created: new Date('2026-11-23'), by: 'Ada', note: 'made' },
    ],
    [['rotate', 'check'], { verb: 'rotate check' }],
    [['trail', 'verify'], { verb: 'trail verify' }],
    [['trail', 'verify', '--head', 'abc'], { verb: 'trail verify', head: 'abc' }],
    [
      ['intent', 'settle', 'id', '--as', 'filled', ...signed],
      { verb: 'intent settle', id: 'id', as: 'filled', signed: who },
    ],
    [['status', '--json'], { verb: 'status', json: true }],
    [['status', '--config', 'x.ts'], { verb: 'status', json: false, config: 'x.ts' }],
    [[], { verb: 'help' }],
    [['help'], { verb: 'help' }],
    [['--help'], { verb: 'help' }],
    [['-h', 'whatever'], { verb: 'help' }],
  ])('reads %j', (argv, command) => {
    expect(readCommand(argv)).toEqual(command);
  });

  it('shows each command on the page that help prints, and reads each of them', () => {
    const verbs = usage().match(/(?<=pnpm bot )[a-z]+(?: [a-z]+)?(?=[ [])/g) ?? [];
    expect(verbs).toEqual(expect.arrayContaining(['start', 'halt', 'rotate record', 'trail verify', 'intent settle']));
    for (const verb of verbs) {
      try {
        readCommand(verb.trim().split(' '));
      } catch (error) {
        expect(String(error), verb).not.toContain('There is no command');
      }
    }
  });
});

describe('a command that does not exist', () => {
  it('is answered with those that do', () => {
    expect(refusal('trade')).toMatch(/^There is no command `trade`: type one of start, preflight, /);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('is no property of objects: %s', (word) => {
    expect(refusal(word)).toContain('There is no command');
  });

  it('is named by what may follow, when its second word is missing or wrong', () => {
    expect(refusal('rotate')).toBe('`rotate` wants one more word: type `rotate record` or `rotate check`.');
    expect(refusal('trail', 'nonsense')).toContain('type `trail verify`');
  });

  it('does not swallow a word when two of its words are typed as one', () => {
    expect(refusal('rotate check', 'more')).toContain('takes no word besides its options');
  });
});

describe('options', () => {
  it.each([
    ['one that does not exist', ['start', '--fast'], '`start` has no option `--fast`'],
    ['one of another command', ['ip', '--json'], '`ip` has no option `--json`'],
    ['a short one', ['status', '-j'], '`status` has no option `-j`'],
    ['a property of objects', ['start', '--constructor'], '`start` has no option `--constructor`'],
    ['one without its value', ['start', '--for'], 'misses the value of an option'],
    ['one whose value is another option', ['halt', '--by', '--reason', 'x'], 'misses the value of an option'],
    ['a flag with a value', ['preflight', '--json=yes'], 'one where none belongs'],
    ['a word too many', ['halt', 'now', ...signed], '`halt` takes no word besides its options'],
    ['a word too few', ['resume', ...signed], '`resume` takes one word besides its options'],
    ['an empty word', ['resume', '', ...signed], '`resume` takes one word besides its options'],
    ['a signature without what it signs', ['start', ...signed], 'together with --adopt-baseline'],
  ])('refuses %s', (_what, argv, sentence) => {
    expect(refusal(...argv)).toContain(sentence);
  });

  it.each([
    ['trail', 'verify', '--head', ''],
    ['start', '--for='],
    ['start', '--candles', ' '],
    ['start', '--config', ''],
    ['halt', '--by', '', '--reason', 'x'],
  ])('refuses an empty value, which is a variable that was not set: %s %s %s', (...argv) => {
    expect(refusal(...argv)).toMatch(/has an empty --(?:head|for|candles|config|by): give it a value or leave it out/);
  });

  it.each([
    ['halt', '--by', 'Ada'],
    ['halt', '--reason', 'x'],
    ['start', '--adopt-baseline'],
    ['resume', 'H-1'],
  ])('wants somebody who answers for it: %s %s %s', (...argv) => {
    expect(refusal(...argv)).toContain('needs --by NAME and --reason TEXT');
  });

  it('wants all of a record of a rotation', () => {
    const all = ['--created', '2026-11-23', '--by', 'Ada', '--note', 'made'];
    for (const at of [0, 2, 4]) {
      expect(refusal('rotate', 'record', ...all.toSpliced(at, 2))).toContain(`\`rotate record\` needs ${all[at]}`);
    }
  });

  it('wants an outcome that a person can know', () => {
    for (const as of ['open', 'sent', 'unresolved', 'FILLED', '__proto__'])
      expect(refusal('intent', 'settle', 'id', '--as', as, ...signed)).toContain('one of filled, cancelled, rejected');
  });

  it.each(['0s', '-5s', '1.5h', '30', 's', '30 s', '25d', '999999999d', '1e3s', '30S', '５s', '30s30s'])(
    'reads no duration in %s',
    (text) => {
      expect(refusal('start', `--for=${text}`)).toContain('`--for` wants a whole number with a unit');
    },
  );

  it.each([
    ['1ms', 1],
    ['90m', 5_400_000],
    ['2h', 7_200_000],
    ['24d', 2_073_600_000],
  ])('reads a duration in %s', (text, ms) => {
    expect(readCommand(['start', '--for', text])).toEqual({ verb: 'start', forMs: ms });
  });

  it.each([
    '2026-02-30',
    '2026-13-01',
    '23.11.2026',
    '2026-11-23T25:00Z',
    '2026-11-23T24:00:00Z',
    '2026',
    'now',
    '2026-11-23 ',
  ])('reads no date in %s', (text) => {
    expect(refusal('rotate', 'record', '--created', text, '--by', 'a', '--note', 'n')).toContain(
      '`--created` wants a date',
    );
  });

  it('reads a date with a time', () => {
    const argv = ['rotate', 'record', '--created', '2026-11-23T14:05:06Z', '--by', 'a', '--note', 'n'];
    expect(readCommand(argv)).toMatchObject({ created: new Date('2026-11-23T14:05:06Z') });
  });
});

describe('whatever is typed', () => {
  const known = fc.constantFrom(
    ...['start', 'halt', 'resume', 'rotate', 'record', 'check', 'trail', 'verify', 'intent', 'settle', 'status', 'ip'],
    ...['--by', '--reason', '--for', '--json', '--head', '--created', '--note', '--as', '--config', '--', '-', '30s'],
  );
  const odd = fc.oneof(
    anyText(30),
    fc.constantFrom('__proto__', '--__proto__', '--constructor=x', '--no-json', '--=', '---'),
  );

  it('is read, or refused with a UsageError of one line', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(known, known, odd), { maxLength: 8 }), (argv) => {
        try {
          expect(readCommand(argv).verb).toEqual(expect.any(String));
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          expect((error as Error).message).toMatch(/^[^\p{Cc}]+\.$/u);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never repeated when it is long or odd: it may be a key', () => {
    const letters = () => [...randomBytes(32)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
    const key = fc.oneof(
      fc.constantFrom('hex', 'base64', 'base64url').map((as) => randomBytes(32).toString(as as BufferEncoding)),
      fc.constant('').map(letters),
    );
    const place = fc.constantFrom(
      '{}',
      '--{}',
      '-{}',
      '--by={}',
      '--json={}',
      '--{}=1',
      '--reason={}',
      '--as={}',
      '--for={}',
      '--created={}',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(known, fc.tuple(key, place)), { maxLength: 6 }), (words) => {
        const keys = words.flatMap((word) => (typeof word === 'string' ? [] : [word[0]]));
        const argv = words.map((word) => (typeof word === 'string' ? word : word[1].replace('{}', word[0])));
        let said = '';
        try {
          readCommand(argv);
        } catch (error) {
          said = String(error);
        }
        for (const one of keys) expect(said.includes(one.slice(0, 21))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
