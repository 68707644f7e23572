import type * as zod from 'zod/v4/core';

// zod's own entries load its fifty languages first. Its schemas alone load in a quarter of the time (measured: 21 ms
// against 80 ms), and a bot is waiting. The words below are all that this package says with them.
const core = import.meta.resolve('zod');
const [
  { $ZodArray, $ZodEnum, $ZodNever, $ZodNumberFormat, $ZodObject, $ZodOptional, $ZodRecord, $ZodString },
  api,
  parsing,
] = (await Promise.all(
  ['schemas', 'api', 'parse'].map((file) => import(new URL(`./v4/core/${file}.js`, core).href)),
)) as [typeof zod, typeof zod, typeof zod];

export type Shape = zod.$ZodType;

/** What is wrong: where, and what should be there, as it follows "must be". */
export type Issue = zod.$ZodIssue;

/** Text that matches, described by what follows "must be". */
export function text(says: string, accepts: RegExp | ((value: string) => boolean) = () => true): Shape {
  const test = accepts instanceof RegExp ? (value: string) => accepts.test(value) : accepts;
  return new $ZodString({
    type: 'string',
    error: () => says,
    checks: [
      api._check<string>((payload) => {
        if (!test(payload.value)) payload.issues.push({ code: 'custom', input: payload.value, message: says });
      }),
    ],
  });
}

/** A whole number within bounds, both included. */
export function whole(least: number, most: number): Shape {
  const error = () => `a whole number from ${least} to ${most}`;
  return new $ZodNumberFormat({
    type: 'number',
    check: 'number_format',
    format: 'safeint',
    error,
    checks: [api._gte(least, { error }), api._lte(most, { error })],
  });
}

export function oneOf(...words: readonly string[]): Shape {
  const says = words.map((word) => `'${word}'`).join(' or ');
  return api._enum($ZodEnum, [...words], { error: () => says }) as Shape;
}

/** A list of at least so many, each once. */
export function listOf(element: Shape, says: string, least = 0): Shape {
  return new $ZodArray({
    type: 'array',
    element,
    error: () => says,
    checks: [
      api._check<unknown[]>((payload) => {
        const { value } = payload;
        if (value.length < least) payload.issues.push({ code: 'custom', input: value, message: says });
        if (new Set(value).size < value.length)
          payload.issues.push({ code: 'custom', input: value, message: `${says}, each once` });
      }),
    ],
  });
}

/** Any names that the key shape accepts, each with such a value. */
export function recordOf(key: Shape, value: Shape, says: string): Shape {
  return new $ZodRecord({ type: 'record', keyType: key as zod.$ZodRecordKey, valueType: value, error: () => says });
}

/** These fields and no others. */
export function object(shape: Readonly<Record<string, Shape>>): Shape {
  const catchall = new $ZodNever({ type: 'never' });
  return new $ZodObject({ type: 'object', shape, catchall, error: () => 'an object' });
}

export function optional(shape: Shape): Shape {
  return new $ZodOptional({ type: 'optional', innerType: shape });
}

/** Returns every issue of a value, none when it has the shape. */
export function issuesOf(shape: Shape, value: unknown): readonly Issue[] {
  return parsing.safeParse(shape, value).error?.issues ?? [];
}
