import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrailHead, TrailVerdict } from '../src/index.ts';
import { sealsUnder } from '../src/seals.ts';
import { garbagePage, live, place, tamper } from './fixture.ts';

const home = place();
let entries = 0;
let head: TrailHead;
const heads: string[] = [];

beforeAll(async () => {
  const journal = await home.open();
  entries = await live(journal, home.clock);
  head = await journal.head();
  for (const { sequence, hash } of await journal.entries()) heads[sequence] = hash;
  await journal.close();
});
afterAll(() => home[Symbol.dispose]());

/** The verdict on a copy of the journal after somebody has been at it. */
async function verdictAfter(work: (raw: DatabaseSync) => void, anchor?: string): Promise<TrailVerdict> {
  const folder = join(home.folder, 'copy');
  cpSync(home.options.folder, folder, { recursive: true });
  try {
    tamper(join(folder, 'journal.sqlite'), work);
    const journal = await home.open({ folder, readOnly: true });
    const verdict = await journal.verifyTrail(anchor === undefined ? {} : { head: anchor });
    await journal.close();
    return verdict;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const everyPlace = () => Array.from({ length: entries }, (_, index) => index + 1);
const shiftUp = (raw: DatabaseSync, from: number) => {
  raw.exec(`UPDATE trail SET sequence = -sequence - 1 WHERE sequence >= ${from}`);
  raw.exec('UPDATE trail SET sequence = -sequence WHERE sequence < 0');
};
const forgetEnd = (raw: DatabaseSync, last: number) => {
  raw.exec(`DELETE FROM trail WHERE sequence > ${last}; DELETE FROM checkpoint WHERE sequence > ${last}`);
};

describe('when nobody has been at it', () => {
  it('is whole, and anchored only when an anchor was given', async () => {
    expect(await verdictAfter(() => {})).toEqual({ whole: true, entries, head, anchored: false });
    for (const anchor of [head.anchor, head.hash, head.hash.toUpperCase(), `1-${heads[1]}`, ` ${heads[2]}\n`]) {
      expect(await verdictAfter(() => {}, anchor)).toEqual({ whole: true, entries, head, anchored: true });
    }
  });

  it('does not take a hash for the anchor of another place', async () => {
    const verdict = await verdictAfter(() => {}, `2-${heads[1]}`);
    expect(verdict).toMatchObject({ whole: false, entry: 2, problem: 'truncated' });
  });

  it('refuses an anchor that is none with INPUT_MALFORMED', async () => {
    for (const anchor of ['', 'abc', `${head.hash}0`, `-${head.hash}`, `1.5-${head.hash}`]) {
      await expect(verdictAfter(() => {}, anchor)).rejects.toMatchObject({ code: 'INPUT_MALFORMED' });
    }
  });
});

describe('names the first entry that is not as it was written', () => {
  it('altered: when a character of any line, or a hash, is another', async () => {
    for (const n of everyPlace()) {
      const edits = [
        `line = replace(line, '"kind":"', '"kind":"x')`,
        `line = substr(line, 1, length(line) - 1) || ' }'`,
        `hash = '${'0'.repeat(64)}'`,
        `hash = upper(hash)`,
      ];
      const edit = edits[n % edits.length];
      const verdict = await verdictAfter((raw) => raw.exec(`UPDATE trail SET ${edit} WHERE sequence = ${n}`));
      expect(verdict).toMatchObject({ whole: false, entry: n, problem: 'altered' });
    }
  });

  it('missing: when one in the middle is deleted, also when the rest is moved up; truncated: when it was the last', async () => {
    for (const n of everyPlace()) {
      const problem = n === entries ? 'truncated' : 'missing';
      const gap = await verdictAfter((raw) => raw.exec(`DELETE FROM trail WHERE sequence = ${n}`));
      expect(gap).toMatchObject({ whole: false, entry: n, problem });
      const closed = await verdictAfter((raw) => {
        raw.exec(`DELETE FROM trail WHERE sequence = ${n}`);
        raw.exec(`UPDATE trail SET sequence = -(sequence - 1) WHERE sequence > ${n}`);
        raw.exec('UPDATE trail SET sequence = -sequence WHERE sequence < 0');
      });
      expect(closed).toMatchObject({ whole: false, entry: n, problem });
    }
  });

  it('reordered: when two have changed places', async () => {
    for (const n of everyPlace().slice(1)) {
      const verdict = await verdictAfter((raw) => {
        raw.exec(`UPDATE trail SET sequence = -1 WHERE sequence = ${n}`);
        raw.exec(`UPDATE trail SET sequence = ${n} WHERE sequence = ${n - 1}`);
        raw.exec(`UPDATE trail SET sequence = ${n - 1} WHERE sequence = -1`);
      });
      expect(verdict).toMatchObject({ whole: false, entry: n - 1, problem: 'reordered' });
    }
  });

  it('altered: when one of somebody else is put in, anywhere', async () => {
    const line = `{"v":1,"seq":1,"prev":"${heads[1]}","at":"","actor":"desk","kind":"lifted","detail":{}}`;
    for (const n of [0, ...everyPlace(), entries + 1]) {
      const verdict = await verdictAfter((raw) => {
        if (n > 0) shiftUp(raw, n);
        raw.prepare('INSERT INTO trail VALUES (?, ?, ?)').run(n, line, 'a'.repeat(64));
      });
      expect(verdict).toMatchObject({ whole: false, entry: n, problem: 'altered' });
    }
  });

  it('reordered: when a genuine one is put in a second time; altered: when it is put after the end', async () => {
    for (const n of everyPlace().slice(1)) {
      const verdict = await verdictAfter((raw) => {
        shiftUp(raw, n);
        raw.exec(`INSERT INTO trail SELECT ${n}, line, hash FROM trail WHERE sequence = 1`);
      });
      expect(verdict).toMatchObject({ whole: false, entry: n, problem: 'reordered' });
    }
    const after = await verdictAfter((raw) => {
      raw.exec(`INSERT INTO trail SELECT ${entries + 1}, line, hash FROM trail WHERE sequence = 3`);
    });
    expect(after).toMatchObject({ whole: false, entry: entries + 1, problem: 'altered' });
  });

  it('truncated: when the tail is cut at any place, whatever is done to the mark of the newest entry', async () => {
    for (const last of [0, ...everyPlace().slice(0, -1)]) {
      const cuts: ((raw: DatabaseSync) => void)[] = [
        () => {},
        (raw) => raw.exec('DELETE FROM head'),
        (raw) => raw.exec(`UPDATE head SET sequence = ${last}, hash = '${heads[last] ?? ''}'`),
      ];
      for (const hide of cuts) {
        const verdict = await verdictAfter((raw) => {
          forgetEnd(raw, last);
          hide(raw);
        });
        expect(verdict).toMatchObject({ whole: false, entry: last + 1, problem: 'truncated' });
      }
      const uncovered = await verdictAfter((raw) => raw.exec(`DELETE FROM trail WHERE sequence > ${last}`));
      expect(uncovered).toMatchObject({ whole: false, entry: last + 1, problem: 'truncated' });
    }
  });

  it('altered: when the chain is written again from any place without the key', async () => {
    const { createSecretKey, randomBytes } = await import('node:crypto');
    const seals = sealsUnder(createSecretKey(randomBytes(32)));
    for (const from of everyPlace()) {
      const verdict = await verdictAfter((raw) => {
        let prev = heads[from - 1] ?? '0'.repeat(64);
        for (const row of raw.prepare('SELECT * FROM trail WHERE sequence >= ? ORDER BY sequence').all(from)) {
          const line = String(row.line).replace(/"prev":"[0-9a-f]{64}"/, `"prev":"${prev}"`);
          prev = seals.entry(line);
          raw.prepare('UPDATE trail SET line = ?, hash = ? WHERE sequence = ?').run(line, prev, Number(row.sequence));
        }
        const mark = { sequence: entries, hash: prev };
        raw.prepare('UPDATE head SET hash = ?, seal = ?').run(prev, seals.head(mark));
        raw.exec('DELETE FROM checkpoint');
      });
      expect(verdict).toMatchObject({ whole: false, entry: from, problem: 'altered' });
      if (!verdict.whole && from === 1) expect(verdict.says).toContain('installation key');
    }
  });

  it('altered: when a checkpoint, or the mark of the newest entry, is not ours', async () => {
    const checkpoint = await verdictAfter((raw) => raw.exec(`UPDATE checkpoint SET at = '2020'`));
    expect(checkpoint).toMatchObject({ whole: false, entry: entries, problem: 'altered' });
  });

  it('altered: when an old mark of the newest entry is put back alone', async () => {
    using other = place();
    const journal = await other.open();
    const old = tamper(other.database, (raw) => raw.prepare('SELECT * FROM head').get());
    await journal.append('started', {});
    await journal.close();
    tamper(other.database, (raw) => {
      raw
        .prepare('UPDATE head SET sequence = ?, hash = ?, seal = ?')
        .run(Number(old?.sequence), String(old?.hash), String(old?.seal));
    });
    const again = await other.open({ readOnly: true });
    expect(await again.verifyTrail()).toMatchObject({ whole: false, entry: 2, problem: 'altered' });
    await again.close();
  });

  it('altered: when a table says something else than the trail', async () => {
    const edits = [
      `UPDATE restriction SET lifted_at = '2026-11-23T12:00:00.000Z' WHERE lifted_at IS NULL`,
      `DELETE FROM restriction WHERE kind = 'reduce'`,
      `UPDATE lease SET epoch = 7`,
      `UPDATE intent SET status = 'cancelled' WHERE status = 'open'`,
      `UPDATE intent SET intent = replace(intent, '0.01', '9.01')`,
      `DELETE FROM message`,
      `DELETE FROM fill WHERE trade_id = '1'`,
      `UPDATE key SET first_seen = '2030-01-01T00:00:00.000Z'`,
      `UPDATE rotation SET created_at = '2030-01-01T00:00:00.000Z'`,
      `UPDATE baseline SET orders = '[]'`,
      `INSERT INTO rotation SELECT entry + 100, fingerprint, created_at, recorded_at, by, note FROM rotation`,
      `CREATE TRIGGER undo AFTER INSERT ON restriction BEGIN UPDATE restriction SET lifted_at = at; END`,
      `DROP INDEX intent_working`,
    ];
    for (const edit of edits) {
      const verdict = await verdictAfter((raw) => raw.exec(edit));
      expect(verdict, edit).toMatchObject({ whole: false, problem: 'altered' });
    }
  });

  it('unreadable: when a page of the trail is garbage, with the place where reading ends', async () => {
    using other = place();
    const journal = await other.open();
    for (let n = 0; n < 60; n += 1) await journal.append('started', { filler: 'x'.repeat(400) });
    await journal.close();
    garbagePage(other.database, 'trail', 4);
    const again = await other.open({ readOnly: true });
    const verdict = await again.verifyTrail();
    expect(verdict).toMatchObject({ whole: false, problem: 'unreadable' });
    if (!verdict.whole) expect(verdict.entry).toBeGreaterThan(10);
    await again.close();
  });
});

describe('when an older copy of the whole database was put back', () => {
  it('passes without an anchor, and is truncated with one, also after it was written on', async () => {
    using other = place();
    const journal = await other.open();
    await journal.append('started', {});
    await journal.close();
    copyFileSync(other.database, `${other.database}.old`);
    const later = await other.open();
    await later.append('started', { again: true });
    const anchor = await later.head();
    await later.close();
    copyFileSync(`${other.database}.old`, other.database);

    const old = await other.open();
    expect(await old.verifyTrail()).toMatchObject({ whole: true, entries: 2 });
    expect(await old.verifyTrail({ head: anchor.anchor })).toMatchObject({ entry: 3, problem: 'truncated' });
    expect(await old.verifyTrail({ head: anchor.hash })).toMatchObject({ entry: 3, problem: 'truncated' });
    await old.append('stopped', {});
    await old.append('stopped', {});
    expect(await old.verifyTrail({ head: anchor.anchor })).toMatchObject({ entry: 3, problem: 'truncated' });
    expect(await old.verifyTrail({ head: anchor.hash })).toMatchObject({ whole: false, problem: 'truncated' });
    await old.close();
  });
});

describe('whatever single change is made to what is sealed or projected', () => {
  it('is never whole', async () => {
    const tables = [
      'trail',
      'head',
      'checkpoint',
      'restriction',
      'lease',
      'intent',
      'fill',
      'key',
      'rotation',
      'baseline',
    ];
    const change = fc.record({ table: fc.constantFrom(...tables), row: fc.nat(), column: fc.nat(), at: fc.nat() });
    await fc.assert(
      fc.asyncProperty(change, async ({ table, row, column, at }) => {
        const verdict = await verdictAfter((raw) => {
          const rows = raw.prepare(`SELECT * FROM ${table}`).all();
          const found = rows[row % rows.length] ?? {};
          const columns = Object.keys(found).filter((name) => typeof found[name] === 'string');
          const name = columns[column % columns.length] ?? '';
          const old = String(found[name]);
          const place = at % old.length;
          const other = old[place] === '5' ? '6' : '5';
          const text = old.slice(0, place) + other + old.slice(place + 1);
          raw.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${name} = ?`).run(text, old);
        });
        expect(verdict.whole).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
