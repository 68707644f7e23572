import { describe, expect, it } from 'vitest';
import { Finder } from '../../src/find/find.ts';
import { rulesetOf } from '../../src/find/ruleset.ts';
import { rules } from '../../src/rules/rules.ts';
import { drawSecret } from '../repository.ts';

const ruleset = rulesetOf(rules);
const look = (text: string | Buffer) =>
  new Finder(ruleset, 'file').look({ bytes: Buffer.from(text), offset: 0, overlap: 0, last: true });
const told = (text: string | Buffer) =>
  look(text).map(({ rule, line, column, decoded }) => `${rule.id} ${line}:${column} ${decoded ?? 'plain'}`);

const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');

describe('what an encoding holds', () => {
  it('is found where the encoded run stands, and its value is the decoded one', () => {
    const value = drawSecret();
    const inner = `BINANCE_API_SECRET=${value}\n`;
    for (const [encoding, encoded] of [
      ['base64', base64(inner)],
      ['base64', Buffer.from(inner).toString('base64url')],
      ['base64', Buffer.from(inner, 'utf16le').toString('base64')],
      ['hex', hex(inner)],
    ] as const) {
      const text = `first line\ndata = "${encoded}"\n`;
      expect(told(text), encoding).toEqual([`binance-secret 2:9 ${encoding}`]);
      expect(look(text)[0]?.value === value).toBe(true);
    }
  });

  it('takes its name from what stands before the run, as in a Kubernetes Secret', () => {
    const secret = ['kind: Secret', 'data:', `  BINANCE_API_SECRET: ${base64(drawSecret())}`, ''].join('\n');
    expect(told(secret)).toEqual(['binance-secret 3:23 base64']);
    expect(told(Buffer.from(`\ufeff${secret}`, 'utf16le'))).toEqual(['binance-secret 3:23 base64']);
  });

  it('is found in a Secret however short it is, and whatever stands behind it', () => {
    const password = `${drawSecret(7)}!1`;
    for (const next of ['', '\n', '\n  age: MQ==', '\n  zone: MQ==']) {
      const secret = `kind: Secret\ndata:\n  KRAKEN_PASSWORD: ${base64(password)}${next}`;
      expect(told(secret), JSON.stringify(next)).toEqual([expect.stringMatching(/ 3:20 base64$/)]);
    }
  });

  it('is found once each in a text that has several', () => {
    const line = () => `x: ${base64(`BINANCE_API_SECRET=${drawSecret()}`)}\n${'.'.repeat(3000)}\n`;
    expect(told(line() + line() + line())).toHaveLength(3);
  });

  it('is looked into one level deep, and only where it holds text', () => {
    expect(told(base64(`  x: ${base64(`BINANCE_API_SECRET=${drawSecret()}`)}  `))).toEqual([]);
    expect(told(`binance: ${hex(drawSecret(64)).replace(/^./, '0')}`)).toEqual([]);
  });
});
