const WIDTH = 120;

/** JSON as this repository's formatter lays it out, so that what is generated needs no second hand. */
export function laidOut(value: unknown): string {
  return `${lines(value, 0, 0)}\n`;
}

function lines(value: unknown, depth: number, before: number): string {
  const flat = oneLine(value);
  // One more for the comma that may follow.
  if (typeof value !== 'object' || value === null || 2 * depth + before + flat.length + 1 <= WIDTH) {
    if (depth > 0) return flat;
  }
  const inner = '  '.repeat(depth + 1);
  const rows = Array.isArray(value)
    ? value.map((item) => inner + lines(item, depth + 1, 0))
    : Object.entries(value as object).map(([name, item]) => {
        const label = `${JSON.stringify(name)}: `;
        return inner + label + lines(item, depth + 1, label.length);
      });
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${rows.join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${oneLine(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}
