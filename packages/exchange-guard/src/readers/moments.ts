/** How an exchange writes a moment: seconds or milliseconds since 1970 (as a number or as its digits), or ISO 8601. */
export type MomentForm = 'ms' | 's' | 'iso';

/** Before there were exchanges, or so late that it is nonsense: a wrong unit falls outside. */
const earliest = Date.UTC(2011, 0, 1);
const latest = Date.UTC(2200, 0, 1);

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The moment that is meant; undefined for what is none, or is so far off that the unit must be another. */
export function momentOf(value: unknown, form: MomentForm): Date | undefined {
  const at = form === 'iso' ? fromIso(value) : fromCount(value, form === 's' ? 1000 : 1);
  return at !== undefined && at >= earliest && at < latest ? new Date(at) : undefined;
}

function fromIso(value: unknown): number | undefined {
  return typeof value === 'string' && iso.test(value) ? Date.parse(value) : undefined;
}

function fromCount(value: unknown, unit: number): number | undefined {
  if (typeof value === 'string' && !/^\d{1,16}$/.test(value)) return undefined;
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const count = Number(value);
  return Number.isSafeInteger(count) ? count * unit : undefined;
}
