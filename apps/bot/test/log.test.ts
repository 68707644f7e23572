import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redactor, Secret } from '@gatehouse/secrets';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LogOptions, openLog } from '../src/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = () => new Date('2026-11-23T14:05:06.789Z');

function open(options: Partial<LogOptions> = {}) {
  const shown: string[] = [];
  const opened = openLog({
    redactor: new Redactor(),
    folder: join(folder, 'logs'),
    name: 'bot',
    screen: 'lines',
    write: (text) => shown.push(text),
    clock,
    ...options,
  });
  const file = (name = 'bot.log') => readFileSync(join(folder, 'logs', name), 'utf8');
  return { ...opened, file, screen: () => shown.join('') };
}

describe('the log', () => {
  it('writes a line of JSON with the time it was told', () => {
    const { log, file, screen } = open();
    log.warn({ id: 7 }, 'slow');
    expect(JSON.parse(file())).toEqual({ level: 'warn', time: '2026-11-23T14:05:06.789Z', id: 7, msg: 'slow' });
    expect(screen()).toBe(file());
  });

  it.each(['terminal', 'plain'] as const)('shows sentences on a %s screen, and the file keeps JSON', (screen) => {
    const { log, file, screen: shown } = open({ screen });
    log.info('hello');
    expect(shown()).toBe(screen === 'terminal' ? '  \u001b[90m14:05:06\u001b[0m  hello\n' : '  14:05:06  hello\n');
    expect(JSON.parse(file()).msg).toBe('hello');
  });

  it('shows nothing on no screen', () => {
    const { log, file, screen } = open({ screen: 'none' });
    log.info('hello');
    expect([screen(), JSON.parse(file()).msg]).toEqual(['', 'hello']);
  });

  it('says name, code and message of an error, and neither its stack nor its own fields', () => {
    const { log, file } = open();
    const error = Object.assign(new TypeError('no answer'), { code: 'E_LATE', config: { headers: { key: 'hers' } } });
    log.error({ err: error }, 'late');
    log.error({ err: 'thrown text' });
    const [first, second] = file().trim().split('\n');
    expect(JSON.parse(first ?? '').err).toEqual({ name: 'TypeError', code: 'E_LATE', message: 'no answer' });
    expect(JSON.parse(second ?? '').err.message).toBe('something was thrown that is not an error');
    expect(file()).not.toMatch(/stack|headers|hers|thrown text/);
  });

  it('is made for this user alone', () => {
    open().log.info('hello');
    expect([
      statSync(join(folder, 'logs')).mode & 0o777,
      statSync(join(folder, 'logs', 'bot.log')).mode & 0o777,
    ]).toEqual([0o700, 0o600]);
  });

  it('goes on after what was there', () => {
    const first = open();
    first.log.info('one');
    first.close();
    open().log.info('two');
    expect(
      first
        .file()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['one', 'two']);
  });

  it('says nothing more to the file once it is closed, and is no error', () => {
    const { log, close, file, screen } = open();
    log.info('before');
    close();
    close();
    log.info('after');
    expect([file().includes('after'), screen().includes('after')]).toEqual([false, true]);
  });

  it('goes on without a file where none can be made, and says so', () => {
    writeFileSync(join(folder, 'logs'), 'in the way');
    const { log, screen, close } = open();
    log.info('hello');
    close();
    expect(screen()).toMatch(/"level":"warn".*the log file cannot be written.*\n.*hello/);
  });
});

describe('a secret that the redactor knows', () => {
  /** With quotes, backslashes and line ends, which JSON writes as something else. */
  const secrets = [randomBytes(24).toString('hex'), `${randomBytes(9).toString('base64')}"\\\n/+=`];

  function everywhere(value: string): readonly object[] {
    const cyclic: Record<string, unknown> = { value };
    cyclic.self = cyclic;
    return [
      { field: value },
      { [value]: 'as a name' },
      { deep: { in: [{ of: value }] } },
      { err: new Error(`GET https://host/?apiKey=${encodeURIComponent(value)} failed`) },
      { err: Object.assign(new Error('coded'), { code: value }) },
      { err: Object.assign(new Error('named'), { name: value }) },
      { text: JSON.stringify({ value }) },
      { text: JSON.stringify({ again: JSON.stringify({ value }) }) },
      { headers: Buffer.from(value).toString('base64') },
      { hex: Buffer.from(value).toString('hex') },
      { lines: [value, `x${value}x`] },
      { check: 'host', result: 'fail', evidence: { value }, fix: value },
      { bytes: Buffer.from(value) },
      { toJSON: () => ({ value }) },
      cyclic,
    ];
  }

  it.each(['terminal', 'plain', 'lines'] as const)('stands neither in the file nor on a %s screen', (screen) => {
    for (const value of secrets) {
      const redactor = new Redactor();
      redactor.add(Secret.of(value));
      const { log, file, screen: shown } = open({ redactor, screen, name: `bot-${secrets.indexOf(value)}` });
      for (const fields of everywhere(value)) log.warn(fields, `says ${value}`);
      log.child({ bound: value }).info('in %s', value);
      log.info(value);
      const all = file(`bot-${secrets.indexOf(value)}.log`) + shown();
      const forms = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
      for (const form of [...forms, ...forms.map((one) => Buffer.from(one).toString('base64').replace(/.?=*$/, ''))])
        expect(all.includes(form)).toBe(false);
      expect(all.match(/\[redacted\]/g)?.length).toBeGreaterThan(20);
    }
  });

  it('is gone from the screen too where the words of a passphrase come to stand side by side', () => {
    const [first, second] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
    const redactor = new Redactor();
    redactor.add(Secret.of(`${first} ${second}`));
    const { log, screen } = open({ redactor, screen: 'plain' });
    log.info({ [first]: second }, 'words');
    expect(screen()).toBe('  14:05:06  words  ([redacted])\n');
  });

  it('does stand there when the redactor does not know it, so the looking works', () => {
    const { log, file, screen } = open();
    log.info({ field: secrets[0] });
    expect([file().includes(secrets[0] ?? ''), screen().includes(secrets[0] ?? '')]).toEqual([true, true]);
  });

  it('is gone whatever the record around it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 40 }), fc.jsonValue(), fc.string(), (value, around, text) => {
        fc.pre(!'[redacted]'.includes(value) && value.trim().length > 8);
        const redactor = new Redactor();
        redactor.add(Secret.of(value));
        const { log, screen, close } = open({ redactor, name: 'any' });
        log.info({ around: [around, { value, [text]: text + value }] }, `${text}${value}${text}`);
        close();
        expect(screen()).not.toContain(JSON.stringify(value).slice(1, -1));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the size of the log', () => {
  const largest = 4_000;
  const sizeOf = (name: string) => statSync(join(folder, 'logs', name)).size;

  it('stays under the cap, and what was put aside is the part just before', () => {
    const { log, file, close } = open({ largest });
    for (let at = 0; at < 500; at += 1) {
      log.info({ at }, 'x'.repeat(at % 90));
      expect(sizeOf('bot.log')).toBeLessThanOrEqual(largest);
    }
    close();
    expect(sizeOf('bot.log.1')).toBeLessThanOrEqual(largest);
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['bot.log', 'bot.log.1']);
    const kept = (file('bot.log.1') + file())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).at);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 500 - kept.length + index));
    expect(statSync(join(folder, 'logs', 'bot.log.1')).mode & 0o777).toBe(0o600);
  });

  it('counts bytes, and what an earlier run left', () => {
    const first = open({ largest });
    for (let at = 0; at < 10; at += 1) first.log.info('€'.repeat(100));
    first.close();
    const { log } = open({ largest });
    log.info('€'.repeat(200));
    expect(sizeOf('bot.log')).toBeLessThan(1_000);
    expect(sizeOf('bot.log.1')).toBeGreaterThan(3_000);
  });

  it('keeps a line that is longer than the cap, alone', () => {
    const { log, file } = open({ largest });
    log.info('before');
    log.info('y'.repeat(5_000));
    log.info('after');
    expect([file('bot.log.1').length > 5_000, JSON.parse(file()).msg]).toEqual([true, 'after']);
  });

  it('puts nothing aside for a line that is longer than the cap when there is nothing before it', () => {
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'logs', 'bot.log.1'), 'of an earlier run');
    const { log, file } = open({ largest });
    log.info('y'.repeat(5_000));
    expect(file('bot.log.1')).toBe('of an earlier run');
  });

  it('puts all of a large file aside', () => {
    const { log, file } = open({ largest: 200_000 });
    for (let at = 0; at < 4; at += 1) log.info({ at }, 'z'.repeat(60_000));
    const aside = file('bot.log.1').trim().split('\n');
    expect([...aside, file()].map((line) => JSON.parse(line).at)).toEqual([0, 1, 2, 3]);
  });

  it('holds when nothing can be put aside', () => {
    mkdirSync(join(folder, 'logs', 'bot.log.1'), { recursive: true });
    const { log } = open({ largest });
    for (let at = 0; at < 200; at += 1) log.info('x'.repeat(100));
    expect(sizeOf('bot.log')).toBeLessThanOrEqual(largest);
  });

  it('holds in a process that has dropped reading, as a desk does before it trades', () => {
    const logs = join(folder, 'logs');
    mkdirSync(logs);
    const script = `
      const { openLog } = await import(${JSON.stringify(join(import.meta.dirname, '../src/log.ts'))});
      const { log } = openLog({ redactor: { scrub: (text) => text }, folder: ${JSON.stringify(logs)}, name: 'bot', screen: 'none', write() {}, clock: () => new Date(0), largest: ${largest} });
      log.info('warm');
      process.permission.drop('fs.read');
      for (let at = 0; at < 300; at += 1) log.info({ at }, 'x'.repeat(50));`;
    const root = join(import.meta.dirname, '../../..');
    const walls = ['--permission', '--no-warnings', `--allow-fs-read=${root}`, `--allow-fs-read=${logs}`];
    const flags = [...walls, `--allow-fs-write=${logs}`, '--input-type=module'];
    execFileSync(process.execPath, [...flags, '-e', script], { env: {}, cwd: root, encoding: 'utf8' });
    expect(sizeOf('bot.log')).toBeLessThanOrEqual(largest);
    expect(JSON.parse(readFileSync(join(logs, 'bot.log'), 'utf8').trim().split('\n').at(-1) ?? '').at).toBe(299);
    expect(sizeOf('bot.log.1')).toBeGreaterThan(largest / 2);
    chmodSync(logs, 0o700);
  });
});
