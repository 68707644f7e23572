import { execFileSync } from 'node:child_process';
import { Secret } from '@gatehouse/secrets';
import { describe, expect, it } from 'vitest';
import type { FoundKey } from '../../src/command/found-keys.ts';
import { runbookFor, shellWord } from '../../src/command/runbook.ts';
import type { LiveVerdict } from '../../src/command/verify.ts';
import { drawSecret } from '../repository.ts';
import { finding } from '../told.ts';

const value = drawSecret();
const key = (commit?: string): FoundKey => {
  const place = { ...finding, path: "src/it's.ts", ...(commit !== undefined && { commit }) };
  return {
    exchange: 'okx',
    title: 'OKX',
    finding: place,
    places: [place],
    fields: new Map([['apiKey', Secret.of(value)]]),
  };
};
const live: LiveVerdict = { state: 'live', can: ['trade spot'], unclear: [], says: 'OKX told it.' };

describe('the runbook', () => {
  it('revokes, rotates, cleans and proves, in this order', () => {
    const text = runbookFor(key('0123456789ab'), live);
    const steps = [
      '1. Revoke',
      'delete the key',
      '2. Rotate',
      '3. Clean',
      'git filter-repo --replace-text',
      '4. Prove it dead',
    ];
    const places = steps.map((step) => text.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(text).toContain('LIVE: it can trade spot.');
    expect(text).not.toContain(value);
  });

  it('hurries where money can leave, and leaves out what is done', () => {
    expect(runbookFor(key(), { ...live, can: ['withdraw'] })).toMatch(/Now: it can move money out/);
    expect(runbookFor(key(), live)).not.toMatch(/Now: /);
    expect(runbookFor(key(), { ...live, state: 'dead', can: [] })).toMatch(/1\. Revoked already/);
    expect(runbookFor(key(), undefined)).toMatch(/treat it as live[\s\S]*1\. Revoke\./);
  });

  it('cleans a history only where the key stands in one', () => {
    expect(runbookFor(key(), live)).not.toMatch(/filter-repo --replace/);
    expect(runbookFor(key('0123456789ab'), live)).toContain(`--path 'src/it'\\''s.ts'`);
  });
});

it.each(['a b', "it's", '$(touch x)', 'new\nline', '\u001b[2J', 'ü\u202e', "\\x41'", '-rf'])(
  'names %j in one shell word',
  (path) => {
    const printed = execFileSync('bash', ['-c', `printf %s ${shellWord(path)}`], { encoding: 'utf8' });
    expect(printed).toBe(path);
    expect(shellWord(path)).not.toMatch(/\p{Cc}/u);
  },
);
