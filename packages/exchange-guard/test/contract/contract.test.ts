import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyPages } from '../../docs/key-pages.ts';
import { known } from '../../docs/known.ts';
import { pageOf } from '../../docs/page.ts';
import { readers } from '../../src/readers.ts';
import type { Verdict } from '../../src/verdict.ts';
import { type ContractRow, ok, type Reply, type Scene, type Script, scenes, titleOf } from './row.ts';
import { kraken } from './rows/kraken.ts';
import { allRows, rows } from './rows.ts';
import { type Outcome, type RowOutcome, runRow } from './run.ts';
import { ContractServer } from './server.ts';
import { contractTable, runAll } from './table.ts';

let results: readonly RowOutcome[];
// Two seconds of work, and on a busy machine half a minute of waiting for its turn.
beforeAll(async () => {
  results = await runAll();
}, 120_000);

const outcomeOf = (row: ContractRow, scene: Scene): Outcome => {
  const found = results.find((result) => result.row === row)?.outcomes.find((cell) => cell.scene === scene);
  if (found === undefined) throw new Error(`${titleOf(row)} was not played in ${scene}`);
  return found;
};
const against = ({ audit }: Outcome): unknown => audit?.evidence.against ?? [];

/** What must be held against the key in a scene; undefined where the exchange refuses, or is not understood. */
const faults: Readonly<Partial<Record<Scene, RegExp>>> = {
  'can-withdraw': /^withdraw$/,
  'can-transfer': /^(?:internal|universal)Transfer$/,
  expired: /^expiresAt$/,
};

it('has a row for every reader', () => {
  expect([...new Set(rows.map(({ exchange }) => exchange))].sort()).toEqual(Object.keys(readers).sort());
  expect(new Set(allRows.map(titleOf)).size).toBe(allRows.length);
});

describe.each(allRows.map((row) => [titleOf(row), row] as const))('the audit at %s', (_title, row) => {
  it.each(scenes)('comes to the right end: %s', (scene) => {
    const outcome = outcomeOf(row, scene);
    if (outcome.via === 'n/a') {
      expect(outcome.note).toMatch(/^n\/a: /);
      return;
    }
    const { audit, address, strict } = outcome;
    if (scene === 'trade-only') {
      expect([audit?.result, address?.result]).toContain(row.best);
      expect([audit?.result, address?.result]).not.toContain('fail');
      if (row.best === 'pass') expect([audit?.result, address?.result]).toEqual(['pass', 'pass']);
      // Without a written reason each thing that is not told fails, and nothing else does.
      const untold = row.cannotTell.filter((fact) => fact !== 'ipBinding');
      expect(strict?.evidence.against ?? []).toEqual(untold);
      return;
    }
    expect([audit?.result, address?.result]).toContain('fail');
    for (const verdict of [audit, address].filter((each) => each?.result === 'fail')) expectHelp(verdict);
    const fault = faults[scene];
    if (fault !== undefined) expect(against(outcome)).toContainEqual(expect.stringMatching(fault));
    if (scene === 'read-only') expect(against(outcome)).toEqual([row.need === 'spot' ? 'spotTrading' : 'futures']);
    if (scene === 'no-address-list') expect(address).toMatchObject({ result: 'fail', evidence: { ipBinding: false } });
    if (scene === 'unknown-permission' || scene === 'malformed') expect(audit?.result).toBe('fail');
    if (scene === 'malformed') expect(audit?.permissions).toBeUndefined();
  });

  it('says different things of a wrong key, a wrong address and maintenance', () => {
    const told = (['invalid-key', 'wrong-address', 'maintenance'] as const)
      .map((scene) => outcomeOf(row, scene).audit)
      .filter((audit) => audit !== undefined)
      .map(({ says, fix }) => `${says} ${fix}`);
    expect(new Set(told).size).toBe(told.length);
  });

  it('asks what it has to ask, shows the key with it, and nothing else', () => {
    for (const { scene, via, arrived } of results.find((result) => result.row === row)?.outcomes ?? []) {
      if (via !== 'http') continue;
      expect(arrived.length, scene).toBeGreaterThan(0);
      for (const { asked, known } of arrived) expect(known, `${scene}: ${asked}`).toBe(true);
    }
  });

  it('says nothing by which the key could be used', () => {
    const result = results.find((each) => each.row === row);
    const said = JSON.stringify(result?.outcomes.map(({ audit, address, strict }) => [audit, address, strict]));
    const held = Object.entries(result?.key ?? {}).filter(([field]) => field !== 'walletAddress' && field !== 'signer');
    expect(held.length).toBeGreaterThan(0);
    for (const [field, value] of held) expect(said.includes(value), field).toBe(false);
  });
});

it('shows what an owner called a key, and nothing of the key in it', async () => {
  const server = await new ContractServer().start();
  const naming: Script = (key) => {
    const { info } = (kraken.scenes['trade-only'] as Script)(key) as { readonly info: Reply };
    const { result } = info.body as { readonly result: object };
    const apiKeyName = `mine \u001b[31m ${key.apiKey} ${key.secret} ${'long '.repeat(200)}`;
    return { info: ok({ error: [], result: { ...result, apiKeyName } }) };
  };
  const { key, outcomes } = await runRow({ ...kraken, scenes: { ...kraken.scenes, 'trade-only': naming } }, server);
  await server.stop();
  const { audit } = outcomes[0] ?? {};
  expect(audit?.result).toBe('pass');
  const label = String(audit?.evidence.label);
  expect(label).toMatch(/^mine /);
  expect(label.length).toBeLessThanOrEqual(60);
  for (const hidden of [key.apiKey ?? '', key.secret ?? '', '\u001b']) expect(label).not.toContain(hidden);
});

it('is shown as a table, a line for each exchange', () => {
  const lines = contractTable(results).split('\n');
  expect(lines).toHaveLength(allRows.length + 2);
  for (const line of lines) expect(line.split(' | ')).toHaveLength(scenes.length + 1);
});

it('is in docs/exchanges.md, which `pnpm --filter @gatehouse/exchange-guard run docs:exchanges` writes anew', async () => {
  const page = await readFile(new URL('../../../../docs/exchanges.md', import.meta.url), 'utf8');
  expect(page).toBe(pageOf(await known(results)));
  for (const line of page.split('\n')) if (!line.startsWith('|')) expect(line.length, line).toBeLessThanOrEqual(120);
});

it('has a sentence about the key page of every exchange that has a reader', () => {
  expect(keyPages.flatMap(({ ids }) => ids).sort()).toEqual(Object.keys(readers).sort());
  const names = keyPages.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
});

function expectHelp(verdict: Verdict | undefined): void {
  expect(verdict?.says.length).toBeGreaterThan(20);
  expect(verdict?.fix?.length ?? 0).toBeGreaterThan(10);
}
