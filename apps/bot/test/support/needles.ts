/**
 * The forms in which a secret leaves without being spelled out, worked out here anew and not asked of the package that
 * is under test.
 */
export function formsOf(value: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value);
  const forms = new Map<string, string>([
    ['as it is', value],
    ['in hex', bytes.toString('hex')],
    ['in upper-case hex', bytes.toString('hex').toUpperCase()],
    ['URI-encoded', encodeURIComponent(value)],
    ['backwards', [...value].reverse().join('')],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
  ]);
  // Text in base64 looks different by where it begins in a group of three; the edges depend on the neighbours.
  for (const offset of [0, 1, 2]) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString(encoding)
        .replace(/=+$/, '');
      forms.set(`in ${encoding} from offset ${offset}`, shifted.slice(offset === 0 ? 0 : 4, -2));
    }
  }
  return forms;
}

export interface Sighting {
  readonly where: string;
  readonly field: string;
  readonly form: string;
}

/** Looks for every form of every value in every one of these. Says where and how, never what. */
export function sightings(
  places: ReadonlyMap<string, Buffer | string>,
  values: Readonly<Record<string, string>>,
): readonly Sighting[] {
  const wanted = Object.entries(values).map(([field, value]) => [field, [...formsOf(value)]] as const);
  return [...places].flatMap(([where, bytes]) => {
    const text = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
    return wanted.flatMap(([field, forms]) =>
      forms.filter(([, form]) => text.includes(form)).map(([form]) => ({ where, field, form })),
    );
  });
}
