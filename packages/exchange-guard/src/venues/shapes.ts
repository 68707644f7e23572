/** Shapes that ccxt's parsers take for granted: what they do not find they read as nothing there. */
export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The value at the end of a path of names; undefined when anything on the way is not there. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  return found;
}

/** The objects in the list at the end of a path; a list that is not there has none. */
export function rowsAt(value: unknown, ...path: readonly string[]): readonly Fields[] {
  const found = path.length === 0 ? value : at(value, ...path);
  return isArray(found) ? found.filter(isObject) : [];
}

/** Says whether a list of objects stands at the end of a path, each of them as wanted. */
export function holdsRows(path: readonly string[], each: (row: Fields) => boolean = () => true) {
  return (value: unknown): boolean => {
    const found = path.length === 0 ? value : at(value, ...path);
    return isArray(found) && found.every((row) => isObject(row) && each(row));
  };
}
