import { type AllowedAddresses, allowedAddressesOf } from './allowed-addresses.ts';
import { type MomentForm, momentOf } from './moments.ts';
import { kindOf } from './reader.ts';

/** One object of an answer, read field by field. What is missing or of the wrong type is noted, by name and type. */
export interface Fields {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The names that are none of these and not plainly off: each may be a permission of a newer day. */
  strange(known: Iterable<string>): readonly string[];
  /** The field as it is; undefined when it is not the object's own. */
  value(name: string): unknown;
  flag(name: string): boolean;
  text(name: string): string;
  /** A list of texts. */
  texts(name: string): readonly string[];
  /** A list of anything. */
  list(name: string): readonly unknown[];
  object(name: string): Fields;
  /** A moment, as a number or as its digits. */
  moment(name: string, form: MomentForm): Date;
  addresses(name: string): AllowedAddresses;
  /** What must be exactly this, such as the code of success in an envelope. */
  must(name: string, ...allowed: readonly unknown[]): void;
  /** The owner's words for the key; their absence is no fault of the answer. */
  label(name: string): string | 'unknown';
  /** A moment that nothing depends on: unknown when it is not there or is not one. */
  someMoment(name: string, form: MomentForm): Date | 'unknown';
}

/** The only ways to say no. Whatever else stands in a field that nobody has described may mean yes. */
const off: ReadonlySet<unknown> = new Set([false, 0, 'false', '0']);

const nowhere = new Date(Number.NaN);

/** Reads an object called `where` in what is said of it. One that is none is noted once, and reads as empty in silence. */
export function fieldsOf(answer: unknown, where: string, problems: string[]): Fields {
  const plain = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  if (!plain) problems.push(`${where} is ${kindOf(answer)}, not an object`);
  const own = (plain ? answer : {}) as Readonly<Record<string, unknown>>;
  const value = (name: string): unknown => (Object.hasOwn(own, name) ? own[name] : undefined);
  const wrong = <T>(name: string, wanted: string, instead: T): T => {
    if (plain) problems.push(`${name} is ${kindOf(value(name))}, not ${wanted}`);
    return instead;
  };
  const isText = (item: unknown): item is string => typeof item === 'string';

  const fields: Fields = {
    names: Object.keys(own),
    has: (name) => Object.hasOwn(own, name),
    strange: (known) => {
      const described = new Set(known);
      return Object.keys(own).filter((name) => !described.has(name) && !off.has(value(name)));
    },
    value,
    flag: (name) => {
      const told = value(name);
      // Never used when it is wrong, because a problem ends the reading; true is what counts against a key.
      return typeof told === 'boolean' ? told : wrong(name, 'a boolean', true);
    },
    text: (name) => {
      const told = value(name);
      return isText(told) ? told : wrong(name, 'text', '');
    },
    texts: (name) => {
      const told = value(name);
      return Array.isArray(told) && told.every(isText) ? told : wrong(name, 'a list of texts', []);
    },
    list: (name) => {
      const told = value(name);
      return Array.isArray(told) ? told : wrong(name, 'a list', []);
    },
    object: (name) => (plain ? fieldsOf(value(name), name, problems) : fields),
    moment: (name, form) => momentOf(value(name), form) ?? wrong(name, `a moment (${form})`, nowhere),
    addresses: (name) =>
      allowedAddressesOf(value(name)) ??
      wrong(name, 'a list of addresses', { ipBinding: 'unknown', addresses: 'unknown' } as const),
    must: (name, ...allowed) => {
      if (plain && !allowed.includes(value(name))) problems.push(`${name} is not what a good answer has there`);
    },
    label: (name) => {
      const told = value(name);
      return isText(told) && told.trim() !== '' ? told : 'unknown';
    },
    someMoment: (name, form) => momentOf(value(name), form) ?? 'unknown',
  };
  return fields;
}
