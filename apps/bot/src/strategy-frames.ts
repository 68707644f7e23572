import * as z from 'zod/mini';

/**
 * What the strategy's process may say, and nothing else. Every frame is hostile: unknown names are refused, texts are
 * capped, decimals are written as digits. What the order means is judged later, by the gate.
 */
const decimal = z.string().check(z.regex(/^\d{1,20}(?:\.\d{1,20})?$/));
const symbol = z.string().check(z.regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}(?::[A-Z0-9]{1,20})?$/));
const words = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

const order = z.strictObject({
  symbol,
  side: z.enum(['buy', 'sell']),
  kind: z.enum(['market', 'limit']),
  amount: decimal,
  price: z.optional(decimal),
  timeInForce: z.optional(z.enum(['GTC', 'IOC', 'FOK'])),
  postOnly: z.optional(z.boolean()),
  reduceOnly: z.optional(z.boolean()),
  reason: words(300),
});

const action = z.union([
  z.strictObject({ place: order }),
  z.strictObject({ cancel: z.string().check(z.regex(/^[0-9a-f]{32}$/)) }),
]);

/** The same market twice would show its orders twice. */
const symbols = z.array(symbol).check(
  z.minLength(1),
  z.maxLength(50),
  z.refine((listed) => new Set(listed).size === listed.length),
);

const hello = z.strictObject({
  hello: z.strictObject({
    name: words(40),
    symbols,
    timeframe: z.enum(['1m', '5m', '15m', '1h', '4h', '1d']),
    warmup: z.int().check(z.minimum(0), z.maximum(1000)),
    onFill: z.boolean(),
    onRefusal: z.boolean(),
  }),
});
const reply = z.strictObject({ id: z.int(), actions: z.array(action).check(z.maxLength(50)), memory: z.unknown() });
/** The strategy's own code threw. The text is its own and is shown as such. */
const threw = z.strictObject({ id: z.int(), threw: z.string().check(z.maxLength(2000)) });
/** The host could not even load the strategy, or the file is not one. */
const unfit = z.strictObject({ unfit: z.string().check(z.maxLength(2000)) });

export type StrategyFrame =
  | z.infer<typeof hello>
  | z.infer<typeof reply>
  | z.infer<typeof threw>
  | z.infer<typeof unfit>;
export type Hello = z.infer<typeof hello>['hello'];
export type ReadAction = z.infer<typeof action>;

/** Returns the frame, or one sentence that names the first field that is wrong and never repeats its value. */
export function readStrategyFrame(value: unknown): { readonly frame: StrategyFrame } | { readonly wrong: string } {
  // Each shape has a name of its own that no other may have, and the problems of that one are those to act on.
  const read = shapeOf(value)?.safeParse(value);
  if (read?.success === true) return { frame: read.data };
  const issue = read === undefined ? undefined : deepest(read.error.issues);
  return {
    wrong:
      issue === undefined
        ? 'it has none of the shapes of an answer'
        : `${issue.path.join('.') || 'the answer'} is not as the contract says`,
  };
}

function shapeOf(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('hello' in value) return hello;
  if ('actions' in value) return reply;
  if ('threw' in value) return threw;
  if ('unfit' in value) return unfit;
  return undefined;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly errors?: readonly (readonly Issue[])[];
}

function deepest(issues: readonly Issue[]): { path: string[] } | undefined {
  const [first] = issues;
  if (first === undefined) return undefined;
  const inner = first.errors
    ?.map((branch) => deepest(branch))
    .sort((a, b) => (b?.path.length ?? 0) - (a?.path.length ?? 0))[0];
  return { path: [...first.path.map(String), ...(inner?.path ?? [])] };
}
