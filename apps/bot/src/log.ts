import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Redactor } from '@gatehouse/secrets';
import { type Logger, pino } from 'pino';
import { renderRecord } from './screen.ts';

export type Log = Logger;

export interface LogOptions {
  readonly redactor: Redactor;
  /** The folder of log files, made for this user alone. */
  readonly folder: string;
  readonly name: string;
  readonly screen: 'terminal' | 'plain' | 'lines' | 'none';
  readonly write: (text: string) => void;
  readonly clock: () => Date;
  /** Bytes after which a file is put aside; one earlier file is kept. */
  readonly largest?: number;
}

/**
 * Opens the log. Every line goes through the redactor as the very last step, after it has become text, so that a
 * secret in any field, message or error is gone whatever shape it arrived in. The file gets JSON lines; the screen gets
 * the same lines, or sentences for a person.
 */
export function openLog(options: LogOptions): { readonly log: Log; close(): void } {
  const file = openFile(options);
  const log = pino(
    {
      name: options.name,
      level: 'info',
      timestamp: () => `,"time":"${options.clock().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), bindings: () => ({}) },
      serializers: { err: describeError },
    },
    {
      write: (line: string) => {
        const safe = options.redactor.scrub(line);
        file?.write(safe);
        if (options.screen === 'lines') options.write(safe);
        else if (options.screen !== 'none') {
          const text = renderRecord(safe, options.screen === 'terminal');
          // Once more: the screen puts side by side, and writes out, what JSON had kept apart and escaped.
          if (text !== undefined) options.write(options.redactor.scrub(text));
        }
      },
    },
  );
  if (file === undefined) log.warn('the log file cannot be written: what happens stands on the screen alone');
  return { log, close: () => file?.close() };
}

/** Name, code and message: a stack may hold a URL with its query, and an error's own fields may hold anything. */
function describeError(error: unknown): { name: string; code?: string; message: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: 'something was thrown that is not an error' };
  const { code } = error as Error & { code?: unknown };
  return { name: error.name, ...(typeof code === 'string' ? { code } : {}), message: error.message };
}

interface LogFile {
  write(line: string): void;
  close(): void;
}

/** Undefined where no file can be made: the screen still has every line, and the check `host` says what is wrong. */
function openFile({ folder, name, largest = 5_000_000 }: LogOptions): LogFile | undefined {
  const path = join(folder, `${name}.log`);
  let file: number | undefined;
  let size: number;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file = openSync(path, 'a+', 0o600);
    size = fstatSync(file).size;
  } catch {
    return undefined;
  }
  return {
    write(line) {
      if (file === undefined) return;
      try {
        if (size > 0 && size + Buffer.byteLength(line) > largest) {
          putAside(file, `${path}.1`);
          size = 0;
        }
        size += writeSync(file, line);
      } catch {
        // A full disk must not stop a cancel: the screen still has the line, and the journal refuses new orders by itself.
      }
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/**
 * Moves what a file holds to another and empties it. Works on the open file, because a desk that has dropped reading
 * can neither look at a path nor rename it (measured); what cannot be kept is let go, so that the cap holds.
 */
function putAside(file: number, earlier: string): void {
  try {
    const copy = openSync(earlier, 'w', 0o600);
    try {
      const block = Buffer.allocUnsafe(65_536);
      let at = 0;
      for (;;) {
        const length = readSync(file, block, 0, block.length, at);
        if (length === 0) break;
        writeSync(copy, block, 0, length);
        at += length;
      }
    } finally {
      closeSync(copy);
    }
  } catch {
    // The journal has what matters; a log that grows past its cap would take the disk from it.
  }
  ftruncateSync(file, 0);
}
