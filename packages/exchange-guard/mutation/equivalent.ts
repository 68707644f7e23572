/** A break that changes nothing anybody could see, and why. */
interface Equivalent {
  /** What is broken, as it is printed: the code, and what came in its place. */
  readonly change: string;
  readonly why: string;
}

const sane = 'an order without an amount or a limit order without a price was refused as senseless before';
const noNumber = 'a price to compare is missing only where the order or the reference is, and both were refused before';

/** Looked at one by one. They count as not noticed all the same: the score has no exceptions. */
export const equivalents: Readonly<Record<string, readonly Equivalent[]>> = {
  'policy.ts': [
    { change: `'wrong' -> ""`, why: 'a remark that is neither `unknown` nor `along` fails, whatever it is called' },
    { change: `'' -> "Stryker was here!"`, why: 'a remark is forgiven only where there is a reason' },
    {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code that is quoted.
      change: '`does not show whether it can ${scopes[scope]}` -> ``',
      why: 'permissions that are not told are put into one sentence, from their names',
    },
  ],
  'walls.ts': [
    { change: `'' -> "Stryker was here!"`, why: 'splitting a text always gives a first part' },
    {
      change: `'{' -> ""`,
      why: 'an address without a name to fill in matches as a pattern exactly what it is as text',
    },
  ],
  'venues/wire.ts': [
    { change: `'' -> "Stryker was here!"`, why: 'splitting a text always gives a first part' },
    { change: 'value !== undefined -> true', why: 'what is not there is not written as it is meant either' },
    { change: '{ … -> {}', why: 'a function that ends without a word says undefined, which is not true' },
    ...['/^[^\\w.=&-]*$/', '/^[\\W.=&-]*$/'].map((other) => ({
      change: `/^[\\w.=&-]*$/ -> ${other}`,
      why: 'a body without an escape reads the same in the longer way',
    })),
  ],
  'armed-client.ts': [
    { change: 'false -> true', why: 'the rate limiter is switched off for good when settings are locked' },
  ],
  'spoken.ts': [{ change: '{ … -> {}', why: 'a function that ends without a word says undefined as well' }],
  'answer-date.ts': [{ change: `'' -> "Stryker was here!"`, why: 'neither is a date' }],
  'closed-names.ts': [
    { change: `'watch' -> ""`, why: 'names that begin with `watch` are closed as sockets by their pattern, too' },
    {
      change: `'watchMultiple' -> ""`,
      why: 'names that begin with `watch` are closed as sockets by their pattern, too',
    },
  ],
  'credentials-lock.ts': [
    { change: 'bytes.fill(0); -> ;', why: 'that a copy of the secret is gone shows only to who reads the memory' },
  ],
  'settings-lock.ts': [
    { change: `'plumbing' -> ""`, why: 'what is neither closed nor quieted is passed over before' },
    { change: 'own === undefined -> false', why: 'the names are those of methods that are there' },
    {
      change: 'level !== null -> true',
      why: 'every chain of ccxt’s classes ends at Object.prototype, which ends the walk',
    },
    { change: 'level !== Object.prototype -> true', why: 'what every object has is closed by no name' },
    {
      change:
        'Object.getOwnPropertyDescriptor(level, name)?.value -> Object.getOwnPropertyDescriptor(level, name).value',
      why: 'the names are the level’s own',
    },
    { change: "name !== 'constructor' -> true", why: 'nothing is closed by the name `constructor`' },
    { change: `'constructor' -> ""`, why: 'nothing is closed by the name `constructor`' },
  ],
  'controls/frequency.ts': [
    { change: "limit === 'allowed' -> false", why: 'no time is later than `allowed` milliseconds ago' },
    { change: `'allowed' -> ""`, why: 'no time is later than `allowed` milliseconds ago' },
    { change: 'amount?.toFixed -> amount.toFixed', why: 'an order without an amount was refused before' },
  ],
  'controls/market.ts': [
    { change: `'not known and' -> ""`, why: noNumber },
    { change: 'amount === undefined -> false', why: sane },
    { change: 'amount?.toFixed -> amount.toFixed', why: sane },
    { change: 'price === undefined -> false', why: sane },
    { change: 'price?.toFixed -> price.toFixed', why: sane },
    { change: 'age !== undefined -> true', why: 'what is not there is no number, and within no limit' },
    { change: 'reference === undefined -> false', why: 'an order without a fresh reference was refused before' },
    { change: 'meets?.minus -> meets.minus', why: noNumber },
    { change: 'bps?.lte -> bps.lte', why: noNumber },
    { change: 'bps === undefined -> false', why: noNumber },
  ],
  'approved-order.ts': [
    { change: 'terms.price !== undefined -> true', why: 'the field is there all the same, and says undefined' },
    { change: 'terms.timeInForce !== undefined -> true', why: 'the field is there all the same, and says undefined' },
  ],
  'address.ts': [
    { change: `'' -> "Stryker was here!"`, why: 'without a reason the check has failed before' },
    { change: 'exchangeSees !== undefined -> true', why: 'nothing differs from an address that is none' },
  ],
  'observe-address.ts': [
    { change: `'' -> "Stryker was here!"`, why: 'those without an address were left out before' },
    { change: 'a < b -> a <= b', why: 'each address is there once' },
    ...[`'late' -> ""`, `'too long' -> ""`].map((change) => ({
      change,
      why: 'what was thrown is caught and told in other words',
    })),
    ...['{ once: true } -> {}', 'true -> false'].map((change) => ({ change, why: 'a deadline comes once' })),
    { change: '{ … -> {}', why: 'a function that ends without a word says undefined as well' },
    { change: `'utf8' -> ""`, why: 'Node takes it for UTF-8' },
    ...[
      "typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'ip') -> false",
      "typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'ip') -> (typeof parsed !== 'object' || parsed === null) && !Object.hasOwn(parsed, 'ip')",
      "typeof parsed !== 'object' || parsed === null -> false",
      "typeof parsed !== 'object' || parsed === null -> typeof parsed !== 'object' && parsed === null",
      "typeof parsed !== 'object' -> false",
      'parsed === null -> false',
    ].map((change) => ({ change, why: 'JSON that begins with a brace is an object, and none inherits an `ip`' })),
    { change: "typeof ip === 'string' -> true", why: 'what is no text has no `trim`: that is caught as no answer' },
    { change: 'text.length > 4096 -> text.length >= 4096', why: 'no address comes near to that' },
  ],
  'address-list.ts': [
    {
      change: `'' -> "Stryker was here!"`,
      why: 'what stands in the place of an address or a family that is not there is none',
    },
    {
      change: 'familyOf(address) === family -> familyOf(address) !== family',
      why: 'both families are looked at, in whichever order',
    },
    ...[
      'one === undefined || other === undefined -> false',
      'one === undefined || other === undefined -> one === undefined && other === undefined',
      'one === undefined -> false',
      'other === undefined -> false',
    ].map((change) => ({ change, why: 'a list of two has two parts: only the compiler cannot know' })),
  ],
  'audit.ts': [
    { change: "words === '' -> false", why: 'every text holds the empty one' },
    { change: `'' -> "Stryker was here!"`, why: 'every text holds the empty one' },
  ],
  'guarded-client.ts': [
    ...[
      "typeof params === 'object' && params !== null -> true",
      "typeof params === 'object' && params !== null -> typeof params === 'object' || params !== null",
      "typeof params === 'object' -> true",
      'params !== null -> true',
    ].map((change) => ({ change, why: 'ccxt throws by itself for parameters that are no object' })),
    ...[
      "typeof error === 'object' && error !== null -> true",
      "typeof error === 'object' && error !== null -> typeof error === 'object' || error !== null",
      "typeof error === 'object' -> true",
      'error !== null -> true',
    ].map((change) => ({ change, why: 'ccxt throws errors and nothing else' })),
  ],
  'key-change.ts': [{ change: '[] -> ["Stryker was here"]', why: 'names that nobody gave are compared with nothing' }],
  'clearance.ts': [
    { change: 'proof.checks[index]?.id -> proof.checks[index].id', why: 'there are as many checks as ids by then' },
  ],
  'decision.ts': [
    ...[
      "typeof asked.symbol === 'string' -> true",
      'instrument === undefined -> false',
      'reference === undefined -> false',
      'positions === undefined -> false',
      'holdings === undefined -> false',
      'cannotTake === undefined -> false',
      'asked.timeInForce === undefined -> false',
    ].map((change) => ({ change, why: 'a field that says undefined is taken for one that is not there' })),
    ...[
      'amount === undefined -> false',
      'value === undefined -> false',
      "{ control: 'sanity', limit: null, value: null, says: 'The order could not be valued.' } -> {}",
      `'sanity' -> ""`,
      `'The order could not be valued.' -> ""`,
    ].map((change) => ({
      change,
      why: 'the controls have refused what could not be valued; this is for the compiler',
    })),
    { change: `'holdings' -> ""`, why: 'what is needed is told by its being asked for' },
  ],
  'sending.ts': [
    ...[
      'known?.unsent -> known.unsent',
      'known?.answer -> known.answer',
      'known?.code -> known.code',
      'known?.message -> known.message',
      `'UNKNOWN' -> ""`,
      `'The request failed in a way that is not known here.' -> ""`,
    ].map((change) => ({
      change,
      why: 'nothing but a GuardError comes out of the doors; this is for the day it does',
    })),
  ],
  'order-gate.ts': [
    { change: `'journal' -> ""`, why: 'a table that has the name has its value' },
    {
      change: "typeof symbol !== 'string' -> false",
      why: 'what is no text is among no symbols, and names no market either',
    },
  ],
  'permits.ts': [{ change: 'wire === undefined -> false', why: 'nothing is permitted under no id' }],
};

export function whyEquivalent(source: string, change: string): string | undefined {
  return equivalents[source]?.find((known) => known.change === change)?.why;
}
