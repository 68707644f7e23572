import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Severity } from '../judge/rule.ts';

/** One secret in one place. Holds nothing from which the value could be had. */
export interface Finding {
  /** Relative to what was scanned. */
  readonly path: string;
  /** From 1; a column is one UTF-16 code unit. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly severity: Severity;
  /** The same value has the same fingerprint, everywhere under one key; 32 hex characters. */
  readonly fingerprint: string;
  /** The oldest commit that holds it; short id. */
  readonly commit?: string;
  /** Of a finding in the history: whether HEAD holds it still, and whether a remote is known to have it. */
  readonly inHead?: boolean;
  readonly pushed?: boolean;
  /** Where a publicly known test key is known from, in words. */
  readonly known?: string;
  /** The same short text for a key, its secret and its passphrase. */
  readonly pair?: string;
  /** The encoding it was found in, such as base64. */
  readonly decoded?: string;
  /** A `gatehouse-allow` comment stands there and gives no reason, so it allows nothing. */
  readonly bareAllow?: true;
}

/** A finding with its value, for the few who work with the value itself: a baseline, a question to the exchange. */
export interface HeldFinding {
  readonly finding: Finding;
  readonly value: string;
}

/**
 * Fingerprints are keyed, because a plain hash of a short passphrase is the passphrase to whoever can guess. The key lies
 * in the repository's own git folder, where no commit takes it along; without such a folder it lasts for one scan.
 */
export function fingerprinting(gitFolder: string | undefined): (value: string) => string {
  let key: Buffer | undefined;
  return (value) => {
    key ??= gitFolder === undefined ? randomBytes(32) : keyIn(join(gitFolder, 'gatehouse', 'finding.key'));
    return createHmac('sha256', key).update(value, 'utf8').digest('hex').slice(0, 32);
  };
}

function keyIn(file: string): Buffer {
  const known = readKey(file);
  if (known) return known;
  const fresh = randomBytes(32);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const draft = `${file}.${fresh.toString('hex', 0, 4)}`;
    writeFileSync(draft, fresh, { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
    // Of two scans that made a key at once, both use the one that stayed.
    return readKey(file) ?? fresh;
  } catch {
    // A git folder that cannot be written to must not hide a finding: this scan has a key of its own.
    return fresh;
  }
}

function readKey(file: string): Buffer | undefined {
  try {
    const key = readFileSync(file);
    return key.length === 32 ? key : undefined;
  } catch {
    return undefined;
  }
}
