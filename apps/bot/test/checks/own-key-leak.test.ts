import { describe, expect, it, vi } from 'vitest';
import { checkOwnKeyLeak, judgeSearch } from '../../src/checks/own-key-leak.ts';
import type { SearchResult } from '../../src/messages.ts';
import type { KeyInHand, World } from '../../src/world.ts';

const looked = { files: 12, blobs: 34, bytes: 5_678 };
const resultOf = (change: Partial<SearchResult> = {}): SearchResult => ({
  findings: [],
  complete: true,
  looked,
  ...change,
});
const finding = { where: 'tree', path: 'notes.txt', line: 3, field: 'secret' } as const;

describe('judgeSearch', () => {
  it('passes what was looked through and is clean', () => {
    expect(judgeSearch(resultOf())).toEqual({
      result: 'pass',
      says: 'nothing in 12 files, 34 blobs of history and the logs',
      evidence: { findings: [], complete: true, looked },
      proof: true,
    });
  });

  it('warns while some of it has not been looked through', () => {
    expect(judgeSearch(resultOf({ complete: false }))).toMatchObject({
      result: 'warn',
      says: expect.stringContaining('the rest is looked through beside the run'),
      evidence: { complete: false },
      fix: expect.any(String),
    });
  });

  it.each([true, false])('fails on a finding, whether or not it was complete: %s', (complete) => {
    expect(judgeSearch(resultOf({ findings: [finding], complete }))).toMatchObject({
      result: 'fail',
      says: 'the key stands in notes.txt:3 (tree)',
      evidence: { findings: [finding] },
      fix: expect.stringMatching(/^Revoke this key/),
    });
  });

  it('says where: the line and the commit when there are any', () => {
    const findings = [
      { where: 'history', path: 'old.env', commit: 'abc123', field: 'apiKey' },
      { where: 'logs', path: 'bot.log', field: 'secret' },
    ] as const;
    expect(judgeSearch(resultOf({ findings })).says).toBe(
      'the key stands in old.env (history at commit abc123), bot.log (logs)',
    );
  });

  it('names three places, each once, and counts the others; the evidence has all of them', () => {
    const findings = [1, 1, 2, 3, 4, 5].map((line) => ({ ...finding, line }));
    const { says, evidence } = judgeSearch(resultOf({ findings }));
    expect(says).toBe('the key stands in notes.txt:1 (tree), notes.txt:2 (tree), notes.txt:3 (tree) and 2 more places');
    expect(evidence.findings).toHaveLength(6);
  });
});

describe('checkOwnKeyLeak', () => {
  it.each([undefined, { apiKey: 'YQ==' }])(
    'has the courier look for this key, and hands over what was minted: %j',
    async (minted) => {
      const search = vi.fn(async () => ({ answer: 'search', result: resultOf({ findings: [finding] }), done: true }));
      const key = { fingerprint: 'f'.repeat(32), ...(minted === undefined ? {} : { minted }) } as unknown as KeyInHand;
      const verdict = await checkOwnKeyLeak({ courier: { search } } as unknown as World, key);
      expect(verdict.result).toBe('fail');
      expect(search).toHaveBeenCalledExactlyOnceWith({
        label: key.fingerprint,
        budgetMs: expect.any(Number),
        ...(minted === undefined ? {} : { minted }),
      });
    },
  );
});
