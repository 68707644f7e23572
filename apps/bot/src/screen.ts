import { plainText } from './plain-text.ts';

/**
 * Turns log records into what a person reads on a terminal. Pure: a line of JSON in, text out. A record holds texts of
 * strategies and exchanges, and JSON hides what would steer a terminal, so every text is made plain here again.
 */

interface CheckRecord {
  readonly check: string;
  readonly result: 'pass' | 'warn' | 'fail' | 'skipped';
  readonly says: string;
  readonly fix?: string;
}

const marks = { pass: '✓', warn: '!', fail: '✗', skipped: '·' } as const;
const colours = { pass: 32, warn: 33, fail: 31, skipped: 90 } as const;

/** Returns the text for one record, or undefined for a record that only the file keeps. */
export function renderRecord(line: string, colour: boolean): string | undefined {
  const record = recordIn(line);
  if (record === undefined) return `${plainText(line).trimEnd()}\n`;
  if (record.quiet === true) return undefined;
  if (typeof record.check === 'string')
    return renderCheck({ ...record, says: String(record.msg ?? '') } as CheckRecord, colour);
  if (Array.isArray(record.lines)) return record.lines.map((each) => `${plainText(String(each))}\n`).join('');
  const time = typeof record.time === 'string' ? record.time.slice(11, 19) : '        ';
  const level = record.level === 'info' ? '' : `${String(record.level)} `;
  return `  ${paint(plainText(time), 90, colour)}  ${plainText(`${level}${String(record.msg ?? '')}${detailsOf(record)}`)}\n`;
}

function recordIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function renderCheck(check: CheckRecord, colour: boolean): string {
  const mark = paint(marks[check.result], colours[check.result], colour);
  const line = `  ${mark} ${plainText(`${check.check.padEnd(13)} ${check.says}`)}\n`;
  return check.fix === undefined || check.result === 'pass' ? line : `${line}      → ${plainText(check.fix)}\n`;
}

const hidden = new Set(['level', 'time', 'msg', 'name', 'err', 'lines', 'kind']);

function detailsOf(record: Record<string, unknown>): string {
  const error = record.err;
  const parts = Object.entries(record)
    .filter(([key, value]) => !hidden.has(key) && ['string', 'number', 'boolean'].includes(typeof value))
    .map(([key, value]) => `${key} ${String(value)}`);
  if (typeof error === 'object' && error !== null && 'message' in error) parts.push(String(error.message));
  return parts.length === 0 ? '' : `  (${parts.join(', ')})`;
}

function paint(text: string, code: number, colour: boolean): string {
  return colour ? `\u001b[${code}m${text}\u001b[0m` : text;
}
