import { describe, expect, it } from 'vitest';
import { live, place, tamper } from './fixture.ts';

/** What the next start says after somebody has been at a journal with a checkpoint in its middle. */
async function startAfter(sql: string) {
  using home = place();
  const journal = await home.open();
  await live(journal, home.clock);
  const sealed = (await journal.checkpoint()).sequence;
  for (let n = 0; n < 4; n += 1) await journal.append('later', n);
  await journal.close();
  tamper(home.database, (raw) => {
    raw.exec(`DELETE FROM checkpoint WHERE sequence > ${sealed}`);
    raw.exec(sql.replaceAll(/SEALED([+-]\d+)?/g, (_, by = '0') => String(sealed + Number(by))));
  });
  const again = await home.open({ readOnly: true });
  const integrity = await again.integrity();
  const verdict = await again.verifyTrail();
  await again.close();
  return { integrity, verdict, sealed };
}

describe('a start', () => {
  it('finds what was done to entries since the last checkpoint', async () => {
    const table = [
      [`UPDATE trail SET hash = 'x' WHERE sequence = SEALED+2`, 2, 'altered'],
      ['DELETE FROM trail WHERE sequence = SEALED+2', 2, 'missing'],
      ['DELETE FROM trail WHERE sequence > SEALED+2', 3, 'truncated'],
      ['DELETE FROM trail WHERE sequence >= SEALED+1', 1, 'truncated'],
      ['DELETE FROM head', 5, 'truncated'],
      [
        `UPDATE trail SET line = (SELECT line FROM trail WHERE sequence = SEALED+3), hash = (SELECT hash FROM trail WHERE sequence = SEALED+3) WHERE sequence = SEALED+1`,
        1,
        'missing',
      ],
    ] as const;
    for (const [sql, after, problem] of table) {
      const { integrity, sealed } = await startAfter(sql);
      expect(integrity, sql).toMatchObject({ whole: false, entry: sealed + after, problem });
    }
  });

  it('finds what was done to the last checkpoint and its entry', async () => {
    const table = [
      [`UPDATE checkpoint SET seal = 'x' WHERE sequence = SEALED`, 0, 'altered'],
      [`UPDATE trail SET line = replace(line, 'desk', 'disk') WHERE sequence = SEALED`, 0, 'altered'],
      ['DELETE FROM trail WHERE sequence = SEALED', 0, 'missing'],
      ['DELETE FROM trail WHERE sequence > SEALED-2', -1, 'truncated'],
    ] as const;
    for (const [sql, after, problem] of table) {
      const { integrity, sealed } = await startAfter(sql);
      expect(integrity, sql).toMatchObject({ whole: false, entry: sealed + after, problem });
    }
  });

  it('names what was done behind the last checkpoint as `trail verify` does', async () => {
    const { integrity, verdict } = await startAfter(`UPDATE trail SET hash = 'x' WHERE sequence = 3`);
    expect(integrity).toMatchObject({ whole: false, entry: 3, problem: 'altered' });
    expect(integrity).toEqual(verdict);
  });

  it('reads further back when the last checkpoints are gone, and finds it', async () => {
    const { integrity } = await startAfter(`DELETE FROM checkpoint; UPDATE trail SET hash = 'x' WHERE sequence = 3`);
    expect(integrity).toMatchObject({ whole: false, entry: 3 });
  });
});
